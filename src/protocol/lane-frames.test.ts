import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chunkSizes, cut, jsonText } from '../../tests/laws/arbitraries.js';
import { parseChunks } from '../../tests/laws/parsing.js';
import type { FactSource } from './beside-event.js';
import type { InstantEvent, InstantEventInput } from './event.js';
import { createFrameDecoder } from './frame-decoder.js';
import { createFrameEncoder } from './frame-encoder.js';
import { createInstantParser } from './instant-parser.js';

const END: InstantEvent = { type: 'end', outcome: 'complete', incomplete: [] };

const inLane = (lane: string, event: InstantEvent, chunk?: string): InstantEvent => ({
  type: 'lane',
  lane,
  ...(chunk === undefined ? {} : { chunk }),
  event,
});

/** Sends the events in flushes of the given size and reads them back. */
function send(events: readonly InstantEventInput[], size: number): readonly InstantEvent[] {
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  const received: InstantEvent[] = [];
  for (let at = 0; at < events.length; at += size) {
    const frame = encoder.encode(events.slice(at, at + size));
    if (frame !== '') received.push(...decoder.decode(frame));
  }
  return received;
}

/** Takes of several lists by turns: `turns` says whose turn it is. */
function mix<Item>(lists: readonly (readonly Item[])[], turns: readonly number[]): readonly Item[] {
  const left = lists.map((list) => [...list]);
  const mixed: Item[] = [];
  for (let turn = 0; left.some((list) => list.length > 0); turn++) {
    const filled = left.filter((list) => list.length > 0);
    const at = (turns[turn % turns.length] ?? 0) % filled.length;
    mixed.push(...(filled[at]?.splice(0, 1) ?? []));
  }
  return mixed;
}

const turns = fc.array(fc.nat(5), { minLength: 1, maxLength: 12 });

