// In: a field's path and where it stands. Out: the attributes by which styles, tests and assistive technology know it.
// Busy until the field is final, so that nothing half-written is announced; no live region, so nothing per token.
// Knows nothing of values.

import type { FieldSnapshot } from '../client/index.js';
import type { FieldStatus } from '../protocol/index.js';

/** What is shown in the place of a field that the answer does not have (yet). */
export type StandIn = 'stale' | 'placeholder';

export function standInOf({ isStale, isPlaceholder }: FieldSnapshot): StandIn | undefined {
  return isStale ? 'stale' : isPlaceholder ? 'placeholder' : undefined;
}

export interface FieldAttributes {
  readonly 'data-field': string;
  readonly 'data-status': FieldStatus;
  readonly 'data-stand-in': StandIn | undefined;
  readonly 'aria-busy': true | undefined;
}

export function fieldAttributes(
  path: string,
  status: FieldStatus,
  standIn?: StandIn,
): FieldAttributes {
  return {
    'data-field': path,
    'data-status': status,
    'data-stand-in': standIn,
    'aria-busy': status === 'pending' || status === 'streaming' || undefined,
  };
}
