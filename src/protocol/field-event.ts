// In: nothing. Out: the types of events about one field of an answer, and the address they carry.
// One event is one fact about one field; with the answer's type, what a `done` event has for a value is known by its place.
// Knows nothing of runs.

import type { FieldPath, WildcardPath } from './field-path.js';
import type { FieldSpot, FieldSpots, Measured } from './field-spot.js';
import type { Path } from './path.js';

/** What a value turned out to be at its first character. Numbers, booleans and null have no start: they appear whole. */
export type StartKind = 'object' | 'array' | 'string';

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

/** A fact about one field of an answer of type `T`; see `InstantEvent`. */
export type FieldEvent<T = unknown> =
  | EventAnywhere<FieldPath<T>, WildcardPath<T>>
  | ([Measured<T>] extends [never]
      ? never
      : unknown extends T
        ? DoneEvent
        : EventOf<FieldSpots<T>>);
