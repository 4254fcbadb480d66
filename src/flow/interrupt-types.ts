// In: what runs through a flow. Out: the types of what a person is asked, of the answer, and of the news about both.
// Types only: nothing here exists at run time.
// Knows nothing of how an execution waits.

import type { InnerFlow } from '../protocol/index.js';
import type { GivenAnswersOf, InterruptsOf, NameOf, StreamOf } from './flow-types.js';

/** Never there: it carries the type of the answer. */
declare const answering: unique symbol;

/** What `pauseFor` gives. Returned by a chunk, it makes the answer of a person what the chunk returned. */
export interface Pause<Answer> {
  readonly [answering]: Answer;
}

/** What goes on from a chunk: the answer, where it returns a pause. */
export type Returned<Out> = Out extends Pause<infer Answer> ? Answer : Out;

export interface PauseOptions<Answer> {
  /** How long to wait. Then the chunk goes on with `otherwise`, or fails with `unanswered`. @default no limit */
  readonly timeoutMs?: number;
  /** The answer, should nobody have given one in time. */
  readonly otherwise?: Answer;
}

/** Something that an execution waits for a person to say. */
export interface FlowInterrupt<Name extends string = string, Payload = unknown> {
  /** What `continueWith` takes; unique within the execution. */
  readonly id: string;
  readonly name: Name;
  /** The chunk that asks. */
  readonly chunk: string;
  /** The flows within the flow that the chunk is in, from the outside in; absent where it is the flow's own. */
  readonly within?: readonly InnerFlow[];
  /** What the person is shown. */
  readonly payload: Payload;
  /** When the wait is over, in milliseconds since 1970; absent if it has no limit. */
  readonly expiresAt?: number;
}

/** An item of the stream: a person is asked, has answered, has not in time, or need not any more. */
export type InterruptNews<Asked extends FlowInterrupt = FlowInterrupt, Answer = unknown> =
  | {
      readonly type: 'interrupt';
      readonly action: 'pause' | 'expire' | 'cancel';
      readonly interrupt: Asked;
    }
  | {
      readonly type: 'interrupt';
      readonly action: 'resume';
      readonly interrupt: Asked;
      readonly answer: Answer;
    };

export type PayloadOf<T, N> = N extends keyof InterruptsOf<T>
  ? InterruptsOf<T>[N] extends { readonly payload: infer Payload }
    ? Payload
    : unknown
  : unknown;

export type AnswerTo<T, N> = N extends keyof InterruptsOf<T>
  ? InterruptsOf<T>[N] extends { readonly answer: infer Answer }
    ? Answer
    : unknown
  : unknown;

/** What a person may say, where a schema makes the answer of it. */
export type GivenAnswerTo<T, N> = N extends keyof GivenAnswersOf<T>
  ? GivenAnswersOf<T>[N]
  : AnswerTo<T, N>;

/** Each interrupt that an execution of the flow may wait for. */
export type InterruptOf<T> = {
  [N in NameOf<InterruptsOf<T>>]: FlowInterrupt<N, PayloadOf<T, N>>;
}[NameOf<InterruptsOf<T>>];

/** What readers of the stream are given: the items of the chunks, and news of those a person is asked. */
export type StreamItemOf<T> = T extends { readonly interrupts: object }
  ? StreamOf<T> | InterruptNews<InterruptOf<T>, AnswerTo<T, NameOf<InterruptsOf<T>>>>
  : StreamOf<T>;
