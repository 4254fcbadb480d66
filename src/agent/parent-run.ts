// In: nothing. Out: the type of what a response is a part of, for those who are told of it.
// Passed on as it is: nothing here looks for it in the surroundings of a call.
// Knows nothing of flows.

import { AgentError } from './error.js';

/** What a response is a part of: the `run` of a flow's chunk, or anything else that has ids. */
export interface ParentRun {
  readonly runId: string;
  /** Of the outermost around it. */
  readonly rootRunId?: string;
}

/** @throws {AgentError} `invalid-option` */
export function checkParent(parent: ParentRun | undefined): void {
  if (parent === undefined || typeof parent?.runId === 'string') return;
  throw new AgentError(
    'invalid-option',
    'getResponse: `parent` has no `runId`. Pass the `run` of a chunk, or an object with one.',
  );
}
