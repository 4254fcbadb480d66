// In: the events of an answer, a flow's events and stream. Out: which field may become which of them.
// Types only: nothing here exists at run time.
// Knows nothing of how a source is read.

import type { AnswerOf, CheckedKey, InstantEvent, WrittenValue } from '../protocol/index.js';

/**
 * What completed fields are read from: the events of an answer, or something that has them. A response is both; what it
 * iterates over says its type, since the compiler infers from the last of several signatures only.
 */
export type FieldSource<E extends InstantEvent> =
  | AsyncIterable<E>
  | { getAsyncGenerator(options: { readonly type: 'instant' }): AsyncIterable<NoInfer<E>> };

export interface PartialOptions {
  /**
   * Whether an answer that was cut off, or stopped, is as good as a whole one. Otherwise what reads it rejects with
   * `truncated-output` or `stopped`, once its complete fields have been worked on. @default false
   */
  readonly acceptPartial?: boolean;
}

export interface BridgeOptions<Name extends string = string> extends PartialOptions {
  /** How many fields may be worked on at once. @default 8 */
  readonly concurrency?: number;
  /** How many complete fields may wait for that before the source is read no further. @default 256 */
  readonly maxQueued?: number;
  /**
   * The event for a field that was sent and is not part of the answer after all: a retry wrote it otherwise, or not at
   * all. Its payload is a {@link WithdrawnField}. Without it nothing is sent for such fields. What still waits then is
   * not sent, and so not withdrawn.
   */
  readonly withdrawn?: Name;
}

export interface LaneOptions<Name extends string = string> extends PartialOptions {
  /** The lane the answer is told in. One answer at a time; after its end another one may begin there. */
  readonly lane: Name;
}

/** Asks nothing of a source whose answer is what the flow says is shown in the lane, or where one of them is not known. */
export type FittingLane<E extends InstantEvent, Shown> = unknown extends Shown
  ? unknown
  : unknown extends AnswerOf<E>
    ? unknown
    : [AnswerOf<E>] extends [Shown]
      ? unknown
      : { readonly unfit: 'lane'; readonly shown: Shown };

/** What is told of a field that was sent before and is no more. */
export interface WithdrawnField {
  readonly path: string;
  readonly value: unknown;
}

/** The events that take word of a field that is no more. */
export type WithdrawingEvent<Events> = {
  [N in keyof Events & string]: WithdrawnField extends Events[N] ? N : never;
}[keyof Events & string];

/** Each pattern with the name of an event that takes its value; a text that says what is wrong, where one is. */
export type FieldSignals<E extends InstantEvent, M, Events> = {
  readonly [P in keyof M]: unknown extends FieldOf<E, P>
    ? IfThere<E, P, M[P]>
    : FieldOf<E, P> extends Events[M[P] & keyof Events]
      ? M[P]
      : `${M[P] & string} takes another value than ${P & string} has`;
};

/** Each pattern with a function that makes an item of the stream of its value; of a path that is wrong nothing can. */
export type FieldItems<E extends InstantEvent, P extends string, Item> = {
  readonly [K in P]: (value: FieldOf<E, K>, path: string) => IfThere<E, K, Item>;
};

/** The value of the field, where the source is typed. */
type FieldOf<E extends InstantEvent, P> = P extends string ? WrittenValue<AnswerOf<E>, P> : never;

/**
 * `Then` for a path or pattern, in any notation, that the answer has, or may have; otherwise a text that says what is wrong.
 * Looked for only where no value is known: a value says that its path is there.
 */
type IfThere<E extends InstantEvent, P, Then> =
  unknown extends FieldOf<E, P>
    ? CheckedKey<AnswerOf<E>, P> extends infer Said
      ? Said extends P
        ? Then
        : Said
      : never
    : Then;
