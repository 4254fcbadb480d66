// In: nothing. Out: the types of what a run's log is made of, and of how a run ends.
// Everything a reader gets is one of these, or picked from them.
// Knows nothing of runs or readers.

import type { InstantEvent } from '../protocol/index.js';
import type { AgentError } from './error.js';
import type { OriginalPart, ThoughtChunk, ToolCallChunk, ToolInputChunk } from './model.js';

/** What the model said of a tool it calls, as it said it; what it amounts to, events tell. */
export interface SaidChunk {
  readonly type: 'said';
  readonly chunk: ThoughtChunk | ToolInputChunk | ToolCallChunk;
}

/** A string is text of the answer as it came; an error ends the readers it concerns. */
export type RunEntry = string | InstantEvent | OriginalPart | SaidChunk | AgentError;

/** How a run ended. */
export type RunOutcome = 'complete' | 'truncated' | 'stopped' | 'error';
