import { expect, test } from 'vitest';
import { createInstantParser, type FieldAddress, type InstantEvent } from '../protocol/index.js';
import { findBreach } from './laws.js';
import type { Reading } from './reading.js';

const told: readonly InstantEvent[] = createInstantParser().feed('{"a":"bc","n":1}');

function reading(events: readonly InstantEvent[], value: unknown = { a: 'bc', n: 1 }): Reading {
  return { pieces: ['{"a":"bc","n":1}'], batches: [events], late: [], output: undefined, value };
}

const at = (type: string, path: string) =>
  told.find((event) => event.type === type && event.path === path)!;

const addressOf = ({ path, wildcardPath, indexes, segments }: FieldAddress) => ({
  path,
  wildcardPath,
  indexes,
  segments,
});

const without = (...events: readonly InstantEvent[]) =>
  told.filter((event) => !events.includes(event));

function breachOf(split: Reading) {
  const { law, lines } = findBreach(reading(told), split, {})!;
  return [law.slice(0, 6), ...lines];
}

test('a reading keeps the laws beside itself', () => {
  expect(findBreach(reading(told), reading(told), {})).toBeUndefined();
});

test('a completion that lacks, and one too many, break law 1', () => {
  expect(breachOf(reading(without(at('done', ''))))).toEqual([
    'Law 1.',
    'whole: done the root {"a":"bc","n":1}',
    'split: nothing more',
  ]);
  expect(breachOf(reading([...told, at('done', 'n')]))).toEqual([
    'Law 1.',
    'whole: nothing more',
    'split: done n 1',
  ]);
});

test('another value than was told breaks law 1', () => {
  expect(breachOf(reading(told, { a: 'b' }))[0]).toBe('Law 1.');
});

test('text that is not the beginning of what follows breaks law 3', () => {
  const grown = (delta: string, value: string) =>
    told.map((event) =>
      event.type === 'delta'
        ? { ...addressOf(event), type: event.type, isComplete: event.isComplete, delta, value }
        : event,
    );
  expect(breachOf(reading(grown('x', 'bc')))).toEqual([
    'Law 3.',
    'delta a: the deltas are x, the value is bc',
  ]);
  expect(breachOf(reading(grown('x', 'x')))).toEqual(['Law 3.', 'done a: it was x and is bc']);
});

test('growth after the end breaks law 4, growth elsewhere law 5', () => {
  const delta = at('delta', 'a');
  const index = told.indexOf(at('done', 'a')) + 1;
  expect(breachOf(reading(told.toSpliced(index, 0, delta)))).toEqual([
    'Law 4.',
    'delta a: it was done before',
  ]);
  expect(breachOf(reading(without(at('start', 'a'))))).toEqual([
    'Law 5.',
    'delta a: another path is open',
  ]);
  expect(breachOf(reading(without(at('start', ''))))[0]).toBe('Law 5.');
});
