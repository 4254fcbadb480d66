// In: nothing. Out: the type of a run: what may be asked of it, and what it tells.
// The one thing React and an application without it share.
// Knows nothing of how a run does it.

import type { CheckedPath, InstantEvent, Path } from '../protocol/index.js';
import type { RunBeside } from './beside-snapshot.js';
import type { BegunAnswer, InterruptAnswer } from './transport.js';
import type { RunTravel } from './run-travel.js';
import type { WireFact } from './wire-fact.js';
import type { FieldAt, FieldSnapshot, KeptAnswer, RunSnapshot } from './run-snapshot.js';

/** Reads one field: a written path is checked by the schema and types the value, an array of keys and indexes does not. */
export interface GetField<T> {
  // Two signatures, because a single one would keep a run of one answer from being a run of an unknown one.
  (path: Path): FieldSnapshot;
  <P extends string | Path>(path: CheckedPath<T, P>): FieldAt<T, P>;
}

/** Listens to one field, which is named as for {@link GetField}. */
export interface SubscribeField<T> {
  (path: Path, listener: () => void): () => void;
  <P extends string | Path>(path: CheckedPath<T, P>, listener: () => void): () => void;
}

/** Asks for one field anew; it is named as for {@link GetField}. */
export interface RetryField<T> {
  (path: Path): Promise<FieldSnapshot>;
  <P extends string | Path>(path: CheckedPath<T, P>): Promise<FieldAt<T, P>>;
}

/** A run, and what is known of it. Functions keep their identity and need no `this`. */
export interface InstantRun<T = unknown, Input = unknown> {
  /** The last published state; the same object until something changed. */
  readonly getSnapshot: () => RunSnapshot<T>;
  /** Calls the listener after every publication; returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  /**
   * One field of the last published state; the same object until that field changed. The schema checks the path; one
   * that only the running program knows goes in as segments: `run.getField(parsePath(text))`.
   */
  readonly getField: GetField<T>;
  /**
   * The same of a field that does not grow; one that does is shown as it was before it began: `pending`, with what stands
   * in for it. That is a whole value: no text in the middle of which an answer was cut off stands in here.
   */
  readonly getSettledField: GetField<T>;
  /** Calls the listener when that field changed: by an event there, below, or above where that replaced it. */
  readonly subscribeField: SubscribeField<T>;
  /** Calls the listener for every event of the current run, in order, as received. */
  readonly onEvent: (listener: (event: InstantEvent<T>) => void) => () => void;
  /**
   * Calls the listener for every chunk of bytes of the current run as it arrives, and for every repair of its text, where
   * its transport tells of them: those of this library do, of what comes as a `Response` and of text they parse.
   */
  readonly onWire: (listener: (fact: WireFact) => void) => () => void;
  /**
   * Starts a run, ending the one before. Resolves with its last snapshot; failures are in there, never thrown. An
   * answer that has `begun` elsewhere is not asked for: what has arrived of it is shown with the submit, in one
   * publication and without a word to callbacks, and the run goes on from there.
   */
  readonly submit: (input: Input, begun?: BegunAnswer) => Promise<RunSnapshot<T>>;
  /** Ends the run, keeping what arrived. Does nothing when none is under way. */
  readonly stop: () => void;
  /** Ends the run and forgets it, its input too. */
  readonly reset: () => void;
  /** Shows a finished answer that was kept, all its fields complete; ends the run under way. Sends and calls nothing. */
  readonly restore: (answer: KeptAnswer) => void;
  /** Submits the last input again; resolves at once when nothing was submitted. */
  readonly retry: () => Promise<RunSnapshot<T>>;
  /**
   * Asks for one field anew: sends the last input again, with the path, and takes of that answer only what is there.
   * The field is shown as it grows, the rest stays as it is, and in the end the whole is checked again. Resolves with
   * the field; where it cannot be had, or does not fit, it keeps what it had and has an `error`.
   */
  readonly retryField: RetryField<T>;
  /** The lane whose answer this is, of a run that is one beside that of its flow. */
  readonly lane?: string | undefined;
  /** What the flow behind it tells beside the answer: lanes, signals, questions, progress. */
  readonly beside: RunBeside;
  /** Answers what the flow behind it asks, by its transport. Rejects where the answer was not taken. */
  readonly answer: (given: InterruptAnswer) => Promise<void>;
  /** Shows the run as it was, for tools. Only while an application is developed: undefined in production. */
  readonly travel?: RunTravel<T> | undefined;
}
