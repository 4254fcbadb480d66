import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { AttemptEvent, InstantEvent } from './event.js';
import { createFrameDecoder, FrameError } from './frame-decoder.js';
import { createFrameEncoder } from './frame-encoder.js';
import { createInstantParser } from './instant-parser.js';
import { createSchemaReader } from './schema-reader.js';
import { reduceInstants } from './reduce-instants.js';
import { createSnapshot, fieldState } from './snapshot.js';

const AGAIN: AttemptEvent = { type: 'attempt', attempt: 2, reason: 'missing-keys' };

function read(text: string, schema?: z.ZodType): InstantEvent[] {
  const parser = createInstantParser({ schema });
  return [...parser.feed(text), ...parser.end()];
}

const first: InstantEvent[] = [
  { type: 'reasoning', delta: 'hm' },
  { type: 'meta', model: 'one' },
  ...read('{"title":"old","items":[1,2').slice(0, -1),
];
const second = read('{"title":"new"}');

describe('another attempt', () => {
  test('takes back all that was known of the one before', () => {
    const snapshot = reduceInstants(createSnapshot(), [...first, AGAIN]);
    expect(snapshot).toEqual(createSnapshot());
    expect(fieldState(snapshot, 'title').status).toBe('pending');
    expect(reduceInstants(snapshot, second)).toEqual(reduceInstants(createSnapshot(), second));
  });

  test('is read with the schema from its root on', () => {
    const schema = z.object({ title: z.string(), items: z.array(z.number()).default([]) });
    const reader = createSchemaReader({ schema });
    const told = reader.read([...first, AGAIN, ...second]);
    expect(told.slice(told.indexOf(AGAIN) + 1)).toEqual(read('{"title":"new"}', schema));
    expect(reader.output).toEqual({ status: 'valid', value: { title: 'new', items: [] } });
  });

  test('lets go of what a policy holds back', () => {
    const reader = createSchemaReader({ schema: undefined, policies: { title: 'done' } });
    const told = reader.read([...read('{"title":"ol').slice(0, -1), AGAIN, ...second]);
    expect(told.flatMap((event) => (event.type === 'done' ? [event.value] : []))).toEqual([
      'new',
      { title: 'new' },
    ]);
  });

  test.each(['in one frame', 'event by event'])('travels %s', (manner) => {
    const encoder = createFrameEncoder();
    const decoder = createFrameDecoder();
    const events = [...first, AGAIN, ...second];
    const batches = manner === 'in one frame' ? [events] : events.map((event) => [event]);
    const frames = batches.map((batch) => encoder.encode(batch));
    const received = frames.flatMap((frame) => decoder.decode(frame));
    const known = (told: readonly InstantEvent[]) => reduceInstants(createSnapshot(), told);
    expect(known(received)).toEqual(known(events));
    expect(received).toContainEqual(AGAIN);
    // What follows costs what it would have cost alone.
    expect(frames.join('')).not.toContain('"path"');
  });

  test('that has no number or reason is no event', () => {
    const decoder = createFrameDecoder();
    expect(() => decoder.decode('[{"type":"attempt","attempt":2}]')).toThrow(FrameError);
    expect(() => decoder.decode('[{"type":"attempt","attempt":"2","reason":"x"}]')).toThrow(
      FrameError,
    );
    const missing = '[{"type":"attempt","attempt":2,"reason":"x","missing":[1]}]';
    expect(() => decoder.decode(missing)).toThrow(FrameError);
  });
});
