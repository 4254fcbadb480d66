// In: nothing. Out: the types of what a run's log is made of, and of how a run ends.
// Everything a reader gets is one of these, or picked from them.
// Knows nothing of runs or readers.

import type { InstantEvent } from '../protocol/index.js';
import type { AgentError } from './error.js';
import type { OriginalPart } from './model.js';

/** A string is text of the answer as it came; an error ends the readers it concerns. */
export type RunEntry = string | InstantEvent | OriginalPart | AgentError;

/** How a run ended. */
export type RunOutcome = 'complete' | 'truncated' | 'stopped' | 'error';
