// In: a name, what a person is shown, how long to wait. Out: the value a chunk returns to be gone on with by an answer.
// The chunk is over then: nothing of it has to be kept but its place in the flow, so waiting may outlive the process.
// Knows nothing of executions.

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

/** What is wrong with the pause of a call and what the call returned; undefined where the two go together. */
export function wrongPause(
  asks: boolean,
  pause: PauseRequest | undefined,
  value: unknown,
): string | undefined {
  if (pause !== undefined && !asks) {
    return 'Only a chunk asks people: let one ask before, and look at the answer here.';
  }
  if (pause !== undefined && value !== pause) {
    return 'What pauseFor gives is to be returned by the chunk: return pauseFor(…).';
  }
  return pause === undefined && value instanceof PauseRequest
    ? 'What another call of pauseFor gave was returned. Ask again: return pauseFor(…).'
    : undefined;
}
