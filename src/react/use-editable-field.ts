'use client';
// In: a path. Out: that field as the user has it, the model's version beside it, and what can be done with either.
// Renders when the model's field changes or the user edits it, and for no other field.
// Knows nothing of forms.

import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { EditAt, EditedField, FieldSnapshot } from '../client/index.js';
import type { CheckedPath, Path, PathInput, Streaming } from '../protocol/index.js';
import { editsOf } from './edits-of.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { useTextInput } from './use-text-input.js';
import type { TextInputProps } from './use-text-input.js';
import { pathText, useFieldPart, wholeField } from './use-field.js';

/** A text input writes text: where the value is none, there is nothing that could be given to an element. */
type TextInputPropsOf<V> = unknown extends V
  ? TextInputProps
  : [V] extends [string | null | undefined]
    ? TextInputProps
    : unknown;

/** One field that both the model and the user write. */
export interface EditableField<V = unknown> extends Omit<EditedField, 'value'> {
  /** The path as {@link formatPath} writes it. */
  readonly path: string;
  /** The user's value where there is one, otherwise the model's, as it grows. */
  readonly value: Streaming<V> | undefined;
  /** The model's field: its value goes on growing, whatever the user wrote. */
  readonly model: FieldSnapshot<Streaming<V>>;
  /** Puts the user's value in the place of the model's; a function is given what is there now. */
  readonly set: (value: V | ((current: Streaming<V> | undefined) => V)) => void;
  /** Takes the model's value, as it is now and as it goes on. */
  readonly accept: () => void;
  /** Keeps the user's value; this run's model is no longer suggested. */
  readonly reject: () => void;
  /** Takes the last change of this field back. */
  readonly undo: () => void;
  /**
   * For `<input>` and `<textarea>` of a string: value, handlers, and attributes for styles. Text that arrives while the
   * element has the focus leaves the caret where it is. Other values have none: show `value` and call `set`.
   */
  readonly inputProps: TextInputPropsOf<V>;
}

/**
 * Returns a field that the user may change while it streams. The user's value wins as soon as there is one, and in
 * later runs too; the model's stays at hand in `model`, to be accepted or rejected.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * ```tsx
 * export function Title() {
 *   const title = useEditableField('title', report);
 *   return (
 *     <>
 *       <input aria-label="Title" {...title.inputProps} />
 *       {title.hasSuggestion && <button onClick={title.accept}>Use “{title.model.value}”</button>}
 *     </>
 *   );
 * }
 * ```
 */
export function useEditableField<T, P extends string | Path>(
  path: CheckedPath<T, P>,
  stream: StreamSource<T>,
): EditableField<EditAt<T, P>>;
export function useEditableField<V = unknown>(path: PathInput): EditableField<V>;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useEditableField<S extends StreamSource, P extends string | Path>(
  path: CheckedPath<SourceAnswer<S>, P>,
  stream: S,
): EditableField<EditAt<SourceAnswer<S>, P>>;
export function useEditableField(path: PathInput, stream?: StreamSource): EditableField {
  const run = useRun(stream);
  const text = pathText(path);
  const model = useFieldPart(run, text, wholeField);
  const edits = editsOf(run);
  const subscribe = useCallback(
    (onChange: () => void) => edits.subscribeField(text, onChange),
    [edits, text],
  );
  const all = useSyncExternalStore(subscribe, edits.getSnapshot, edits.getSnapshot);
  const edited = useMemo(() => all.fieldOf(model), [all, model]);
  const controls = useMemo(
    () => ({
      set: (value: unknown) => {
        const next: unknown =
          typeof value === 'function' ? value(edits.getField(text).value) : value;
        edits.set(text, next);
      },
      accept: () => edits.accept(text),
      reject: () => edits.reject(text),
      undo: () => edits.undo(text),
    }),
    [edits, text],
  );
  const inputProps = useTextInput({ path: text, model, edited, edits });
  return useMemo(
    () => ({ ...edited, ...controls, path: text, model, inputProps }),
    [edited, controls, text, model, inputProps],
  );
}
