import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createInstantParser } from '../protocol/index.js';
import { FieldTimes, kindOf } from './field-times.js';
import { niceTicks } from './nice-ticks.js';

/** Reads a text character by character; `pauses` are milliseconds before a character, one elsewhere. */
function read(text: string, schema?: z.ZodType, pauses: Readonly<Record<number, number>> = {}) {
  const times = new FieldTimes({ left: 20_000 });
  const parser = createInstantParser(schema === undefined ? {} : { schema });
  let ms = 0;
  for (const [index, character] of [...text].entries()) {
    ms += pauses[index] ?? 1;
    for (const event of parser.feed(character)) times.record(event, ms);
  }
  for (const event of parser.end()) times.record(event, ms);
  return times;
}

describe('the times of fields', () => {
  test('have one row per field, parents first, with when it began, grew and was done', () => {
    const { rows } = read('{"a":"xy","n":7,"list":[true]}');
    expect(rows.map(({ path, label, kind, depth }) => [path, label, kind, depth])).toEqual([
      ['', 'answer', 'object', 0],
      ['a', 'a', 'string', 1],
      ['n', 'n', 'number', 1],
      ['list', 'list', 'array', 1],
      ['list[0]', '[0]', 'boolean', 2],
    ]);
    const [root, a, n] = rows;
    expect(root).toMatchObject({ startedMs: 6, grewMs: 6, doneMs: 30 });
    expect(a).toMatchObject({ startedMs: 6, grewMs: 7, doneMs: 9, pieces: 2, characters: 2 });
    expect(n?.startedMs).toBe(n?.doneMs);
  });

  test('count the first leaf, not the container around it', () => {
    expect(read('{"a":{"b":"c"}}').firstLeafMs).toBe(11);
    expect(read('{"a":{').firstLeafMs).toBeUndefined();
  });

  test('leave a field open that never closed', () => {
    const { rows } = read('{"a":"cut of');
    expect(rows.map(({ doneMs, state }) => [doneMs, state])).toEqual([
      [undefined, 'open'],
      [undefined, 'open'],
    ]);
  });

  test('say where it stalled: in the field that was open while nothing came', () => {
    const text = '{"a":"xy","b":[1,2]}';
    const { rows } = read(text, undefined, {
      [text.indexOf('y')]: 700,
      [text.indexOf(',2')]: 400,
      [text.indexOf(']')]: 900,
    });
    expect(rows.map(({ path, stalls }) => [path, stalls.length])).toEqual([
      ['', 0],
      ['a', 1],
      ['b', 1],
      ['b[0]', 0],
      ['b[1]', 0],
    ]);
    expect(rows[1]?.stalls).toEqual([{ fromMs: 7, toMs: 707 }]);
  });

  test('say of a field that it is invalid, and why, and of one that was left out that it is missing', () => {
    const schema = z.object({ a: z.string(), list: z.array(z.number()).length(2), b: z.string() });
    const { rows, counts } = read('{"a":1,"list":[2]}', schema);
    expect(rows.map(({ path, state, issue }) => [path, state, issue !== undefined])).toEqual([
      ['', 'invalid', false],
      ['a', 'invalid', true],
      ['list', 'invalid', true],
      ['list[0]', 'done', false],
      ['b', 'missing', false],
    ]);
    expect(counts).toEqual({ done: 1, invalid: 2, missing: 1, open: 0 });
  });

  test('have a new row for what was withdrawn and came again', () => {
    const { rows } = read('{"a":"x","a":"yy"}');
    expect(rows.map(({ path, characters }) => [path, characters])).toEqual([
      ['', 0],
      ['a', 1],
      ['a', 2],
    ]);
  });

  test('take back what was invalid only by a field that fits now', () => {
    const schema = z.object({ in: z.object({ b: z.string(), c: z.string() }) });
    const times = read('{"in":{"b":1,"c":2}}', schema);
    const good = createInstantParser().feed('{"in":{"b":"y","c":"y"}}');
    const amend = (path: string) => {
      for (const event of good)
        if (event.type === 'done' && event.path === path) times.record(event, 50);
      return times.rows.map((row) => `${row.path} ${row.state}`);
    };
    expect(amend('in.b')).toEqual([' invalid', 'in invalid', 'in.b done', 'in.c invalid']);
    expect(amend('in.c')).toEqual([' done', 'in done', 'in.b done', 'in.c done']);
  });
});

test('marks of a scale are round, few, and clear of its end', () => {
  expect(niceTicks(3210)).toEqual([1000, 2000]);
  expect(niceTicks(0)).toEqual([]);
  for (const total of [1, 7, 42, 999, 4001, 60_000, 123_456]) {
    const ticks = niceTicks(total);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every((tick) => tick > 0 && tick <= total * 0.8)).toBe(true);
  }
});

test.each<[string, unknown]>([
  ['date', new Date(0)],
  ['map', new Map()],
  ['set', new Set()],
  ['url', new URL('http://x/')],
  ['bigint', 12n],
  ['nothing', undefined],
  ['null', null],
  ['array', []],
  ['object', {}],
])('what a schema made is of the kind a person would say: %s', (kind, value) => {
  expect(kindOf(value)).toBe(kind);
});
