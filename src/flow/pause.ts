// In: a name, what a person is shown, how long to wait. Out: the value a chunk returns to be gone on with by an answer.
// The chunk is over then: nothing of it has to be kept but its place in the flow, so waiting may outlive the process.
// Knows nothing of executions.

import { FlowError } from './error.js';

export interface PauseLimit {
  readonly timeoutMs: number;
  /** The answer when the time is up; without it the chunk fails. */
  readonly otherwise: { readonly value: unknown } | undefined;
}

export class PauseRequest {
  readonly name: string;
  readonly payload: unknown;
  readonly limit: PauseLimit | undefined;

  constructor(name: string, payload: unknown, limit: PauseLimit | undefined) {
    this.name = name;
    this.payload = payload;
    this.limit = limit;
  }
}

export function unreturned(chunk: string): FlowError {
  const what = 'What pauseFor gives is to be returned by the chunk: return pauseFor(…).';
  return new FlowError('invalid-pause', what, { chunk });
}
