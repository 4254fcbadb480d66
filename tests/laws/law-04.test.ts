import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createInstantParser, isFieldEvent } from '../../src/index.js';
import { jsonText } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';
import { fieldEvents, parseChunks } from './parsing.js';
import { runs } from './runs.js';

const LAW =
  'Law 4. A field is done exactly when the grammar closes it: a string at its quote, a number at its delimiter or the end, a container at its bracket. Never because of a pause, never by comparing snapshots. Children before parents, the root last.';

const CLOSERS: Readonly<Record<string, RegExp>> = {
  string: /"/,
  array: /\]/,
  object: /\}/,
  number: /[,\]}\s]/,
  boolean: /[el]/,
  null: /l/,
};

describe(LAW, () => {
  test('the character that closes a field is the one that makes it done', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const parser = createInstantParser({ strict: true });
        for (const char of text) {
          for (const event of parser.feed(char)) {
            if (event.type === 'done')
              expect(char).toMatch(CLOSERS[kindOf(event.value)] ?? /never/);
          }
        }
        for (const event of parser.end()) {
          if (event.type === 'done')
            expect([event.path, typeof event.value]).toEqual(['', 'number']);
        }
      }),
      runs(1500),
    );
  });

  test('each value of the document is done exactly once, children before parents, the root last', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const done = fieldEvents(parseChunks([text]).events).filter(
          (event) => event.type === 'done',
        );
        expect(new Set(done.map((event) => event.path)).size).toBe(done.length);
        expect(done.map((event) => event.value)).toEqual(valuesChildrenFirst(parseNatively(text)));
        expect(done.at(-1)?.path).toBe('');
        for (const [index, event] of done.entries()) {
          const later = done.slice(index + 1);
          const isBelow = (other: (typeof done)[number]): boolean =>
            event.segments.every((segment, depth) => other.segments[depth] === segment);
          expect(later.some(isBelow)).toBe(false);
        }
      }),
      runs(1500),
    );
  });

  test('feeding nothing, however often, completes nothing', () => {
    const parser = createInstantParser();
    parser.feed('{"text":"a pau');
    for (let turn = 0; turn < 100; turn++) expect(parser.feed('')).toEqual([]);
    expect(
      parser.feed('se"').filter((event) => isFieldEvent(event) && event.isComplete),
    ).toMatchObject([{ path: 'text', value: 'a pause' }]);
  });
});

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Every value inside, in document order, children before their parent. Integer-like keys keep their JSON.parse order. */
function valuesChildrenFirst(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [...Object.values(value).flatMap(valuesChildrenFirst), value];
}
