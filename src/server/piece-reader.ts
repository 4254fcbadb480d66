// In: the pieces of one answer, text or events, and perhaps a schema. Out: its events as the schema sees them, and a verdict.
// The only file of the room that parses and validates: a server that has routes alone does not load it.
// Knows nothing of where pieces come from.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  createFrameDecoder,
  createFrameEncoder,
  createInstantParser,
  createSchemaReader,
  type InstantEvent,
  type InstantEventInput,
} from '../protocol/index.js';
import { assertEvent } from './check-event.js';

export interface PieceReader {
  /**
   * @throws {ServerError} `invalid-source` for what is no piece
   * @throws {InstantParseError} after the events before the fault were read
   */
  read(piece: unknown): Iterable<InstantEventInput>;
  /** The source is over. */
  end(): Iterable<InstantEvent>;
  /** What the schema makes of the whole answer; `value` is it as told. */
  readonly judge: (value: unknown) => Promise<StandardSchemaV1.Result<unknown>>;
}

export function createPieceReader(schema: StandardSchemaV1 | undefined): PieceReader {
  const parser = createInstantParser();
  const bytes = new TextDecoder();
  // Events by hand may leave out what follows from the rest of them; frames put it there.
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  const reader = schema && createSchemaReader({ schema });
  let hasText = false;

  function seen(events: readonly InstantEvent[]): readonly InstantEvent[] {
    return reader === undefined ? events : reader.read(events);
  }

  function* settle(events: readonly InstantEvent[]): Iterable<InstantEvent> {
    const { error } = parser;
    yield* seen(error === undefined ? events : events.slice(0, -1));
    if (error !== undefined) throw error;
  }

  function* feed(text: string): Iterable<InstantEvent> {
    hasText = true;
    yield* settle(parser.feed(text));
  }

  return {
    read(piece) {
      if (typeof piece === 'string') return feed(piece);
      if (piece instanceof Uint8Array) return feed(bytes.decode(piece, { stream: true }));
      assertEvent(piece);
      if (reader === undefined) return [piece];
      const frame = encoder.encode([piece]);
      return reader.read(frame === '' ? [] : decoder.decode(frame));
    },
    *end() {
      if (!hasText) return;
      yield* feed(bytes.decode());
      yield* settle(parser.end());
    },
    async judge(value) {
      if (schema === undefined) return { value };
      const output = reader?.output;
      if (output?.status === 'valid') return { value: output.value };
      if (output?.status === 'invalid') return { issues: output.issues };
      return schema['~standard'].validate(output === undefined ? value : output.raw);
    },
  };
}
