import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createInstantParser, type InstantParser } from '../../src/index.js';
import { chunkSizes, cut, jsonText } from '../laws/arbitraries.js';
import { parseNatively } from '../laws/parse-natively.js';
import { parseChunks } from '../laws/parsing.js';
import { runs } from '../laws/runs.js';
import { acceptedCases } from './accepted-cases.js';
import { firstFault } from './oracle.js';
import { rejectedCases } from './rejected-cases.js';

const CHUNK_SIZES = [1, 3, Number.POSITIVE_INFINITY];

function readStrict(text: string, size: number): InstantParser {
  const limits = { maxDepth: 100_000 };
  return parseChunks(cut(text, [size]), { strict: true, limits }).parser;
}

const nameOf = ({ kind, text }: { readonly kind: string; readonly text: string }): string =>
  `${kind}: ${JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)}`;

test('The table has cases enough, none of them twice', () => {
  const texts = [...acceptedCases, ...rejectedCases].map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(280);
  expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([]);
});

describe('What JSON.parse accepts is read to an equal value', () => {
  test.each(acceptedCases.map((each) => [nameOf(each), each] as const))(
    '%s',
    (_, { kind, text }) => {
      // The careful reader goes down by recursion, and deep texts hold nothing it is needed for.
      const value: unknown = kind === 'nesting' ? JSON.parse(text) : parseNatively(text);
      for (const size of CHUNK_SIZES) {
        const parser = readStrict(text, size);
        expect(parser.error).toBeUndefined();
        expect(parser.isComplete).toBe(true);
        expect(isDeepStrictEqual(flatten(parser.value), flatten(value))).toBe(true);
      }
    },
  );
});

describe('What JSON.parse rejects is rejected at the first character that nothing can mend', () => {
  test.each(rejectedCases.map((each) => [nameOf(each), each] as const))(
    '%s',
    (_, { text, code, offset }) => {
      expect(() => parseNatively(text)).toThrow(SyntaxError);
      expect(firstFault(text)).toBe(offset);
      const before = text.slice(0, offset).split('\n');
      const place = { offset, line: before.length, column: (before.at(-1) ?? '').length + 1 };
      for (const size of CHUNK_SIZES) {
        const { error } = readStrict(text, size);
        expect(error).toMatchObject({ code, ...place });
        expect(error?.message).toMatch(
          new RegExp(
            `\\(line ${place.line}, column ${place.column}, offset ${offset}\\)\\. [A-Z].{20,}\\.$`,
          ),
        );
      }
    },
  );
});

test('A text broken anywhere is rejected at the first character that nothing can mend', () => {
  const noise = fc.constantFrom(...'{}[]:,"\\0123456789.eE+-truefalsn \n\u0000\u00e9/');
  let rejected = 0;
  fc.assert(
    fc.property(
      jsonText,
      fc.nat(),
      noise,
      fc.boolean(),
      chunkSizes,
      (text, where, char, isPut, sizes) => {
        const at = where % (text.length + 1);
        const broken = text.slice(0, at) + (isPut ? char : '') + text.slice(at + 1);
        const { error } = parseChunks(cut(broken, sizes), { strict: true }).parser;
        if (error === undefined) return;
        rejected++;
        expect(error.offset).toBe(firstFault(broken));
      },
    ),
    runs(1000),
  );
  expect(rejected).toBeGreaterThan(200);
});

describe('A fault shows with the very character that makes it', () => {
  test.each(
    rejectedCases
      .filter(({ text, offset }) => offset < text.length)
      .map((each) => [nameOf(each), each] as const),
  )('%s', (_, { text, code, offset }) => {
    const parser = createInstantParser({ strict: true, limits: { maxDepth: 100_000 } });
    parser.feed(text.slice(0, offset));
    expect(parser.error).toBeUndefined();
    parser.feed(text.charAt(offset));
    expect(parser.error).toMatchObject({ code, offset });
  });
});

/** A value as a flat list, which the platform compares at any depth. */
function flatten(value: unknown): unknown[] {
  const flat: unknown[] = [];
  const left = [value];
  while (left.length > 0) {
    const each = left.pop();
    if (typeof each !== 'object' || each === null) flat.push(each);
    else {
      flat.push(Array.isArray(each) ? 'array' : 'object', Object.keys(each));
      left.push(...Object.values(each));
    }
  }
  return flat;
}
