// In: a submit. Out: what is kept of it until its end.
// Knows nothing of what becomes of it.

import type { InstantEvent } from '../protocol/index.js';
import type { AnswerReader } from './answer-reader.js';
import type { RunSnapshot } from './run-snapshot.js';
import type { BegunAnswer } from './transport.js';

/** One submit, until its end. */
export interface Attempt<T, Input> {
  readonly input: Input;
  readonly reader: AnswerReader<T>;
  readonly controller: AbortController;
  readonly resolve: (snapshot: RunSnapshot<T>) => void;
  /** True from its first event on. */
  hasBegun: boolean;
  /** What had arrived of it elsewhere, until it is asked about: of what was asked for again there, the last attempt. */
  readonly shown: InstantEvent[];
  /** How often it was asked for, here or elsewhere. */
  readonly count: number;
  /** What is opened first, in the place of the transport. */
  begun: BegunAnswer | undefined;
}

export function createAttempt<T, Input>(
  input: Input,
  reader: AnswerReader<T>,
  begun: BegunAnswer | undefined,
  resolve: (snapshot: RunSnapshot<T>) => void,
): Attempt<T, Input> {
  const events = begun?.events ?? [];
  const again = events.flatMap(({ type }, at) => (type === 'attempt' ? at : []));
  const shown = events.slice(again.at(-1) ?? 0).flatMap((event) => reader.read(event));
  const controller = new AbortController();
  const count = 1 + again.length;
  return { input, reader, controller, resolve, hasBegun: shown.length > 0, shown, count, begun };
}
