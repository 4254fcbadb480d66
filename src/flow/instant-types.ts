// In: what runs through a flow. Out: the types of what an execution tells as events, and of the choice among it.
// Types only: nothing here exists at run time.
// Knows nothing of how an execution tells it.

import type {
  EndEvent,
  FieldEvent,
  InterruptEvent,
  ItemEvent,
  LaneEvent,
  ProgressEvent,
  SignalEvent,
} from '../protocol/index.js';
import type { EventsOf, InterruptsOf, NameOf, ResultOf, StreamOf } from './flow-types.js';
import type { AnswerTo, FlowInterrupt, PayloadOf } from './interrupt-types.js';

/** What is told beside lanes, items, questions and the result. Where a route sends it, a browser sees it. */
export interface InstantsOptions<Name extends string = string> {
  /** The names of events that are told when they are sent, with their payloads; `true` for all. @default none */
  readonly signals?: true | readonly Name[];
  /** Whether it is told when a chunk begins, returns, fails or waits. @default false */
  readonly progress?: boolean;
}

/** One fact of an execution: of its result, of a lane, or beside both. */
export type FlowInstant<T> =
  | FieldEvent<ResultOf<T>>
  | LaneEvent
  | FlowSignal<T>
  | FlowQuestion<T>
  | ItemOf<StreamOf<T>>
  | ProgressEvent
  | EndEvent;

interface SignalOf<Name extends string, Value> extends SignalEvent {
  readonly name: Name;
  readonly value: Value;
}

interface QuestionOf<Asked extends FlowInterrupt, Answer> extends InterruptEvent {
  readonly interrupt: Asked;
  readonly answer?: Answer;
}

interface ItemOf<Value> extends ItemEvent {
  readonly value: Value;
}

/** Each event of the flow, as a fact. */
export type FlowSignal<T> = {
  [N in NameOf<EventsOf<T>>]: SignalOf<N, EventsOf<T>[N]>;
}[NameOf<EventsOf<T>>];

/** Each question the flow may ask, as a fact. */
export type FlowQuestion<T> = {
  [N in NameOf<InterruptsOf<T>>]: QuestionOf<FlowInterrupt<N, PayloadOf<T, N>>, AnswerTo<T, N>>;
}[NameOf<InterruptsOf<T>>];
