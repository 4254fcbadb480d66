// In: a source of text, bytes or events that someone else owns. Out: an iterator of its events, none taken before it is asked for.
// Leaving reaches the source at once, also while it is silent.
// Knows nothing of promises or frames.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { InstantEventInput } from '../protocol/index.js';
import { iterate, type EventSource } from './event-body.js';
import type { EventIterator } from './batch-reader.js';
import { createPieceReader } from './piece-reader.js';

/** A text of JSON in pieces, as strings or UTF-8 bytes. */
export type TextPieces =
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>;

/** An answer: events, such as an agent's response, or the text of one. */
export type AnswerSource = EventSource | ReadableStream<InstantEventInput> | TextPieces;

export interface OpenPieces {
  readonly events: EventIterator;
  /** What the schema makes of the whole answer; `value` is it as told. */
  readonly judge: (value: unknown) => Promise<StandardSchemaV1.Result<unknown>>;
}

/** @throws {ServerError} `invalid-source` */
export function openPieces(source: AnswerSource, schema: StandardSchemaV1 | undefined): OpenPieces {
  const pieces = openSource(source);
  const reader = createPieceReader(schema);
  let ready: Iterator<InstantEventInput> = iterator([]);
  let isOver = false;

  async function next(): Promise<IteratorResult<InstantEventInput>> {
    for (;;) {
      const event = ready.next();
      if (event.done !== true) return event;
      if (isOver) return { done: true, value: undefined };
      const { done, value } = await pieces.next();
      isOver = done === true;
      ready = iterator(isOver ? reader.end() : reader.read(value));
    }
  }

  return {
    events: {
      next,
      async return() {
        await pieces.return?.();
        return { done: true, value: undefined };
      },
    },
    judge: reader.judge,
  };
}

function iterator<V>(values: Iterable<V>): Iterator<V> {
  return values[Symbol.iterator]();
}

/** A stream is cancelled by its reader even while a read is pending; its iterator would wait for that read. */
function openSource(source: AnswerSource): AsyncIterator<unknown> | Iterator<unknown> {
  if (!(source instanceof ReadableStream)) return iterate(source as EventSource);
  const reader = (source as ReadableStream<unknown>).getReader();
  return {
    next: async () => {
      const { done, value } = await reader.read();
      return done ? { done, value: undefined } : { done, value };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
