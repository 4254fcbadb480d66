import { describe, expect, it } from 'vitest';
import { createInstantParser } from 'fieldwise';
import { z } from 'zod';
import { countFields } from './describe-status.js';
import { niceTicks } from './nice-ticks.js';
import { createRunLog } from './run-log.js';

interface PlayOptions {
  msPerCharacter?: number;
  schema?: z.ZodType;
}

function playLog(text: string, { msPerCharacter = 1, schema }: PlayOptions = {}) {
  let clock = 1000;
  const log = createRunLog(() => clock);
  const parser = createInstantParser(schema === undefined ? {} : { schema });
  log.begin();
  for (const character of text) {
    clock += msPerCharacter;
    for (const event of parser.feed(character)) log.record(event);
  }
  for (const event of parser.end()) log.record(event);
  log.settle();
  return log;
}

describe('the run log', () => {
  it('gives each field one row, parents first, with the time it started and was done', () => {
    const { fields } = playLog('{"a":"xy","n":7,"list":[true]}');
    expect(fields.map(({ path, kind, depth }) => [path, kind, depth])).toEqual([
      ['', 'object', 0],
      ['a', 'string', 1],
      ['n', 'number', 1],
      ['list', 'array', 1],
      ['list[0]', 'boolean', 2],
    ]);
    const [root, a, n] = fields;
    expect(root).toMatchObject({ startedMs: 6, doneMs: 30 });
    expect(a).toMatchObject({ startedMs: 6, doneMs: 9 });
    expect(n?.startedMs).toBe(n?.doneMs);
  });

  it('counts the first leaf, not the container around it', () => {
    expect(playLog('{"a":{"b":"c"}}').firstFieldMs).toBe(11);
  });

  it('leaves a field open that never closed', () => {
    const { fields } = playLog('{"a":"cut of');
    expect(fields.map(({ doneMs }) => doneMs)).toEqual([undefined, undefined]);
  });

  it('counts a field that was asked for anew when the run was over, and what was invalid by it alone', () => {
    const schema = z.object({ a: z.string(), in: z.object({ b: z.string(), c: z.string() }) });
    const log = playLog('{"a":"x","in":{"b":1,"c":2}}', { schema });
    const states = () => log.fields.map(({ path, state }) => `${path} ${state}`);
    const second = playLog('{"a":"x","in":{"b":"y","c":"y"}}').events.map(({ event }) => event);
    const amend = (path: string) => {
      for (const event of second)
        if (event.type === 'done' && event.path === path) log.amend(event);
    };
    amend('in.b');
    expect(states()).toEqual([' invalid', 'a done', 'in invalid', 'in.b done', 'in.c invalid']);
    amend('in.c');
    expect(states()).toEqual([' done', 'a done', 'in done', 'in.b done', 'in.c done']);
    expect(log.fields.at(-1)?.doneMs).toBe(log.elapsedMs());
    log.begin();
    amend('a');
    expect(log.eventCount).toBe(0);
  });

  it('says of a field that it is invalid, and why, and of one that was left out that it is missing', () => {
    const schema = z.object({ a: z.string(), list: z.array(z.number()).length(2), b: z.string() });
    const { fields } = playLog('{"a":1,"list":[2]}', { schema });
    expect(fields.map(({ path, state, issue }) => [path, state, issue !== undefined])).toEqual([
      ['', 'invalid', false],
      ['a', 'invalid', true],
      ['list', 'invalid', true],
      ['list[0]', 'done', false],
      ['b', 'missing', false],
    ]);
    expect(countFields(fields)).toEqual({ done: 1, invalid: 2, missing: 1, open: 0 });
  });

  it('starts anew with each run and stops its clock when the run settles', () => {
    const log = playLog('{"a":1}', { msPerCharacter: 3 });
    expect(log.elapsedMs()).toBe(21);
    log.begin();
    expect([log.events.length, log.fields.length, log.eventCount, log.byteCount]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('keeps the newest events of a very long run and counts them all', () => {
    const log = playLog(JSON.stringify('x'.repeat(12_000)));
    expect(log.eventCount).toBeGreaterThan(12_000);
    expect(log.events.length).toBeLessThanOrEqual(5000);
    expect(log.events.at(-1)?.event.type).toBe('end');
  });
});

describe('niceTicks', () => {
  it('gives at most two round marks, clear of the label at the end of the scale', () => {
    expect(niceTicks(3210)).toEqual([1000]);
    expect(niceTicks(4001)).toEqual([2000]);
    expect(niceTicks(0)).toEqual([]);
    for (const total of [1, 7, 42, 999, 4001, 60_000, 123_456]) {
      const ticks = niceTicks(total);
      expect(ticks.length).toBeLessThanOrEqual(2);
      expect(ticks.every((tick) => tick > 0 && tick <= total * 0.6)).toBe(true);
    }
  });
});
