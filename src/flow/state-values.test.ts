import { describe, expect, test } from 'vitest';
import { createTriggerFlow } from './create-trigger-flow.js';
import { StateValues } from './state-values.js';

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

/** How many containers a value was kept in while it was changed: each but the first is a copy of one before. */
function copiesOf(values: StateValues, times: number, change: (turn: number) => void): number {
  const containers = new Set<unknown>();
  for (const turn of upTo(times)) {
    change(turn);
    containers.add(new Map(values).get('key'));
  }
  return containers.size - 1;
}

describe('values that are added to', () => {
  test('are copied for nobody: a list, an object and an object in it stay the same ones', () => {
    for (const change of [
      (values: StateValues, turn: number) => values.append('key', turn),
      (values: StateValues, turn: number) => values.merge('key', [turn]),
      (values: StateValues, turn: number) => values.merge('key', { [turn]: 1 }),
    ]) {
      const values = new StateValues();
      change(values, -1);
      expect(copiesOf(values, 100, (turn) => change(values, turn))).toBeLessThanOrEqual(1);
    }
    const values = new StateValues([['key', { inner: {} }]]);
    const inner = new Set<unknown>();
    for (const turn of upTo(100)) {
      values.merge('key', { inner: { [turn]: turn } });
      inner.add((new Map(values).get('key') as { inner: object }).inner);
    }
    expect(inner.size).toBe(1);
  });

  test('are copied once for each time that somebody was given them, and stay with him as they were', () => {
    const values = new StateValues([['key', ['first']]]);
    const given: unknown[] = [];
    const copies = copiesOf(values, 100, (turn) => {
      if (turn % 10 === 5) given.push(values.get('key'));
      values.append('key', turn);
    });
    expect(copies).toBe(10);
    expect(given.map((list) => (list as unknown[]).length)).toEqual(
      upTo(10).map((tens) => tens * 10 + 6),
    );
  });

  test('are never changed where they came from', () => {
    const list = [1];
    const object = { inner: { one: 1 } };
    const values = new StateValues([
      ['list', list],
      ['object', object],
    ]);
    values.append('list', 2);
    values.merge('list', [3]);
    values.merge('object', { inner: { two: 2 } });
    const other = { three: 3 };
    values.merge('object', { other });
    values.merge('object', { other: { four: 4 } });
    expect([list, object, other]).toEqual([[1], { inner: { one: 1 } }, { three: 3 }]);
    expect(values.get('object')).toEqual({
      inner: { one: 1, two: 2 },
      other: { three: 3, four: 4 },
    });
  });

  test.each([1_000, 4_000])(
    'a list of %s objects gains one more without being looked through',
    async (count) => {
      let reads = 0;
      const item = (id: number) => ({
        get id() {
          reads++;
          return id;
        },
      });
      const flow = createTriggerFlow<{
        input: readonly number[];
        state: { items: readonly { id: number }[] };
        result: number;
      }>();
      flow
        .forEach()
        .to(({ value, state }) => state.merge('items', [item(value), item(value)]))
        .endForEach()
        .to(({ state }) => state.get('items')?.length ?? 0)
        .end();
      // What comes twice at once comes twice.
      expect(await flow.start([...upTo(count), 7])).toBe(2 * count);
      expect(reads).toBeLessThan(8 * (count + 1));
    },
  );

  test('a list has what is the same once, whatever the order of its keys', () => {
    const values = new StateValues([['key', [{ a: 1, b: [1] }, new Date(5), -0, Number.NaN]]]);
    values.merge('key', [{ b: [1], a: 1 }, new Date(5), Number.NaN]);
    expect(values.get('key')).toHaveLength(4);
    values.merge('key', [{ a: 1, b: [2] }, new Date(6), 0, '0']);
    expect(values.get('key')).toHaveLength(8);
  });

  test('one who listens is given each value as it was', async () => {
    const flow = createTriggerFlow<{ state: { list: readonly number[] } }>();
    const heard: (readonly number[])[] = [];
    flow
      .to(({ state }) => {
        for (const item of upTo(3)) state.append('list', item);
      })
      .end();
    flow.when({ state: 'list' }).to(({ value }) => void heard.push(value ?? []));
    await flow.start();
    expect(heard).toEqual([[0], [0, 1], [0, 1, 2]]);
  });
});
