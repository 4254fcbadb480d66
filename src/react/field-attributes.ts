// In: a field's path and status. Out: the attributes by which styles, tests and assistive technology know it.
// Busy until the field is final, so that nothing half-written is announced; no live region, so nothing per token.
// Knows nothing of values.

import type { FieldStatus } from '../protocol/index.js';

export interface FieldAttributes {
  readonly 'data-field': string;
  readonly 'data-status': FieldStatus;
  readonly 'aria-busy': true | undefined;
}

export function fieldAttributes(path: string, status: FieldStatus): FieldAttributes {
  return {
    'data-field': path,
    'data-status': status,
    'aria-busy': status === 'pending' || status === 'streaming' || undefined,
  };
}
