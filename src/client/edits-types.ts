// In: nothing. Out: the types of a user's changes to an answer, of all of them and of one field.
// Knows nothing of how they are kept.

import type { CheckedPath, FieldValue, Path, Streaming } from '../protocol/index.js';
import type { FieldSnapshot } from './run-snapshot.js';

/** What may be put at `P`: typed where it is a written path. */
export type EditAt<T, P> = P extends string ? FieldValue<T, P> : unknown;

/** All edits of a run. Immutable; the same object until one changed. */
export interface EditsSnapshot {
  /** Where something was edited, as {@link formatPath} writes it, in the order of the first edit there. */
  readonly paths: readonly string[];
  /**
   * Those of them that the complete answer has no place for, because a list of it has become shorter. They are kept, and
   * are not in the value; `getField` has them, `accept` and `undo` take them back.
   */
  readonly unplaced: readonly string[];
  readonly isDirty: boolean;
  readonly canUndo: boolean;
  /** The user's version of a field of the model. */
  readonly fieldOf: (model: FieldSnapshot) => EditedField;
}

/** One field as the user has it. Immutable, made anew at every call. */
export interface EditedField {
  /** The user's value where there is one, otherwise the model's. */
  readonly value: unknown;
  /** The user changed it, or something above it or in it. */
  readonly isDirty: boolean;
  /** The model says something else, and the user has not rejected that. */
  readonly hasSuggestion: boolean;
  /** The last change of this field can be taken back. */
  readonly canUndo: boolean;
}

/** A user's changes to the answer of one run. Functions keep their identity and need no `this`. */
export interface Edits<T = unknown> {
  readonly getSnapshot: () => EditsSnapshot;
  /** Calls the listener after every edit; returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly getField: <P extends string | Path>(path: CheckedPath<T, P>) => EditedField;
  /** Calls the listener after an edit at the path, above it or below it. What the model sends is told by the run. */
  readonly subscribeField: <P extends string | Path>(
    path: CheckedPath<T, P>,
    listener: () => void,
  ) => () => void;
  /**
   * Puts the user's value in the place of the model's; what is edited below is replaced with it. Each is a step of its
   * own, but what `isTyping` at one path, one after another, is taken back together.
   */
  readonly set: <P extends string | Path>(
    path: CheckedPath<T, P>,
    value: EditAt<T, P>,
    how?: { readonly isTyping?: boolean },
  ) => void;
  /** Ends a step of typing. */
  readonly commit: () => void;
  /** Takes the model's value, as it is now and as it goes on. */
  readonly accept: <P extends string | Path>(path: CheckedPath<T, P>) => void;
  /** Keeps the user's value, and says no more of the model's until the next run. */
  readonly reject: <P extends string | Path>(path: CheckedPath<T, P>) => void;
  /** Takes the last change back: of one field, or of all. At most the last 200 are kept. */
  readonly undo: <P extends string | Path>(path?: CheckedPath<T, P>) => void;
  /** Forgets all edits, and that they were made. */
  readonly discard: () => void;
  /** The whole answer as the user has it, without what is `unplaced`: to be saved, or checked by the schema. */
  readonly getValue: () => Streaming<T> | undefined;
}