describe('Lanes', () => {
  test('come back as they were sent, whatever their turns, beside an answer', () => {
    fc.assert(
      fc.property(
        fc.array(jsonText, { minLength: 2, maxLength: 4 }),
        chunkSizes,
        turns,
        (...given) => {
          const [texts, sizes, order] = given;
          const lists = texts.map((text, index) => {
            const { events } = parseChunks(cut(text, sizes));
            // The first is the answer itself.
            if (index === 0) return events;
            return events.map((event) => inLane(`lane ${index}`, event, 'work'));
          });
          const events = mix(lists, order);
          expect(send(events, 1)).toEqual(events);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('cost their text and a name for text that goes on, not the value again', () => {
    const parser = createInstantParser();
    const encoder = createFrameEncoder();
    const told = (text: string) =>
      encoder.encode(parser.feed(text).map((event) => inLane('plan', event, 'plan')));
    expect(told('{"title":"Hel')).toBe(
      '[{"type":"lane","lane":"plan","chunk":"plan","frame":[[{}],["title","Hel"]]}]',
    );
    expect(told('lo')).toBe('[{"type":"lane","lane":"plan","frame":["lo"]}]');
    expect(told('", "')).toBe('[{"type":"lane","lane":"plan","frame":[0]}]');
  });

  test('begin anew after their end, also within one frame', () => {
    const once = [...createInstantParser().feed('{"a":"x"}'), END].map((event) =>
      inLane('l', event),
    );
    for (const size of [1, 3, 100]) {
      const received = send([...once, ...once], size);
      expect(received).toEqual([...once, ...once]);
    }
  });

  test('say whose they are, and when they are nobody’s any more', () => {
    const [first] = createInstantParser().feed('["a"]');
    if (first === undefined) throw new Error('A list begins.');
    const rest: InstantEvent = { type: 'reasoning', delta: 'x' };
    const events = [inLane('l', first, 'a'), inLane('l', rest, 'b'), inLane('l', rest)];
    expect(send(events, 1)).toEqual(events);
    expect(send(events, 3)).toEqual(events);
  });

  test('and all that is told beside them come back with where they come from', () => {
    const inner = fc.record({ id: fc.string(), name: fc.string() });
    const source = fc.record(
      { chunk: fc.string(), within: fc.array(inner, { minLength: 1, maxLength: 3 }) },
      { requiredKeys: [] },
    );
    const known = fc.record({ chunk: fc.string(), within: fc.array(inner, { maxLength: 3 }) });
    const told = fc.oneof<fc.Arbitrary<InstantEvent>[]>(
      fc
        .tuple(fc.constantFrom('a', 'b'), source, fc.constantFrom('x', 'y'))
        .map(([lane, by, delta]) => ({
          type: 'lane',
          lane,
          ...by,
          event: { type: 'reasoning', delta },
        })),
      fc
        .tuple(source, fc.nat())
        .map(([by, signalId]) => ({ type: 'signal', name: 'task', value: 1, ...by, signalId })),
      source.map((by) => ({ type: 'item', value: null, ...by })),
      known.map((by) => ({
        type: 'progress',
        ...by,
        phase: 'begin',
        active: 1,
        waiting: 0,
        done: 0,
        failed: 0,
      })),
      known.map((by) => ({
        type: 'interrupt',
        action: 'pause',
        executionId: 'e',
        interrupt: { id: '1', name: 'approve', payload: null, ...by },
      })),
    );
    fc.assert(
      fc.property(
        fc.array(told, { maxLength: 20 }),
        fc.integer({ min: 1, max: 20 }),
        (all, size) => {
          expect(send(all, size)).toEqual(all);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('say where they come from once, and again where that is another', () => {
    const encoder = createFrameEncoder();
    const told = (source: Pick<FactSource, 'within'>) =>
      encoder.encode([
        {
          type: 'lane',
          lane: 'l',
          chunk: 'write',
          ...source,
          event: { type: 'reasoning', delta: 'x' },
        },
      ]);
    const research = { within: [{ id: '0', name: 'research' }] };
    const frame = '"frame":[{"type":"reasoning","delta":"x"}]';
    const within = '"within":[{"id":"0","name":"research"}]';
    expect(told(research)).toBe(`[{"type":"lane","lane":"l","chunk":"write",${within},${frame}}]`);
    expect(told(research)).toBe(`[{"type":"lane","lane":"l",${frame}}]`);
    expect(told({})).toBe(`[{"type":"lane","lane":"l","chunk":"write",${frame}}]`);
    expect(told({})).toBe(`[{"type":"lane","lane":"l",${frame}}]`);
  });

  test('that were written when nobody said where they come from are read as they were', () => {
    const frame =
      '[{"type":"lane","lane":"l","chunk":"a","frame":["x",0]},{"type":"signal","name":"n","value":1,"chunk":"a"}]';
    const decoder = createFrameDecoder();
    const [begun] = decoder.decode('[{"type":"lane","lane":"l","frame":[[""]]}]');
    expect(begun).toEqual(inLane('l', expect.objectContaining({ type: 'start' }) as InstantEvent));
    const events = decoder.decode(frame);
    expect(events.map(({ type }) => type)).toEqual(['lane', 'lane', 'signal']);
    for (const event of events) {
      expect(event).toMatchObject({ chunk: 'a' });
      expect(event).not.toHaveProperty('within');
    }
  });

  test('hold lanes', () => {
    const events = createInstantParser()
      .feed('{"a":"x"}')
      .map((event) => inLane('outer', inLane('inner', event)));
    expect(send(events, 2)).toEqual(events);
  });

  test('leave a withdrawal in the answer to be told when its key comes again', () => {
    const { events } = parseChunks(['{"a":"x","a":{"b":1}}']);
    const other: InstantEvent = inLane('l', { type: 'reasoning', delta: 'x' });
    const mixed = events.flatMap((event) => [event, other]);
    const isOther = ({ type }: InstantEvent) => type === 'lane';
    const received = send(mixed, 1);
    expect(received.filter((event) => !isOther(event))).toEqual(events);
    expect(received.filter(isOther)).toHaveLength(events.length);
  });

  test('are told beside signals, questions, progress and items, in one order', () => {
    const interrupt = { id: '1', name: 'approve', chunk: 'ask', payload: { plan: ['a'] } };
    const events: InstantEvent[] = [
      {
        type: 'progress',
        chunk: 'ask',
        phase: 'begin',
        signalId: 1,
        active: 1,
        waiting: 0,
        done: 0,
        failed: 0,
      },
      { type: 'signal', name: 'task', value: { id: 1 }, chunk: 'plan' },
      { type: 'interrupt', action: 'pause', executionId: 'e', interrupt },
      { type: 'item', value: null },
      { type: 'interrupt', action: 'resume', executionId: 'e', interrupt, answer: true },
    ];
    expect(send(events, 1)).toEqual(events);
    expect(send(events, 5)).toEqual(events);
  });

  test.each([
    '[{"type":"lane"}]',
    '[{"type":"lane","lane":"a"}]',
    '[{"type":"lane","lane":1,"frame":[]}]',
    '[{"type":"lane","lane":"a","frame":"x"}]',
    '[{"type":"lane","lane":"a","frame":["x"]}]',
    '[{"type":"signal","value":1}]',
    '[{"type":"interrupt","action":1,"executionId":"e","interrupt":{"id":"1","name":"a","chunk":"b"}}]',
    '[{"type":"interrupt","action":"pause","executionId":"e","interrupt":{"id":"1"}}]',
    '[{"type":"interrupt","action":"pause","interrupt":null}]',
    '[{"type":"progress","chunk":"a","phase":"begin"}]',
    '[{"type":"item","value":1,"chunk":1}]',
    '[{"type":"item","value":1,"chunk":null}]',
    '[{"type":"item","value":1,"within":"a"}]',
    '[{"type":"item","value":1,"within":{"0":{"id":"1","name":"a"}}}]',
    '[{"type":"item","value":1,"within":null}]',
    '[{"type":"lane","lane":"a","within":null,"frame":[]}]',
    '[{"type":"signal","name":"a","value":1,"signalId":"1"}]',
    '[{"type":"signal","name":"a","value":1,"within":["a"]}]',
    '[{"type":"lane","lane":"a","within":[{"id":1,"name":"a"}],"frame":[]}]',
    '[{"type":"lane","lane":"a","within":[{"id":"1"}],"frame":[]}]',
    '[{"type":"interrupt","action":"pause","executionId":"e","interrupt":{"id":"1","name":"a","chunk":"b","within":[1]}}]',
    '[{"type":"progress","chunk":"a","phase":"begin","active":0,"waiting":0,"done":0,"failed":0,"within":[null]}]',
  ])('that nobody wrote are refused: %s', (frame) => {
    expect(() => createFrameDecoder().decode(frame)).toThrow(
      expect.objectContaining({ code: 'invalid-frame' }),
    );
  });
});
