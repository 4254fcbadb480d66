// In: what is said of fields, of tools and beside the answer. Out: instant events, the one vocabulary every room speaks.
// One event is one fact about one field, or one fact about the run.
// Knows nothing of who makes events or who reads them.

import type {
  FactSource,
  InterruptEvent,
  ItemEvent,
  Pathless,
  ProgressEvent,
  SignalEvent,
} from './beside-event.js';
import type { FieldEvent, FieldIssue, StartKind } from './field-event.js';
import type { FieldPath } from './field-path.js';
import type { InstantMeta } from './meta.js';
import type { ToolEvent } from './tool-event.js';

/** How a run ended: closed by the grammar, cut off before that, or stopped by its reader. */
export type Outcome = 'complete' | 'truncated' | 'stopped';

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

/**
 * A fact about another answer, which streams beside this one. Each lane is an answer with all the laws of its own, up to
 * its own `end` or `error`; lanes may be told by turns. After the end of a lane one of the same name begins anew. Of a flow
 * it says which chunk shows it.
 */
export interface LaneEvent extends Pathless, FactSource {
  readonly type: 'lane';
  readonly lane: string;
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
  | (FactSource & {
      readonly type: 'lane';
      readonly lane: string;
      readonly path?: undefined;
      readonly event: InstantEventInput;
    });

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
