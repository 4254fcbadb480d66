// In: nothing. Out: the words for how far an execution is.
// Knows nothing of what makes it so.

/** `waiting` has nothing to do but wait for people; `failed` has an error of a chunk or ran out of time; `stalled` has nothing left to do and no result. */
export type ExecutionStatus =
  | 'created'
  | 'running'
  | 'waiting'
  | 'completed'
  | 'failed'
  | 'stalled'
  | 'cancelled';
