import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  createInstantParser,
  createSnapshot,
  reduceInstants,
  type InstantEvent,
  type InstantEventInput,
} from 'fieldwise';
import { readInstantStream } from 'fieldwise/client';
import { toInstantResponse, type StreamFormat } from 'fieldwise/server';
import { chunkSizes, cut, jsonText } from './arbitraries.js';
import { runs } from './runs.js';

const LAW = 'Law 8. `decode(encode(frames)) = frames` at any byte split.';

/** Events of a text whose chunks come one per tick, so that the server has something to flush in between. */
async function* answer(
  chunks: readonly string[],
  again = 0,
): AsyncGenerator<InstantEventInput, void, undefined> {
  const parser = createInstantParser();
  const told = again > 0 ? chunks.slice(0, Math.ceil(chunks.length / 2)) : chunks;
  for (const chunk of told) {
    yield* parser.feed(chunk);
    yield { type: 'reasoning', delta: chunk };
  }
  if (again > 0) {
    // Wherever the answer stands, another attempt begins at its root.
    yield { type: 'attempt', attempt: 2, reason: 'invalid-output' };
    yield* answer(chunks, again - 1);
  } else yield* parser.end();
}

/** What events say, with the deltas of one string in a row as one: a flush may merge them, and nothing else. */
function facts(events: Iterable<InstantEventInput>): unknown[] {
  const all: { type: string; path?: unknown; delta?: string; value?: unknown }[] = [];
  for (const event of events) {
    const isField = 'segments' in event;
    const fact = isField
      ? { type: event.type, path: event.segments, value: event.value }
      : { ...event };
    const last = all.at(-1);
    const isMore = event.type === 'delta' && last?.type === 'delta';
    if (isMore) all.pop();
    all.push(fact);
  }
  return all;
}

async function encode(
  chunks: readonly string[],
  format: StreamFormat,
  again = 0,
): Promise<Uint8Array> {
  const response = toInstantResponse(answer(chunks, again), { format, flushMs: 0 });
  return new Uint8Array(await response.arrayBuffer());
}

async function decode(parts: readonly Uint8Array[], format: StreamFormat): Promise<InstantEvent[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
  const type = format === 'sse' ? 'text/event-stream' : 'application/x-ndjson';
  const response = new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>, {
    headers: { 'content-type': type },
  });
  const events: InstantEvent[] = [];
  for await (const event of readInstantStream(response)) events.push(event);
  return events;
}

/** Bytes cut into pieces of the given sizes, used in turn. */
function cutBytes(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(bytes.slice(at, at + size));
    at += size;
  }
  return parts;
}

/** The same stream as a proxy may rewrite it. */
function withCrLf(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  return new TextEncoder().encode(text.replaceAll('\n', '\r\n'));
}

async function sent(chunks: readonly string[], again = 0): Promise<InstantEventInput[]> {
  const events: InstantEventInput[] = [];
  for await (const event of answer(chunks, again)) events.push(event);
  return events;
}

const format = fc.constantFrom<StreamFormat>('sse', 'ndjson');

test(LAW, async () => {
  await fc.assert(
    fc.asyncProperty(jsonText, chunkSizes, chunkSizes, format, fc.boolean(), async (...given) => {
      const [text, sizes, byteSizes, asFormat, isRewritten] = given;
      const chunks = cut(text, sizes);
      const bytes = await encode(chunks, asFormat);
      const received = await decode(
        cutBytes(isRewritten ? withCrLf(bytes) : bytes, byteSizes),
        asFormat,
      );
      expect(facts(received)).toEqual(facts(await sent(chunks)));
      const { value } = reduceInstants(createSnapshot(), received);
      expect(value).toEqual(reduceInstants(createSnapshot(), await sent(chunks)).value);
    }),
    runs(300),
  );
});

test(`${LAW} (each split in two of one stream with every kind of character)`, async () => {
  const text = JSON.stringify({ 'ключ 😀': ['e\u0301\r\n\u2028', { '': '\u0000"\\' }], n: -1.5e3 });
  const bytes = withCrLf(await encode(cut(text, [7]), 'sse'));
  const expected = facts(await sent(cut(text, [7])));
  for (let at = 0; at <= bytes.length; at++) {
    const parts = [bytes.slice(0, at), bytes.slice(at)];
    expect(facts(await decode(parts, 'sse'))).toEqual(expected);
  }
});

test(`${LAW} (an answer that is asked for again halfway)`, async () => {
  await fc.assert(
    fc.asyncProperty(jsonText, chunkSizes, fc.integer({ min: 1, max: 2 }), async (...given) => {
      const [text, sizes, again] = given;
      const chunks = cut(text, sizes);
      const received = await decode([await encode(chunks, 'ndjson', again)], 'ndjson');
      const written = await sent(chunks, again);
      expect(facts(received)).toEqual(facts(written));
      expect(reduceInstants(createSnapshot(), received)).toEqual(
        reduceInstants(createSnapshot(), written),
      );
    }),
    runs(200),
  );
});

/** One answer and the lanes beside it, told by turns. */
async function* told(
  texts: readonly (readonly string[])[],
): AsyncGenerator<InstantEventInput, void, undefined> {
  const all = texts.map((chunks) => ({ chunks, parser: createInstantParser() }));
  const longest = Math.max(...texts.map(({ length }) => length));
  for (let turn = 0; turn <= longest; turn++) {
    for (const [index, { chunks, parser }] of all.entries()) {
      const chunk = chunks[turn];
      const events = chunk === undefined ? [] : parser.feed(chunk);
      for (const event of turn === chunks.length ? parser.end() : events) {
        // The answer's own end comes last.
        if (index > 0) yield { type: 'lane', lane: String(index), event };
        else if (event.type !== 'end') yield event;
      }
      yield { type: 'signal', name: 'turn', value: turn };
    }
  }
}

/** What is told of each, apart from the others. */
function laneFacts(events: Iterable<InstantEventInput>): ReadonlyMap<string, unknown[]> {
  const lanes = new Map<string, InstantEventInput[]>([['', []]]);
  for (const event of events) {
    const name = event.type === 'lane' ? event.lane : '';
    lanes.set(name, [...(lanes.get(name) ?? []), event.type === 'lane' ? event.event : event]);
  }
  return new Map([...lanes].map(([name, all]) => [name, facts(all)]));
}

test(`${LAW} (an answer with lanes beside it)`, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(jsonText, chunkSizes), { minLength: 2, maxLength: 4 }),
      chunkSizes,
      format,
      async (texts, byteSizes, asFormat) => {
        const cuts = texts.map(([text, sizes]) => cut(text, sizes));
        const response = toInstantResponse(told(cuts), { format: asFormat, flushMs: 0 });
        const bytes = new Uint8Array(await response.arrayBuffer());
        const received = await decode(cutBytes(bytes, byteSizes), asFormat);
        const written: InstantEventInput[] = [];
        for await (const event of told(cuts)) written.push(event);
        written.push({ type: 'end', outcome: 'complete', incomplete: [] });
        expect(laneFacts(received)).toEqual(laneFacts(written));
      },
    ),
    runs(100),
  );
});
