import { createInstantParser } from 'fieldwise';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRunFigures } from './run-figures.js';

/** Plays a text, a character a millisecond, from second one on. */
function play(text: string, schema?: z.ZodType) {
  let clock = 1000;
  const figures = createRunFigures(() => clock);
  const parser = createInstantParser(schema === undefined ? {} : { schema });
  figures.begin();
  for (const character of text) {
    clock += 1;
    for (const event of parser.feed(character)) figures.record(event);
  }
  for (const event of parser.end()) figures.record(event);
  figures.settle();
  return { figures, later: () => (clock += 1000) };
}

describe('the figures of a run', () => {
  it('count leaves, and say when the first began and how long it took', () => {
    const { figures, later } = play('{"a":"xy","n":7,"list":[true,null]}');
    later();
    expect(figures.counts).toEqual({ done: 4, invalid: 0 });
    expect(figures.firstFieldMs).toBe(6);
    expect(figures.elapsedMs()).toBe(35);
    expect(figures.isRunning).toBe(false);
  });

  it('count what is itself invalid, and not what is so by what it holds', () => {
    const schema = z.object({
      a: z.string(),
      list: z.array(z.number()).length(2),
      in: z.object({ n: z.number() }),
    });
    const { figures } = play('{"a":1,"list":[1],"in":{"n":"x"}}', schema);
    expect(figures.counts).toEqual({ done: 1, invalid: 3 });
  });

  it('count a field that is asked for anew as what it becomes, at the time the run was over', () => {
    const { figures, later } = play(
      '{"a":1,"b":["x"]}',
      z.object({ a: z.string(), b: z.array(z.string()) }),
    );
    later();
    const parser = createInstantParser();
    for (const event of parser.feed('{"a":"one"}'))
      if ('path' in event && event.path === 'a') figures.amend(event);
    expect(figures.counts).toEqual({ done: 2, invalid: 0 });
    expect(figures.elapsedMs()).toBe(17);
  });

  it('forget what is withdrawn, with all that is in it and nothing beside it', () => {
    const { figures } = play('{"a":{"x":1,"y":2},"ab":3}');
    figures.record({ type: 'replaced', path: 'a', segments: ['a'] } as never);
    expect(figures.counts).toEqual({ done: 1, invalid: 0 });
  });

  it('begin anew with the next run', () => {
    const { figures } = play('{"a":1}');
    figures.addBytes(12);
    figures.begin();
    expect(figures).toMatchObject({ eventCount: 0, byteCount: 0, firstFieldMs: undefined });
    expect(figures.counts).toEqual({ done: 0, invalid: 0 });
  });
});
