// In: an event, and a literal path or pattern. Out: whether the event is about that field, and then its exact type.
// The path is walked through the answer's type, so that there is no end to the depth and no doubt about a record's keys.
// Knows nothing of who makes events or who reads them.

import type { CheckedPattern } from './checked-path.js';
import type { InstantEvent } from './event.js';
import type { DoneEvent, EventAnywhere, FieldEvent } from './field-event.js';
import { isFieldEvent } from './event.js';
import type { FieldValue } from './field-value.js';

/** What an event of an answer of type `T` about the field at `P` is; `P` may be a pattern. */
export type EventAt<T, P extends string> = string extends P
  ? FieldEvent<T>
  : EventAnywhere<Place<P>, Starred<P>> | DoneEvent<FieldValue<T, P>, Place<P>, Starred<P>>;

/** The answer that events are about: what is done at the root. */
export type AnswerOf<E> = [RootValue<E>] extends [never] ? unknown : RootValue<E>;

type RootValue<E> = E extends { type: 'done'; path: ''; value: infer T } ? T : never;

/** The paths that fit a pattern. */
type Place<P extends string> = P extends `${infer Before}[*]${infer After}`
  ? `${Before}[${number}]${Place<After>}`
  : P;

/** The pattern that a path fits. */
type Starred<P extends string> = P extends `${infer Before}[${infer Step}]${infer After}`
  ? `${Before}[${Step extends `${number}` ? '*' : Step}]${Starred<After>}`
  : P;

/**
 * True for events about the field at a path (`items[0].price`), or about every field that fits a pattern
 * (`items[*].price`), both as events write them. The value of a `done` event then has exactly the type of
 * {@link FieldValue}, at any depth of a recursive answer and under any key of a record. A path that the answer's type
 * does not have is an error where it is written.
 *
 * @example
 * function total(events: Iterable<InstantEvent<{ items: { price: number }[] }>>): number {
 *   let sum = 0;
 *   for (const event of events) {
 *     if (event.type === 'done' && isEventAt(event, 'items[*].price')) sum += event.value;
 *   }
 *   return sum;
 * }
 */
export function isEventAt<E extends InstantEvent, P extends string>(
  event: E | EventAt<AnswerOf<E>, NoInfer<P>>,
  path: CheckedPattern<AnswerOf<E>, P>,
): event is EventAt<AnswerOf<E>, P> {
  return isFieldEvent(event) && (event.path === path || event.wildcardPath === path);
}
