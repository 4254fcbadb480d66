// In: nothing. Out: the types of instant events, the one vocabulary every room speaks.
// One event is one fact about one field, or one fact about the run.
// Knows nothing of who makes events or who reads them.

import type {
  InterruptEvent,
  ItemEvent,
  Pathless,
  ProgressEvent,
  SignalEvent,
} from './beside-event.js';
import type { FieldPath, WildcardPath } from './field-path.js';
import type { FieldSpot, FieldSpots, Measured } from './field-spot.js';
import type { InstantMeta } from './meta.js';
import type { Path } from './path.js';

/** What a value turned out to be at its first character. Numbers, booleans and null have no start: they appear whole. */
export type StartKind = 'object' | 'array' | 'string';

/** How a run ended: closed by the grammar, cut off before that, or stopped by its reader. */
export type Outcome = 'complete' | 'truncated' | 'stopped';

/** The address every field event carries. */
export interface FieldAddress<P extends string = string, Wildcard extends string = string> {
  /** `items[0].title`; the root is `''`. */
  readonly path: P;
  /** The path with every index as `[*]`: `items[*].title`. */
  readonly wildcardPath: Wildcard;
  /** The indexes of `path`, outermost first. */
  readonly indexes: readonly number[];
  /** The lossless form of `path`. */
  readonly segments: Path;
}

/** A value's type is known, nothing more. `value` is the empty value of its kind. */
export interface StartEvent<
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'start';
  readonly kind: StartKind;
  readonly value: '' | readonly never[] | Readonly<Record<string, never>>;
  readonly isComplete: false;
}

/** A string grew by `delta`; `value` is the whole string so far. Neither ever ends inside a surrogate pair. */
export interface DeltaEvent<
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'delta';
  readonly delta: string;
  readonly value: string;
  readonly isComplete: false;
}

/** The grammar closed the value; it will not change without a `replaced` event. Children come before their parents, the root last. */
export interface DoneEvent<
  Value = unknown,
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'done';
  readonly value: Value;
  readonly isComplete: true;
}

/**
 * What was known at `path` is withdrawn: its key came again, or its container has it otherwise. The new value follows,
 * unless the container's schema has nothing there.
 */
export interface ReplacedEvent<
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'replaced';
  readonly value: undefined;
  readonly isComplete: false;
}

/** One thing that is wrong with a field. */
export interface FieldIssue {
  /** The written path of what is wrong, from the root: the field's own or one below it. */
  readonly path: string;
  readonly message: string;
  /**
   * What a function of the schema threw, on this side of the network: not enumerable, as on an error, so neither a copy
   * nor JSON has it.
   */
  readonly cause?: unknown;
}

/** The value closed and does not fit its schema. An object or array is invalid when anything in it is. */
export interface InvalidEvent<
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'invalid';
  /** What the model wrote. */
  readonly value: unknown;
  readonly issues: readonly FieldIssue[];
  /** It is closed, like a `done` one: `isComplete` alone does not promise a value of the schema's type. */
  readonly isComplete: true;
}

/** The object or array around it is about to close without it. */
export interface MissingEvent<
  P extends string = string,
  Wildcard extends string = string,
> extends FieldAddress<P, Wildcard> {
  readonly type: 'missing';
  readonly value: undefined;
  readonly isComplete: false;
}

type EventOf<Spot> =
  Spot extends FieldSpot<infer Value, infer P, infer Wildcard>
    ? DoneEvent<Value, P, Wildcard>
    : never;

/** Events whose value does not depend on their place: one member of the union stands for all places. */
export type EventAnywhere<P extends string, Wildcard extends string> =
  | StartEvent<P, Wildcard>
  | DeltaEvent<P, Wildcard>
  | InvalidEvent<P, Wildcard>
  | MissingEvent<P, Wildcard>
  | ReplacedEvent<P, Wildcard>;

/** A fact about one field of an answer of type `T`; see {@link InstantEvent}. */
export type FieldEvent<T = unknown> =
  | EventAnywhere<FieldPath<T>, WildcardPath<T>>
  | ([Measured<T>] extends [never]
      ? never
      : unknown extends T
        ? DoneEvent
        : EventOf<FieldSpots<T>>);

/** The model thinks aloud; not part of the answer. */
export interface ReasoningEvent extends Pathless {
  readonly type: 'reasoning';
  readonly delta: string;
}

/** Facts about the call; a later one adds to an earlier one. */
export interface MetaEvent extends InstantMeta, Pathless {
  readonly type: 'meta';
}

/**
 * The answer is asked for again: what was known of it is withdrawn, and so are its reasoning and meta. What follows is of
 * the new attempt, from the root on.
 */
export interface AttemptEvent extends Pathless {
  readonly type: 'attempt';
  /** The number of the attempt that begins: 2 for the first that follows. */
  readonly attempt: number;
  /** Why the one before does not count: the code of an error, such as `missing-keys`. */
  readonly reason: string;
  /** The first 100 paths that it lacked, as they are in that attempt: `items[1].note`. Only where the reason is `missing-keys`. */
  readonly missing?: readonly string[];
}

/** Which call of a tool an event is about. */
interface ToolFacts extends Pathless {
  readonly type: 'tool';
  /** Of this call; the provider's, where it has one. */
  readonly callId: string;
  readonly toolName: string;
  /** Which call of this tool it is in the response, from 0. */
  readonly index: number;
  /** Which call of the model asked for it, from 1. */
  readonly round: number;
}

