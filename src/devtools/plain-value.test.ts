import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPlainValue } from './plain-value.js';

test('what JSON can hold stays as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.stringify(toPlainValue(value))).toBe(JSON.stringify(value));
    }),
  );
});

const circular: { self?: unknown } = {};
circular.self = [circular];

const twice = { a: 1 };

const throwing = {
  toJSON(): never {
    throw new Error('no');
  },
};

test.each<[string, unknown, unknown]>([
  ['a bigint', { n: 12n }, { n: '(12n)' }],
  ['nothing', undefined, '(undefined)'],
  ['nothing in an object and in a list', { a: undefined, b: [undefined] }, { b: ['(undefined)'] }],
  ['a text that looks like it', { a: '(undefined)' }, { a: '(undefined)' }],
  ['a symbol', [Symbol('x')], ['(Symbol(x))']],
  ['a function', { f: function total() {} }, { f: '(function total)' }],
  ['no number', Number.NaN, '(NaN)'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['a date that is none', new Date(Number.NaN), '(Invalid Date)'],
  ['an address', new URL('http://x/12'), 'http://x/12'],
  ['a map and a set', [new Map([['a', 1n]]), new Set(['b'])], [[['a', '(1n)']], ['b']]],
  ['a circle', circular, { self: ['(circular)'] }],
  ['the same value twice', [twice, twice], [{ a: 1 }, { a: 1 }]],
  ['a toJSON that throws', { a: throwing, b: 1 }, { a: '(cannot be read: no)', b: 1 }],
])('of %s is written what can be said', (_, value, plain) => {
  expect(toPlainValue(value)).toEqual(plain);
});

test('a value that is too deep for JSON to be written is cut', () => {
  const deep = Array.from({ length: 100_000 }).reduce<unknown>((inner) => [inner], 'x');
  expect(JSON.stringify(toPlainValue(deep))).toContain('(too deep)');
});
