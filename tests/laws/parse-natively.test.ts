import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonValue } from './arbitraries.js';
import { parseNatively } from './parse-natively.js';

test('a key is read right, whatever key stood in its place before', () => {
  expect(parseNatively('{"a\\\\":0}')).toEqual({ 'a\\': 0 });
  expect(parseNatively('{"a\\n":0}')).toEqual({ 'a\n': 0 });
  expect(parseNatively('{"a\\"" : 0}')).toEqual({ 'a"': 0 });
});

test('a text gives the value it was written from', () => {
  fc.assert(
    fc.property(jsonValue, (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parseNatively(text))).toBe(text);
    }),
  );
});

test.each(['{"a":1,}', '{"a" 1}', '{"a:1}', '["a":1]', '{"\\x":1}', '"a" : 1'])(
  '%s is rejected',
  (text) => {
    expect(() => parseNatively(text)).toThrow(SyntaxError);
  },
);