/** The model writes what it calls a tool with: a fact about one field of that input. */
export interface ToolInputEvent extends ToolFacts {
  readonly phase: 'input';
  /** Where the field is among all inputs: `tool.search[0].query` is `query` of the first call of `search`. */
  readonly toolPath: string;
  /** The fact. Its path begins at the input's root: the answer's fields are elsewhere. */
  readonly field: FieldEvent;
}

/** The input is whole and fits its schema, and the tool was called with it. */
export interface ToolCallEvent extends ToolFacts {
  readonly phase: 'call';
  readonly input: unknown;
}

/** The tool answered. Calls of one round end in any order. */
export interface ToolResultEvent extends ToolFacts {
  readonly phase: 'result';
  readonly output: unknown;
  /** From the call on, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Why a call came to nothing: its input does not fit, there is no tool of that name, the tool threw, took too long, or
 * was not allowed.
 */
export type ToolErrorCode =
  | 'invalid-input'
  | 'unknown-tool'
  | 'tool-failed'
  | 'tool-timeout'
  | 'tool-denied';

/** The call came to nothing, and the model is told so. */
export interface ToolErrorEvent extends ToolFacts {
  readonly phase: 'error';
  readonly code: ToolErrorCode;
  /** What the model is told. */
  readonly message: string;
  readonly durationMs: number;
}

/**
 * One fact about one call of a tool. Tools are beside the answer: no path of it leads to their inputs, and another attempt
 * withdraws nothing of theirs, for what was called was called.
 */
export type ToolEvent = ToolInputEvent | ToolCallEvent | ToolResultEvent | ToolErrorEvent;

/**
 * A fact about another answer, which streams beside this one. Each lane is an answer with all the laws of its own, up to
 * its own `end` or `error`; lanes may be told by turns. After the end of a lane one of the same name begins anew.
 */
export interface LaneEvent extends Pathless {
  readonly type: 'lane';
  readonly lane: string;
  /** The chunk of a flow that shows it. */
  readonly chunk?: string;
  readonly event: InstantEvent;
}

/** The last event of a run that did not fail. `incomplete` lists the paths begun and never closed, outermost first. */
export interface EndEvent extends Pathless {
  readonly type: 'end';
  readonly outcome: Outcome;
  readonly incomplete: readonly string[];
}

/** The last event of a run that failed. Everything received before it stands. */
export interface ErrorEvent<P extends string = string> extends Omit<Pathless, 'path'> {
  readonly type: 'error';
  /** Stable and kebab-case; `internal` when the real error was kept from the reader. */
  readonly code: string;
  readonly message: string;
  /** The field being read when it happened. */
  readonly path?: P;
}

/** A fact about the whole run. */
export type RunEvent<P extends string = string> =
  | AttemptEvent
  | ReasoningEvent
  | MetaEvent
  | ToolEvent
  | LaneEvent
  | SignalEvent
  | InterruptEvent
  | ProgressEvent
  | ItemEvent
  | EndEvent
  | ErrorEvent<P>;

/**
 * One fact about one field, or about the run. With the type of the whole answer, paths are checked, and the `value` of a
 * `done` event has the type of its place: told by a literal `path`, or a `wildcardPath` where there are indexes.
 *
 * `isComplete` is true of `done` and of `invalid` events, whose value is what the model wrote: `unknown`.
 *
 * A comparison knows of a recursive answer the turns that {@link FieldPath} writes out, and below a record what any
 * place there may have; {@link isEventAt} is exact.
 *
 * @example
 * type Order = { name: string; items: { price: number }[] };
 * function total(events: Iterable<InstantEvent<Order>>): number {
 *   let sum = 0;
 *   for (const event of events) {
 *     if (event.type === 'done' && event.wildcardPath === 'items[*].price') sum += event.value;
 *   }
 *   return sum;
 * }
 */
export type InstantEvent<T = unknown> = FieldEvent<T> | RunEvent<FieldPath<T>>;

/**
 * What a hand-written source may yield instead of {@link InstantEvent}: the derived parts of an address are optional,
 * and so are the parts that follow from `type`.
 */
export type InstantEventInput =
  | InstantEvent
  | RunEvent
  | { readonly type: 'start'; readonly path: string; readonly kind: StartKind }
  | { readonly type: 'delta'; readonly path: string; readonly delta: string }
  | { readonly type: 'done'; readonly path: string; readonly value: unknown }
  | {
      readonly type: 'invalid';
      readonly path: string;
      readonly value: unknown;
      readonly issues: readonly FieldIssue[];
    }
  | { readonly type: 'missing'; readonly path: string }
  | { readonly type: 'replaced'; readonly path: string }
  | {
      readonly type: 'lane';
      readonly lane: string;
      readonly chunk?: string;
      readonly path?: undefined;
      readonly event: InstantEventInput;
    };

/** True for events about one field; such an event has `path`, `value` and `isComplete`. */
export function isFieldEvent<E extends InstantEventInput>(
  event: E,
): event is Extract<E, { path: string; type: FieldEvent['type'] }> {
  return (
    event.type === 'start' ||
    event.type === 'delta' ||
    event.type === 'done' ||
    event.type === 'invalid' ||
    event.type === 'missing' ||
    event.type === 'replaced'
  );
}
