// In: nothing. Out: the types of what comes after an answer was written: fields asked for anew, and fields taken out.
// Laid over what arrived, so that a store can show it without knowing how it came about.
// Knows nothing of requests, schemas or listeners.

import type { InstantSnapshot, Path } from '../protocol/index.js';
import type { InstantError } from './error.js';

/** What is known of one field beside what arrived of it. */
export interface AmendedField {
  /** Where the field's state is read from; absent where it is the answer's own. */
  readonly snapshot?: InstantSnapshot | undefined;
  readonly isRetrying: boolean;
  readonly isDropped: boolean;
  readonly error: InstantError | undefined;
}

/** All that is laid over an answer. Immutable. */
export interface AmendedFields {
  /** The answer with it. */
  readonly over: (value: unknown) => unknown;
  readonly at: (path: Path) => AmendedField;
  /** What would be laid over it if nothing had arrived at a path. */
  readonly without: (path: string) => AmendedFields;
}

/** An answer with something else at a path, or something else laid over it there. */
export interface AmendedAnswer {
  readonly at: Path;
  /** What takes the place of what arrived. */
  readonly put: (arrived: InstantSnapshot) => AnyAnswer;
  /** What is to be laid over it; asked for when it is shown. */
  readonly rest: () => AmendedFields;
}

/** Whose value nobody has looked at yet; and how far it came. */
type AnyAnswer = Pick<InstantSnapshot, 'value' | 'invalid' | 'open' | 'outcome' | 'error'>;
