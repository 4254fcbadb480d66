'use client';
// In: a field, and where its edits go. Out: the props of a text input that shows and edits it.
// Text that the model adds leaves the caret alone; assigning an input's value would move it to the end.
// Knows nothing of what the field means.

import { useMemo, useRef } from 'react';
import type { ChangeEvent, SyntheticEvent } from 'react';
import type { EditedField, Edits, FieldSnapshot } from '../client/index.js';
import { fieldAttributes } from './field-attributes.js';
import type { FieldAttributes } from './field-attributes.js';
import { shownValue } from './structured-field.js';
import { useIsomorphicLayoutEffect } from './use-isomorphic-layout-effect.js';

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Props for `<input>` and `<textarea>`. */
export interface TextInputProps extends FieldAttributes {
  readonly value: string;
  readonly onChange: (event: ChangeEvent<TextElement>) => void;
  readonly onSelect: (event: SyntheticEvent<TextElement>) => void;
  readonly onBlur: () => void;
  /** Set while the user's value is shown. */
  readonly 'data-dirty': true | undefined;
}

interface Caret {
  readonly element: TextElement;
  readonly start: number;
  readonly end: number;
  readonly length: number;
}

export function useTextInput({
  path,
  model,
  edited,
  edits,
}: {
  readonly path: string;
  readonly model: FieldSnapshot;
  readonly edited: EditedField;
  readonly edits: Edits;
}): TextInputProps {
  const caret = useRef<Caret | undefined>(undefined);
  const { isDirty } = edited;
  const value = shownValue(edited.value);
  const handlers = useMemo(
    () => ({
      onChange: (event: ChangeEvent<TextElement>) =>
        edits.set(path, event.target.value, { isTyping: true }),
      onSelect: ({ currentTarget }: SyntheticEvent<TextElement>) =>
        void (caret.current = caretOf(currentTarget)),
      onBlur: () => {
        caret.current = undefined;
        edits.commit();
      },
    }),
    [edits, path],
  );
  useIsomorphicLayoutEffect(() => {
    if (!isDirty) keepCaret(caret);
  }, [value, isDirty]);
  const { status } = model;
  return useMemo(
    () => ({
      ...fieldAttributes(path, status),
      'data-dirty': isDirty || undefined,
      value,
      ...handlers,
    }),
    [path, status, isDirty, value, handlers],
  );
}

function caretOf(element: TextElement): Caret | undefined {
  const { selectionStart: start, selectionEnd: end, value } = element;
  // Inputs of other kinds (email, number) have no selection.
  return start === null || end === null ? undefined : { element, start, end, length: value.length };
}

/** A caret at the end goes on with the text; one inside it stays. */
function keepCaret(caret: { current: Caret | undefined }): void {
  if (caret.current === undefined) return;
  const { element, start, end, length } = caret.current;
  if (element.ownerDocument.activeElement !== element || element.value.length < length) return;
  if (end < length) element.setSelectionRange(start, end);
  caret.current = caretOf(element);
}
