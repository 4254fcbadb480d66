import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createFrameEncoder } from './frame-encoder.js';
import { createInstantParser } from './instant-parser.js';
import type { InstantEvent } from './event.js';
import { mergeDeltas } from './merge-deltas.js';
import { reduceInstants } from './reduce-instants.js';
import { createSnapshot } from './snapshot.js';

const schema = z.object({
  text: z.string().meta({ stream: 'word' }),
  kind: z.enum(['one', 'other']),
  items: z.array(z.string()),
});

function readInPieces(text: string, size: number, isTyped: boolean): InstantEvent[] {
  const parser = createInstantParser(isTyped ? { schema } : {});
  const events: InstantEvent[] = [];
  for (let at = 0; at < text.length; at += size)
    for (const event of parser.feed(text.slice(at, at + size))) events.push(event);
  return [...events, ...parser.end()];
}

const isDelta = ({ type }: InstantEvent) => type === 'delta';

test('what is merged says the same, to a snapshot and over the wire, in fewer events', () => {
  const answer = fc.record({
    text: fc.string({ maxLength: 60 }),
    kind: fc.constantFrom('one', 'other'),
    items: fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(answer, fc.integer({ min: 1, max: 9 }), fc.boolean(), (value, size, isTyped) => {
      const events = readInPieces(JSON.stringify(value), size, isTyped);
      const merged = mergeDeltas(events);
      expect(reduceInstants(createSnapshot(), merged)).toEqual(
        reduceInstants(createSnapshot(), events),
      );
      expect(createFrameEncoder().encode(merged)).toBe(createFrameEncoder().encode(events));
      expect(merged.filter((event) => !isDelta(event))).toEqual(
        events.filter((event) => !isDelta(event)),
      );
      const pairs = merged.slice(1).filter((event, index) => {
        const before = merged[index];
        return isDelta(event) && before !== undefined && isDelta(before);
      });
      expect(pairs).toEqual([]);
    }),
  );
});

test('what was written by hand is left as it is', () => {
  const events = [
    { type: 'delta', path: 'a', delta: 'x' },
    { type: 'delta', path: 'a', delta: 'y' },
  ] as unknown as InstantEvent[];
  expect(mergeDeltas(events)).toEqual(events);
});
