// In: a field's path and where it stands. Out: the attributes by which styles, tests and assistive technology know it.
// Busy until the field is final, so that nothing half-written is announced; no live region, so nothing per token.
// Knows nothing of values.

import type { FieldSnapshot } from '../client/index.js';
import type { FieldStatus } from '../protocol/index.js';

/** What is shown in the place of a field that the answer does not have (yet). */
export type StandIn = 'stale' | 'placeholder';

/** The part of a field that says whether another one stands in for it. */
type MaybeStandIn = Pick<FieldSnapshot, 'isStale' | 'isPlaceholder'>;

export function standInOf({ isStale, isPlaceholder }: MaybeStandIn): StandIn | undefined {
  return isStale ? 'stale' : isPlaceholder ? 'placeholder' : undefined;
}

/** The attributes of an element that shows a field. */
export interface FieldAttributes {
  readonly 'data-field': string;
  readonly 'data-status': FieldStatus;
  readonly 'data-stand-in': StandIn | undefined;
  /** Of a field of a flow's lane: its name. */
  readonly 'data-lane': string | undefined;
  readonly 'aria-busy': true | undefined;
}

export function fieldAttributes(
  path: string,
  status: FieldStatus,
  standIn?: StandIn,
  lane?: string,
): FieldAttributes {
  return {
    'data-field': path,
    'data-status': status,
    'data-stand-in': standIn,
    'data-lane': lane,
    'aria-busy': status === 'pending' || status === 'streaming' || undefined,
  };
}

/**
 * Returns the attributes that every element around a field carries here: `data-field`, `data-status`, `data-stand-in`
 * and, until the field is final, `aria-busy`. For components of your own.
 *
 * @example
 * ```tsx
 * import { useFieldState } from 'fieldwise/react';
 *
 * export function Mark() {
 *   const state = useFieldState('title', report);
 *   return <i {...fieldAttributesOf(state)}>{state.isComplete ? '✓' : '…'}</i>;
 * }
 * ```
 */
export function fieldAttributesOf(
  field: Pick<FieldSnapshot, 'path' | 'status'> & MaybeStandIn,
): FieldAttributes {
  return fieldAttributes(field.path, field.status, standInOf(field));
}
