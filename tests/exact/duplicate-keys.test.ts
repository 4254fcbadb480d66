import fc from 'fast-check';
import { expect, test } from 'vitest';
import { setOwn, type JsonObject } from '../../src/internal/own.js';
import { chunkSizes, cut, hostileKeys, jsonValue } from '../laws/arbitraries.js';
import { parseNatively } from '../laws/parse-natively.js';
import { fieldEvents, parseChunks } from '../laws/parsing.js';
import { findBroken } from '../fuzz/check-laws.js';
import { runs } from '../laws/runs.js';

const entries = fc.array(
  fc.tuple(fc.constantFrom('a', 'b', ...hostileKeys.slice(0, 4)), jsonValue),
  {
    minLength: 1,
    maxLength: 6,
  },
);

function write(pairs: readonly (readonly [string, unknown])[]): string {
  const members = pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return `[{${members.join(',')}},"after"]`;
}

/** The object in which the first pair of a key counts, as JSON holds it. */
function firstOf(pairs: readonly (readonly [string, unknown])[]): JsonObject {
  const object: JsonObject = {};
  for (const [key, value] of pairs)
    if (!Object.hasOwn(object, key)) setOwn(object, key, parseNatively(JSON.stringify(value)));
  return object;
}

test('`first` keeps the value a key had first, and says nothing of the later ones', () => {
  fc.assert(
    fc.property(entries, chunkSizes, fc.boolean(), (pairs, sizes, strict) => {
      const options = { strict, duplicateKeys: 'first' } as const;
      const { parser, events } = parseChunks(cut(write(pairs), sizes), options);
      expect(parser.value).toEqual([firstOf(pairs), 'after']);
      expect(events.filter(({ type }) => type === 'replaced')).toEqual([]);
      const done = fieldEvents(events).filter(({ type }) => type === 'done');
      expect(new Set(done.map(({ path }) => path)).size).toBe(done.length);
    }),
    runs(500),
  );
});

test('`last` says `replaced` before each later value of a key', () => {
  fc.assert(
    fc.property(entries, chunkSizes, (pairs, sizes) => {
      const text = write(pairs);
      const { parser, events } = parseChunks(cut(text, sizes), { strict: true });
      expect(parser.value).toEqual([firstOf(pairs.toReversed()), 'after']);
      const replaced = events.filter(({ type }) => type === 'replaced');
      expect(replaced.length).toBe(pairs.length - new Set(pairs.map(([key]) => key)).size);
      // Among what this looks for: nothing is said of a field that is done before `replaced` is.
      expect(findBroken({ text, sizes, strict: true })).toBeUndefined();
    }),
    runs(500),
  );
});

test('`error` ends the reading at the beginning of the key that comes again', () => {
  const text = '{"a":1,"b":{"a":2},\n "a":3}';
  for (let size = 1; size <= text.length; size++) {
    for (const strict of [true, false]) {
      const { parser } = parseChunks(cut(text, [size]), { duplicateKeys: 'error', strict });
      expect(parser.error).toMatchObject({ code: 'duplicate-key', offset: 21, line: 2, column: 2 });
      expect(parser.value).toEqual({ a: 1, b: { a: 2 } });
    }
  }
});

test.each([
  ['{"a":1,"a":2}', 7, 1, 8],
  ['{"a\nb":1,\n  "a\nb":2}', 12, 3, 3],
  ["{'a':1,\n'a':2}", 8, 2, 1],
  ['{a:1, a:2}', 6, 1, 7],
  ["{u'a':1, u'a':2}", 10, 1, 11],
  ['{“a”:1,“a”:2}', 7, 1, 8],
  ['{a":1,\n\n a":2}', 9, 3, 2],
  ["{'x':'y','a':1,'a' :2}", 15, 1, 16],
  ['{"b":1,\n"a":["x", "b":2}', 18, 2, 11],
  ['{"b":1,"a":"x,"b":2}', 14, 1, 15],
  [String.raw`{\"a\":1,\"a\":2}`, 10, 1, 11],
])('the error points at the first character of the key: %j', (text, offset, line, column) => {
  for (const size of [1, 2, text.length]) {
    const { parser } = parseChunks(cut(text, [size]), { duplicateKeys: 'error' });
    expect(parser.error).toMatchObject({ code: 'duplicate-key', offset, line, column });
  }
});

test('`first` passes over a later string also when a quote inside it opens it again', () => {
  for (const again of ['"x" y"', '["x" y", 2]', '{"c":"x" y"}']) {
    const text = `{"a":1,"a":${again},"b":3}`;
    for (const size of [1, 2, text.length]) {
      const { parser } = parseChunks(cut(text, [size]), { duplicateKeys: 'first' });
      expect(parser.value).toEqual({ a: 1, b: 3 });
    }
  }
});
