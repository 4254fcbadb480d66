import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createFrameDecoder,
  createFrameEncoder,
  createInstantParser,
  createSchemaReader,
  createSnapshot,
  isFieldEvent,
  reduceInstants,
  type InstantEvent,
} from '../../src/protocol/index.js';
import { chunkSizes, cut } from '../laws/arbitraries.js';
import { parseWhole, sample } from './arbitrary-schema.js';
import type { z } from 'zod';

const RUNS = { numRuns: Number(process.env['FIELDWISE_RUNS'] ?? 1500) };

function read(text: string, sizes: readonly number[], schema?: z.ZodType) {
  const parser = createInstantParser({ schema, strict: true });
  const events = cut(text, sizes).flatMap((chunk) => parser.feed(chunk));
  return { parser, events: [...events, ...parser.end()] };
}

/** What is known for good: everything but growth. */
function settled(events: readonly InstantEvent[]) {
  return events
    .filter((event) => event.type !== 'delta' && event.type !== 'start')
    .map((event) =>
      isFieldEvent(event)
        ? [event.type, event.path, event.value, event.type === 'invalid' && event.issues]
        : event,
    );
}

test('the verdict on the whole is what the schema says of the whole text', () => {
  fc.assert(
    fc.property(sample, chunkSizes, ({ text, schema }, sizes) => {
      const { parser, events } = read(text, sizes, schema);
      const expected = parseWhole(schema, text);
      fc.pre(expected !== undefined);
      const root = events.findLast((event) => event.path === '' && event.type !== 'error');
      if (expected.success) {
        expect(parser.output).toEqual({ status: 'valid', value: expected.data });
        expect(root).toMatchObject({ type: 'done' });
        expect(reduceInstants(createSnapshot(), events).value).toEqual(expected.data);
      } else {
        expect(parser.output?.status).toBe('invalid');
        const { issues = [] } = parser.output as { issues?: readonly object[] };
        const wanted = expected.error.issues.map(({ path, message }) => ({ path, message }));
        expect(byText(issues)).toEqual(byText(wanted));
        expect(root).toMatchObject({ type: 'invalid', value: JSON.parse(text) });
      }
    }),
    RUNS,
  );
});

test('chunking is invisible in what becomes of a field', () => {
  fc.assert(
    fc.property(sample, chunkSizes, ({ text, schema }, sizes) => {
      expect(settled(read(text, sizes, schema).events)).toEqual(
        settled(read(text, [text.length], schema).events),
      );
    }),
    RUNS,
  );
});

test('the other end of the wire makes the same of it, and without a schema what was written', () => {
  fc.assert(
    fc.property(sample, chunkSizes, ({ text, schema }, sizes) => {
      const { events } = read(text, sizes, schema);
      const encoder = createFrameEncoder();
      const frames = events.map((event) => encoder.encode([event])).filter((frame) => frame !== '');
      const decoder = createFrameDecoder();
      const decoded = frames.flatMap((frame) => decoder.decode(frame));
      expect(settled(decoded)).toEqual(settled(read(text, [text.length]).events));
      const reader = createSchemaReader({ schema });
      expect(settled(reader.read(decoded))).toEqual(settled(events));
      expect(settled(createSchemaReader({ schema }).read(events))).toEqual(settled(events));
    }),
    RUNS,
  );
});

function byText(issues: readonly object[]): string[] {
  return issues.map((issue) => JSON.stringify(issue)).toSorted();
}
