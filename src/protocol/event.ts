// In: nothing. Out: the types of instant events, the one vocabulary every room speaks.
// One event is one fact about one field, or one fact about the run.
// Knows nothing of who makes events or who reads them.

import type { Path } from './path.js';

/** What a value turned out to be at its first character. Numbers, booleans and null have no start: they appear whole. */
export type StartKind = 'object' | 'array' | 'string';

/** How a run ended: closed by the grammar, cut off before that, or stopped by its reader. */
export type Outcome = 'complete' | 'truncated' | 'stopped';

/** The address every field event carries. */
export interface FieldAddress {
  /** `items[0].title`; the root is `''`. */
  readonly path: string;
  /** The path with every index as `[*]`: `items[*].title`. */
  readonly wildcardPath: string;
  /** The indexes of `path`, outermost first. */
  readonly indexes: readonly number[];
  /** The lossless form of `path`. */
  readonly segments: Path;
}

/** A value's type is known, nothing more. `value` is the empty value of its kind. */
export interface StartEvent extends FieldAddress {
  readonly type: 'start';
  readonly kind: StartKind;
  readonly value: '' | readonly never[] | Readonly<Record<string, never>>;
  readonly isComplete: false;
}

/** A string grew by `delta`; `value` is the whole string so far. Neither ever ends inside a surrogate pair. */
export interface DeltaEvent extends FieldAddress {
  readonly type: 'delta';
  readonly delta: string;
  readonly value: string;
  readonly isComplete: false;
}

/** The grammar closed the value; it will not change. Children come before their parents, the root last. */
export interface DoneEvent<T = unknown> extends FieldAddress {
  readonly type: 'done';
  readonly value: T;
  readonly isComplete: true;
}

/** A key appeared again in its object: what was known at `path` is withdrawn, the new value follows. */
export interface ReplacedEvent extends FieldAddress {
  readonly type: 'replaced';
  readonly value: undefined;
  readonly isComplete: false;
}

/** A fact about one field. */
export type FieldEvent<T = unknown> = StartEvent | DeltaEvent | DoneEvent<T> | ReplacedEvent;

/** What an event about the run has nothing of, so that `if (event.isComplete)` finds done fields among all events. */
interface Pathless {
  readonly path?: undefined;
  readonly wildcardPath?: undefined;
  readonly isComplete?: undefined;
}

/** The model thinks aloud; not part of the answer. */
export interface ReasoningEvent extends Pathless {
  readonly type: 'reasoning';
  readonly delta: string;
}

/** What the provider said of the call. Counts are tokens; absent means the provider did not say. */
export interface InstantMeta {
  readonly id?: string;
  readonly model?: string;
  readonly finishReason?: string;
  readonly usage?: { readonly inputTokens?: number; readonly outputTokens?: number };
}

/** Facts about the call; a later one adds to an earlier one. */
export interface MetaEvent extends InstantMeta, Pathless {
  readonly type: 'meta';
}

/** The last event of a run that did not fail. `incomplete` lists the paths begun and never closed, outermost first. */
export interface EndEvent extends Pathless {
  readonly type: 'end';
  readonly outcome: Outcome;
  readonly incomplete: readonly string[];
}

/** The last event of a run that failed. Everything received before it stands. */
export interface ErrorEvent extends Omit<Pathless, 'path'> {
  readonly type: 'error';
  /** Stable and kebab-case; `internal` when the real error was kept from the reader. */
  readonly code: string;
  readonly message: string;
  /** The field being read when it happened. */
  readonly path?: string;
}

/** A fact about the whole run. */
export type RunEvent = ReasoningEvent | MetaEvent | EndEvent | ErrorEvent;

/** One fact about one field, or about the run. `T` is the type of a `done` event's value. */
export type InstantEvent<T = unknown> = FieldEvent<T> | RunEvent;

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
  | { readonly type: 'replaced'; readonly path: string };

/** True for events about one field; such an event has `path`, `value` and `isComplete`. */
export function isFieldEvent<E extends InstantEventInput>(
  event: E,
): event is Extract<E, { path: string; type: FieldEvent['type'] }> {
  return (
    event.type === 'start' ||
    event.type === 'delta' ||
    event.type === 'done' ||
    event.type === 'replaced'
  );
}
