// In: nothing. Out: the slots that take a value, in the order in which they are written.
// Knows nothing of what a model is told of them.

export const VALUE_SLOTS = [
  'system',
  'developer',
  'role',
  'rule',
  'userInfo',
  'info',
  'instruct',
  'examples',
  'input',
] as const;

export type ValueSlot = (typeof VALUE_SLOTS)[number];
