import { expect, test } from 'vitest';
import { Arrivals } from './arrivals.js';

test('what arrived is counted and summed in each part of the time', () => {
  const arrivals = new Arrivals();
  for (const [atMs, size] of [
    [0, 5],
    [10, 7],
    [55, 1],
    [100, 2],
  ] as const)
    arrivals.add(atMs, size);
  expect(arrivals.bins(100, 2)).toEqual([
    { part: 0, fromMs: 0, count: 2, size: 12 },
    { part: 1, fromMs: 50, count: 2, size: 3 },
  ]);
  expect([arrivals.count, arrivals.size]).toEqual([4, 15]);
});

test('times in which nothing came are told, from the least that counts on', () => {
  const arrivals = new Arrivals();
  for (const atMs of [0, 0.4, 499, 1000, 1500]) arrivals.add(atMs, 1);
  expect(arrivals.gaps(501)).toEqual([{ fromMs: 499, toMs: 1000 }]);
  expect(arrivals.gaps(500).map(({ fromMs }) => fromMs)).toEqual([499, 1000]);
});

test('however much arrives, a bounded number is kept, and none of it is lost from the sums', () => {
  const arrivals = new Arrivals();
  for (let atMs = 0; atMs < 50_000; atMs += 2) arrivals.add(atMs, 3);
  const bins = arrivals.bins(50_000, 10);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(25_000);
  expect(bins.reduce((sum, { size }) => sum + size, 0)).toBe(75_000);
  // As even as it came, but for what a border of two parts cuts.
  for (const { count } of bins) expect(Math.abs(count - 2500)).toBeLessThan(50);
  expect(arrivals.gaps(500)).toEqual([]);
});
