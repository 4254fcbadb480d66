import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyValue } from './copy-value.js';

test('what JSON has is copied whole, whatever its keys, and shares nothing that can be changed', () => {
  const shares = (one: unknown, other: unknown): boolean =>
    typeof one === 'object' &&
    one !== null &&
    (one === other ||
      Object.entries(one).some(([key, part]) => shares(part, Reflect.get(Object(other), key))));
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const own = copyValue(value);
      expect(JSON.stringify(own)).toBe(JSON.stringify(value));
      expect(shares(own, value)).toBe(false);
    }),
  );
  const hostile: unknown = JSON.parse('{"__proto__":{"a":1}}');
  expect(JSON.stringify(copyValue(hostile))).toBe('{"__proto__":{"a":1}}');
});

test('dates, maps and sets are copied, and what is in itself is so in the copy', () => {
  const list: unknown[] = [new Date(1), new Map([['a', [1]]]), new Set([{ b: 2 }])];
  list.push(list);
  const own = copyValue(list) as unknown[];
  expect(own).toEqual(list);
  expect(own[3]).toBe(own);
  for (const at of [0, 1, 2]) expect(own[at]).not.toBe(list[at]);
});

test('an object of a class is passed on', () => {
  class Money {
    readonly cents = 5;
  }
  const money = new Money();
  expect(copyValue({ money })).toEqual({ money });
  expect((copyValue({ money }) as { money: Money }).money).toBe(money);
});
