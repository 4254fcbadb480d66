import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatValue, summarise } from './format.js';
import { writeLine, writeValue } from './write-value.js';

class Money {
  amount = 12n;
}

const circular: { name: string; self?: unknown } = { name: 'a' };
circular.self = circular;

const throwing = {
  get a(): never {
    throw new Error('no');
  },
  b: 1,
};

test('what JSON has a word for is written as JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(writeValue(value, Infinity)).toBe(JSON.stringify(value, undefined, 2));
    }),
  );
});

test.each<[string, unknown, string, string]>([
  ['a bigint', 12n, '12n', '12n'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
  ['a date that is none', new Date(Number.NaN), 'Invalid Date', 'Invalid Date'],
  ['an address', new URL('http://x/12'), 'http://x/12', 'http://x/12'],
  ['a map', new Map([['a', 1]]), 'Map(1)', 'Map(1) {\n  "a": 1\n}'],
  ['a set', new Set(['a']), 'Set(1)', 'Set(1) [\n  "a"\n]'],
  ['an instance', new Money(), 'Money {1}', 'Money {\n  "amount": 12n\n}'],
  ['a symbol', Symbol('x'), 'Symbol(x)', 'Symbol(x)'],
  ['a function', function total() {}, 'function total', 'function total'],
  ['no number', Number.NaN, 'NaN', 'NaN'],
  ['bytes', new Uint8Array(3), 'Uint8Array(3 bytes)', 'Uint8Array(3 bytes)'],
  ['an error', new TypeError('no'), 'TypeError: no', 'TypeError: no'],
  ['a circle', circular, '{2}', '{\n  "name": "a",\n  "self": (circular)\n}'],
  ['a getter that throws', throwing, '{2}', '{\n  "a": (cannot be read: no),\n  "b": 1\n}'],
  ['a toJSON that throws', { toJSON: throwing }, '{1}', expect.stringContaining('"toJSON"')],
])('of %s is said what it is', (_, value, glimpse, whole) => {
  expect(summarise(value)).toBe(glimpse);
  expect(formatValue(value)).toEqual(whole);
});

test('a value that cannot even be asked what it is does not throw', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  expect(summarise(proxy)).toMatch(/^cannot be read/);
  expect(formatValue(proxy)).toMatch(/^\(cannot be read/);
});

test('no more is read of a value than is shown', () => {
  let reads = 0;
  const list = new Proxy(
    Array.from({ length: 1e6 }, () => 'text'),
    {
      get(target, key) {
        reads += 1;
        return Reflect.get(target, key) as unknown;
      },
    },
  );
  const text = writeValue(list, 100);
  expect(text).toHaveLength(101);
  expect(text.endsWith('…')).toBe(true);
  expect(reads).toBeLessThan(100);
  const doubled = Array.from({ length: 60 }).reduce<unknown>((inner) => [inner, inner], 'x');
  expect(writeValue(doubled, 10_000).length).toBeLessThan(10_002);
});

test('in one line, what JSON has a word for is written as JSON without spaces', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(writeLine(value, Infinity)).toBe(JSON.stringify(value));
    }),
  );
});
