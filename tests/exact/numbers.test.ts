import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInstantParser } from '../../src/protocol/index.js';

const digits = fc.stringMatching(/^(?:0|[1-9]\d{0,18})$/);
const places = fc.option(fc.stringMatching(/^0{0,22}\d{1,18}$/));
const power = fc.option(fc.integer({ min: -30, max: 30 }), { freq: 3 });

const written = fc
  .tuple(fc.boolean(), digits, places, power)
  .map(
    ([isNegative, whole, part, exponent]) =>
      `${isNegative ? '-' : ''}${whole}${part === null ? '' : `.${part}`}${exponent === null ? '' : `e${exponent}`}`,
  );

test('a number is the one JSON.parse reads, to the last bit, however it is cut', () => {
  fc.assert(
    fc.property(written, fc.integer({ min: 1, max: 30 }), (text, size) => {
      const parser = createInstantParser({ strict: true });
      for (let at = 0; at < text.length; at += size) parser.feed(text.slice(at, at + size));
      parser.end();
      expect(parser.value).toBe(JSON.parse(text));
    }),
    { numRuns: 3000 },
  );
});
