import { expect, test } from 'vitest';
import { isSame } from './is-same.js';

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
