// In: an answer in pieces, and how it is read. Out: everything that was told of it, and the facts that must not depend on the cuts.
// Knows nothing of laws or of where the cuts are.

import {
  createInstantParser,
  isFieldEvent,
  type InstantEvent,
  type InstantEventInput,
  type InstantParserOptions,
  type SchemaOutput,
} from '../protocol/index.js';
import { showValue } from './show-value.js';

/** One reading of an answer. */
export interface Reading {
  readonly pieces: readonly string[];
  /** What was told, piece by piece, the end last. */
  readonly batches: readonly (readonly InstantEvent[])[];
  /** What a schema that needs a promise told after that. */
  readonly late: readonly InstantEvent[];
  readonly output: SchemaOutput | undefined;
  /** What was written. */
  readonly value: unknown;
}

/** How an answer is read: a schema, or the options of a parser. */
export type ReadingOptions<T = unknown> = InstantParserOptions<T>;

export async function readPieces(
  options: ReadingOptions,
  pieces: readonly string[],
): Promise<Reading> {
  const parser = createInstantParser(options);
  const batches = [...pieces.map((piece) => parser.feed(piece)), parser.end()];
  const late = parser.error === undefined ? await parser.settle() : [];
  return { pieces, batches, late, output: parser.output, value: parser.value };
}

/** Everything that was told of it, in order. */
export function toldIn({ batches, late }: Reading): readonly InstantEvent[] {
  return [...batches.flat(), ...late];
}

/** What is known for good, a line each: everything but growth. */
export function factsOf(events: readonly InstantEventInput[]): readonly string[] {
  return events
    .filter(({ type }) => type !== 'delta' && type !== 'start')
    .map((event) => {
      if (!isFieldEvent(event)) return showValue(event);
      const value = 'value' in event ? ` ${showValue(event.value)}` : '';
      const issues =
        event.type === 'invalid'
          ? event.issues.map(({ path, message }) => ` (${path}: ${message})`).join('')
          : '';
      return `${event.type} ${event.path === '' ? 'the root' : event.path}${value}${issues}`;
    });
}
