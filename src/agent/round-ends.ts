// In: a call that came to nothing, or one call or round too many. Out: whether it ends the response, and the error that does.
// Knows nothing of how tools are called.

import { AgentError } from './error.js';
import type { EndedCall } from './tool-ledger.js';

/** What broke has a cause: a tool, its time, its approval. What the model did wrong has none, and a denial is a decision. */
export function isFailed({ outcome }: EndedCall): boolean {
  return 'cause' in outcome;
}

export function toolFailed({ facts, outcome }: EndedCall): AgentError {
  return new AgentError(
    'tool-failed',
    `The tool ${facts.toolName}, or its approval, failed, and the request asks for no answer without it (toolErrors: 'fail'). ` +
      'Its error is the cause; without the option the model is told and goes on.',
    'cause' in outcome ? { cause: outcome.cause } : {},
  );
}

export function roundsExceeded(maxRounds: number): AgentError {
  return new AgentError(
    'rounds-exceeded',
    `The model called tools ${maxRounds} times and wants to call more before it answers. ` +
      'Raise maxRounds, or tell the model when it has enough.',
  );
}

/** A plan of calls that is read no further. */
export function planExceeded(cause: Error): AgentError {
  return new AgentError(
    'unreadable-output',
    `What the model plans to call is read no further, and none of it was called. ${cause.message}`,
    { cause },
  );
}

export function callsExceeded(maxCalls: number): AgentError {
  return new AgentError(
    'calls-exceeded',
    `The model called more than ${maxCalls} tools at once; none of these calls was made. ` +
      'Raise maxCalls, or give it a tool that takes a list.',
  );
}
