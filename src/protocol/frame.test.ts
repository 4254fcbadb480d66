import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkSizes, cut, jsonText } from '../../tests/laws/arbitraries.js';
import { parseChunks } from '../../tests/laws/parsing.js';
import { hostileCorpus } from '../../tests/tolerance/corpus.js';
import type { InstantEvent } from './event.js';
import { createFrameDecoder, createFrameEncoder, FrameError } from './frame.js';
import { createInstantParser } from './instant-parser.js';
import { createSnapshot, reduceInstants } from './snapshot.js';

/** Sends the events in flushes of the given size and reads them back. */
function send(events: readonly InstantEvent[], size: number): InstantEvent[] {
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  const received: InstantEvent[] = [];
  for (let at = 0; at < events.length; at += size) {
    const frame = encoder.encode(events.slice(at, at + size));
    if (frame !== '') received.push(...decoder.decode(frame));
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
  ])('that nobody wrote are refused: %s', (frame) => {
    expect(() => createFrameDecoder().decode(frame)).toThrow(FrameError);
  });
});
