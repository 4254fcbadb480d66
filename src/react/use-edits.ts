'use client';
// In: a stream. Out: what the user changed of its answer, as a whole: to save it, or to take it back.
// Renders when something is edited; what the model sends does not render it.
// Knows nothing of single fields.

import { useMemo, useSyncExternalStore } from 'react';
import type { Edits, EditsSnapshot } from '../client/index.js';
import { editsOf } from './edits-of.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';

/** All edits of a stream: which there are, and what can be done with them. */
export interface StreamEdits<T = unknown>
  extends EditsSnapshot, Pick<Edits<T>, 'getValue' | 'undo' | 'discard'> {
  /** The edits themselves, for code outside React. */
  readonly edits: Edits<T>;
}

/**
 * Returns what the user changed of an answer: `{ paths, isDirty, canUndo, getValue, undo, discard }`. `getValue()` is
 * the answer with the user's values in it, to be saved or checked by the schema.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export function Save() {
 *   const { isDirty, undo, canUndo, getValue } = useEdits(report);
 *   return (
 *     <>
 *       <button disabled={!canUndo} onClick={() => undo()}>Undo</button>
 *       <button disabled={!isDirty} onClick={() => console.log(getValue())}>Save</button>
 *     </>
 *   );
 * }
 * ```
 */
export function useEdits<T = unknown>(stream?: StreamSource<T>): StreamEdits<T>;
// Of one stream or another.
export function useEdits<S extends StreamSource>(stream: S): StreamEdits<SourceAnswer<S>>;
export function useEdits(stream?: StreamSource): StreamEdits {
  const edits = editsOf(useRun(stream));
  const snapshot = useSyncExternalStore(edits.subscribe, edits.getSnapshot, edits.getSnapshot);
  return useMemo(() => {
    const { undo, discard } = edits;
    // Another one after each edit: a compiled component keeps what the same function returned.
    const getValue = () => edits.getValue();
    return { ...snapshot, edits, getValue, undo, discard };
  }, [edits, snapshot]);
}
