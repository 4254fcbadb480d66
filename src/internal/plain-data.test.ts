import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyData, isSame } from './plain-data.js';

class Money {
  readonly cents: number;

  constructor(cents: number) {
    this.cents = cents;
  }
}

const hostile = (value: unknown): unknown => JSON.parse(`{"__proto__":${JSON.stringify(value)}}`);

test.each([
  [
    { a: [1, { b: null }], c: 'x' },
    { c: 'x', a: [1, { b: null }] },
  ],
  [[], []],
  [Object.assign(Object.create(null), { a: 1 }), Object.assign(Object.create(null), { a: 1 })],
  [Number.NaN, Number.NaN],
  [new Date(5), new Date(5)],
  [new Date(Number.NaN), new Date(Number.NaN)],
  [{ at: [new Date(5)] }, { at: [new Date(5)] }],
  [hostile({ a: 1 }), hostile({ a: 1 })],
])('%o is the same data as another such', (one, other) => {
  expect(isSame(one, other)).toBe(true);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: undefined }, { b: undefined }],
  [[1], { 0: 1 }],
  [{}, []],
  [null, {}],
  [new Date(5), new Date(6)],
  [new Date(5), {}],
  [{ at: new Date(5) }, { at: new Date(6) }],
  [new Map([[1, 2]]), new Map([[1, 2]])],
  [new Map([[1, 2]]), new Map([[1, 3]])],
  [new Set([1]), new Set([2])],
  [new URL('https://a.example'), new URL('https://b.example')],
  [new File(['a'], 'a'), new File(['b'], 'b')],
  [new Uint8Array([1]), new Uint8Array([1])],
  [new Money(5), new Money(5)],
  [hostile({ a: 1 }), hostile({ a: 2 })],
])('%o is not the same data as %o', (one, other) => {
  expect(isSame(one, other)).toBe(false);
});

test('what nobody can look into is the same as itself', () => {
  for (const value of [new Map(), new File([], 'a'), new Money(5), () => 5]) {
    expect(isSame({ value }, { value })).toBe(true);
  }
});

describe('a copy', () => {
  test('of what JSON has is whole, whatever its keys, and shares nothing that can be changed', () => {
    const shares = (one: unknown, other: unknown): boolean =>
      typeof one === 'object' &&
      one !== null &&
      (one === other ||
        Object.entries(one).some(([key, part]) => shares(part, Reflect.get(Object(other), key))));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const own = copyData(value);
        expect(JSON.stringify(own)).toBe(JSON.stringify(value));
        expect(isSame(own, value)).toBe(true);
        expect(shares(own, value)).toBe(false);
      }),
    );
  });

  test('has the keys a model may choose', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}');
    const own = copyData(value) as object;
    expect(Object.getPrototypeOf(own)).toBe(Object.prototype);
    expect(JSON.stringify(own)).toBe('{"__proto__":{"a":1},"constructor":2}');
  });

  test('keeps keys without a value, and objects without a class', () => {
    const value = { list: [{ deep: 1 }], none: null, __proto__: null, missing: undefined };
    const own = copyData(value) as typeof value;
    expect(own).toEqual({ ...value });
    expect(Object.keys(own)).toEqual(Object.keys(value));
    expect(own.list[0]).not.toBe(value.list[0]);
  });

  test('has dates, maps and sets of its own, and leads back to itself where the value does', () => {
    const list: unknown[] = [new Date(1), new Map([['a', [1]]]), new Set([{ b: 2 }])];
    list.push(list);
    const own = copyData(list) as unknown[];
    expect(own).toEqual(list);
    expect(own[3]).toBe(own);
    for (const at of [0, 1, 2]) expect(own[at]).not.toBe(list[at]);
  });

  test.each([[new Money(5)], [/x/], [new URL('https://example.com')], ['text'], [1], [null]])(
    'is the value itself where nobody knows what it holds: %s',
    (value) => {
      expect(copyData(value)).toBe(value);
      expect((copyData({ value }) as { value: unknown }).value).toBe(value);
    },
  );
});
