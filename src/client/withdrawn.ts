// In: nothing. Out: the event that takes back a whole answer.
// Another text follows it, or another attempt.
// Knows nothing of where answers come from.

import type { FieldEvent } from '../protocol/index.js';

export const WITHDRAWN: FieldEvent = {
  type: 'replaced',
  path: '',
  wildcardPath: '',
  indexes: [],
  segments: [],
  value: undefined,
  isComplete: false,
};
