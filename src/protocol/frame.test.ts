import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { chunkSizes, cut, jsonText } from '../../tests/laws/arbitraries.js';
import { parseChunks } from '../../tests/laws/parsing.js';
import { hostileCorpus } from '../../tests/tolerance/corpus.js';
import type { InstantEvent } from './event.js';
import { createFrameDecoder, FrameError } from './frame-decoder.js';
import { createFrameEncoder } from './frame-encoder.js';
import { createInstantParser } from './instant-parser.js';
import { reduceInstants } from './reduce-instants.js';
import { createSnapshot } from './snapshot.js';

/** Sends the events in flushes of the given size and reads them back. */
function send(events: readonly InstantEvent[], size: number): InstantEvent[] {
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  const received: InstantEvent[] = [];
  for (let at = 0; at < events.length; at += size) {
    const frame = encoder.encode(events.slice(at, at + size));
    if (frame !== '') for (const event of decoder.decode(frame)) received.push(event);
  }
  return received;
}

describe('Frames', () => {
  test('bring back the very events when each travels alone', () => {
    fc.assert(
      fc.property(jsonText, chunkSizes, (text, sizes) => {
        const { events } = parseChunks(cut(text, sizes));
        expect(send(events, 1)).toEqual(events);
      }),
      { numRuns: 1000 },
    );
  });

  test('bring back a withdrawal after which a schema shows nothing', () => {
    const schema = z.record(z.string(), z.enum(['a', 'b']));
    const parser = createInstantParser({ schema });
    const events = [...'{"title":1 ^ '].flatMap((char) => parser.feed(char));
    events.push(...parser.end());
    for (const size of [1, 2, 100]) {
      const received = send(events, size);
      expect(received.map(({ type }) => type)).toContain('replaced');
      expect(reduceInstants(createSnapshot(), received).value).toEqual({});
    }
  });

  test('bring back what a hostile answer says, with all that it takes back', () => {
    for (const { text, expects } of hostileCorpus) {
      for (const size of [1, 2, 5, 1000]) {
        const { events } = parseChunks(cut(text, [3]), { expects });
        const received = send(events, size);
        const facts = (all: readonly InstantEvent[]): unknown[] =>
          all.filter(({ type }) => type !== 'delta').map((event) => ({ ...event }));
        expect(facts(received)).toEqual(facts(events));
        expect(reduceInstants(createSnapshot(), received)).toEqual(
          reduceInstants(createSnapshot(), events),
        );
      }
    }
  });

  test('carry repeated keys, in arrays too', () => {
    const { events } = parseChunks(['[{"a":"x","a":{"b":1},"a":[2]},{"a":3,"a":"y"}]']);
    expect(send(events, 1)).toEqual(events);
  });

  test('carry a hand-written source, in any order', () => {
    const encoder = createFrameEncoder();
    const frame = encoder.encode([
      { type: 'done', path: 'b[0]', value: { c: 1 } },
      { type: 'start', path: 'a', kind: 'string' },
      { type: 'delta', path: 'a', delta: 'x' },
      { type: 'delta', path: 'a', delta: 'y' },
      { type: 'done', path: 'a', value: 'xy' },
    ]);
    const events = createFrameDecoder().decode(frame);
    expect(
      events.map((event) => ('value' in event ? [event.type, event.path, event.value] : [])),
    ).toEqual([
      ['done', 'b[0]', { c: 1 }],
      ['start', 'a', ''],
      ['delta', 'a', 'x'],
      ['delta', 'a', 'xy'],
      ['done', 'a', 'xy'],
    ]);
  });

  test('bring the whole value although somebody left events out on the way', () => {
    const { events } = parseChunks(
      cut('{"title":"Hello","items":["a","b",{"c":1,"d":[2,3]}],"n":1}', [3]),
    );
    const isLast = (event: InstantEvent, path: string): boolean =>
      event.type === 'done' && event.path === path;
    for (const leftOut of ['title', 'items[0]', 'items[2].c', 'items[2].d[1]', 'n']) {
      const kept = events.filter((event) => event.path !== leftOut);
      const received = send(kept, 3);
      expect(received.find((event) => isLast(event, ''))).toMatchObject({
        value: { title: 'Hello', items: ['a', 'b', { c: 1, d: [2, 3] }], n: 1 },
      });
      expect(received.map(({ type, path }) => [type, path])).toEqual(
        kept.map(({ type, path }) => [type, path]),
      );
    }
    const noDeltas = send(
      events.filter(({ type }) => type !== 'delta'),
      100,
    );
    expect(noDeltas.find((event) => isLast(event, 'title'))).toMatchObject({ value: 'Hello' });
  });

  test('hold any number of events', () => {
    const { events } = parseChunks([`[${'1,'.repeat(300_000)}1]`]);
    expect(send(events, events.length)).toHaveLength(events.length);
  });

  test('grow with the text, also when quotes seem to end a string again and again', () => {
    for (const bait of ['"=zzzz', '"]zzzz', '", zzzz', '" zzzz']) {
      const text = `{"a":"x" y${bait.repeat(2000)}"}`;
      const encoder = createFrameEncoder();
      const parser = createInstantParser();
      const bytes = cut(text, [64]).reduce(
        (sum, chunk) => sum + encoder.encode(parser.feed(chunk)).length,
        0,
      );
      expect(bytes).toBeLessThan(3 * text.length);
    }
  });

  test('cost two quotes and two brackets at most for text that goes on', () => {
    const parser = createInstantParser();
    const encoder = createFrameEncoder();
    expect(encoder.encode(parser.feed('{"title":"Hel'))).toBe('[[{}],["title","Hel"]]');
    expect(encoder.encode(parser.feed('lo'))).toBe('"lo"');
    expect(encoder.encode(parser.feed('"'))).toBe('[0]');
    expect(encoder.encode(parser.feed(' '))).toBe('');
  });

  test.each([
    '',
    '{}',
    '7',
    'null',
    '[2]',
    '[0]',
    '["x"]',
    '[[1,2,3]]',
    '[[]]',
    '[null]',
    '[{"no":"type"}]',
    '[1]',
    'nonsense',
    '[5]',
    '[true]',
    '[{}]',
    '[{"type":"error"}]',
    '[{"type":"end"}]',
    '[{"type":"end","outcome":"over","incomplete":[]}]',
    '[{"type":"reasoning"}]',
    '[{"type":"done","path":"title","value":1}]',
    '[{"type":"done","path":["a"]}]',
    '[{"type":"done","path":["a",4294967290],"value":1}]',
    '[{"type":"done","path":["a",-1],"value":1}]',
    '[{"type":"start","path":[],"kind":"zzz"}]',
    '[{"type":"delta","path":[],"delta":{}}]',
    '[[[]],[1,"x"]]',
    '[[[]],["0","x"]]',
    '[[{}],[0,"x"]]',
    '[[[1]]]',
  ])('that nobody wrote are refused: %s', (frame) => {
    expect(() => createFrameDecoder().decode(frame)).toThrow(FrameError);
  });
});
