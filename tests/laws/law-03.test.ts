import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSnapshot, fieldState, isFieldEvent, reduceInstant } from '../../src/index.js';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';
import { parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  'Law 3. Numbers, booleans and null appear whole or not at all; strings only grow; a value never changes its type; arrays change only at their end.';

test(LAW, () => {
  fc.assert(
    fc.property(jsonText, chunkSizes, (text, sizes) => {
      const final = parseNatively(text);
      let snapshot = createSnapshot();
      for (const event of parseChunks(cut(text, sizes)).events) {
        const before = snapshot;
        snapshot = reduceInstant(snapshot, event);
        if (before.value !== undefined) checkGrowth(before.value, snapshot.value);
        if (isFieldEvent(event))
          checkWhole(fieldState(snapshot, event.segments).value, at(final, event.segments));
      }
      expect(snapshot.value).toEqual(final);
    }),
    runs(1500),
  );
});

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => Reflect.get(Object(inner) as object, key), value);
}

/** A value that shows is the final one, or a string or container on its way to it. */
function checkWhole(shown: unknown, final: unknown): void {
  if (typeof shown === 'string')
    expect(final).toSatisfy((text) => typeof text === 'string' && text.startsWith(shown));
  else if (typeof shown !== 'object' || shown === null) expect(shown).toEqual(final);
}

function checkGrowth(before: unknown, after: unknown): void {
  if (typeof before === 'string') {
    expect(after).toSatisfy((text) => typeof text === 'string' && text.startsWith(before));
  } else if (typeof before !== 'object' || before === null) {
    expect(after).toEqual(before);
  } else {
    expect(Array.isArray(after)).toBe(Array.isArray(before));
    const keys = Object.keys(before);
    if (Array.isArray(before))
      expect(Object.keys(after as object).slice(0, keys.length)).toEqual(keys);
    for (const key of keys)
      checkGrowth(Reflect.get(before, key), Reflect.get(after as object, key));
  }
}
