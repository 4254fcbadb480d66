// In: a source of text or bytes that someone else owns. Out: an async generator of instant events.
// Bytes are decoded as UTF-8 at any split, and faults in them told; leaving the loop early cancels the source.
// Knows nothing of what the source is.

import { check, tagOf } from '../internal/usage-error.js';
import type { InstantEvent } from './event.js';
import { type InstantParserOptions, type Repair, TextParser } from './instant-parser.js';
import { MARK, Utf8Decoder } from './utf8-decoder.js';
import { isUntold } from './verdict-facts.js';

/** Anything that gives an answer's text in pieces, as strings or UTF-8 bytes. */
export type TextSource =
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>;

/** How to read a source. */
export interface InstantEventsOptions<T = unknown> extends InstantParserOptions<T> {
  /** Told of each liberty that was taken, before the events that follow it. */
  readonly onRepair?: (repair: Repair) => void;
}

/**
 * Reads a whole source and yields each event as its text arrives; the last one is `end`. With a
 * schema, or told the answer's type (`instantEvents<Report>(…)`), paths are checked and values typed; only a schema is
 * held against the text; one that needs a promise is waited for before the `end`. Bytes are read as UTF-8: where they are none, strict reading ends with `invalid-bytes`, and any
 * other goes on with U+FFFD and a repair of that kind.
 *
 * @throws {UsageError} at once, `invalid-source` for what cannot be iterated, and what {@link createInstantParser}
 * throws; while reading, `invalid-source` for a piece that is neither text nor bytes.
 * @throws {InstantParseError} after every event before the fault; and whatever the source itself throws.
 * @example
 * for await (const event of instantEvents(['{"title":"Hel', 'lo"}'])) {
 *   if (event.type === 'done') console.log(event.path, event.value); // title Hello
 * }
 */
export function instantEvents<T = unknown>(
  source: TextSource,
  options: InstantEventsOptions<T> = {},
): AsyncGenerator<InstantEvent<T>, void, undefined> {
  const chunks = iterate(source);
  const iterable = Object(chunks) as object;
  const isIterable = Symbol.asyncIterator in iterable || Symbol.iterator in iterable;
  check(isIterable, 'source', 'an iterable or a ReadableStream', source, 'invalid-source');
  return readEvents(chunks, new TextParser(options), options.onRepair);
}

async function* readEvents<T>(
  chunks: ReturnType<typeof iterate>,
  parser: TextParser,
  onRepair: InstantEventsOptions['onRepair'],
): AsyncGenerator<InstantEvent<T>, void, undefined> {
  const decoder = new Utf8Decoder();
  let repairs = 0;
  const settle = (events: readonly InstantEvent[]): readonly InstantEvent<T>[] => {
    for (; repairs < parser.repairs.length; repairs++)
      onRepair?.(parser.repairs[repairs] as Repair);
    return withoutError(events);
  };
  for await (const chunk of chunks) {
    // What is neither text nor bytes, the parser refuses.
    yield* settle(feed(parser, isBytes(chunk) ? decoder.decode(chunk) : [chunk]));
    if (parser.error !== undefined) throw parser.error;
  }
  yield* settle(feed(parser, decoder.end()));
  const rest = parser.end();
  const { output, error } = parser;
  const isWhole = error === undefined && output !== undefined && isUntold(output);
  yield* settle(isWhole ? rest.slice(0, -1) : rest);
  // What is told last is that nothing more will be.
  if (isWhole) yield* settle([...(await parser.settle()), ...rest.slice(-1)]);
  if (parser.error !== undefined) throw parser.error;
}

/** Also those of another realm. */
function isBytes(chunk: unknown): chunk is Uint8Array {
  return tagOf(chunk) === 'Uint8Array';
}

/** Feeds texts between which the bytes were no UTF-8. */
function feed(parser: TextParser, texts: readonly string[]): readonly InstantEvent[] {
  const [first, ...rest] = texts;
  // There is one at least; what it is, the parser looks at.
  const events = parser.feed(first as string);
  if (rest.length === 0) return events;
  return [...events, ...rest.flatMap((text) => [...parser.feedMark(MARK), ...parser.feed(text)])];
}

/** The events without the closing `error`: a generator throws it instead. `T` is the caller's word. */
function withoutError<T>(events: readonly InstantEvent[]): readonly InstantEvent<T>[] {
  const told = events.at(-1)?.type === 'error' ? events.slice(0, -1) : events;
  return told as readonly InstantEvent<T>[];
}

/** Safari and older runtimes cannot iterate a `ReadableStream`, so it is read by hand. */
function iterate(source: TextSource): Exclude<TextSource, ReadableStream> {
  return source instanceof ReadableStream ? readStream(source) : source;
}

async function* readStream<Chunk>(
  stream: ReadableStream<Chunk>,
): AsyncGenerator<Chunk, void, undefined> {
  const reader = stream.getReader();
  let isOver = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      isOver = done;
      if (done) return;
      yield value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    if (!isOver) await reader.cancel();
    reader.releaseLock();
  }
}
