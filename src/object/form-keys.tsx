'use client';
// In: an object whose keys are data. Out: what is at each of them, with a button to take it away, and an input for one more.
// Either makes the object the user's, as a whole, so both wait until the model has written it.
// Knows nothing of what is at a key.

import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { isContainer, setOwn, type JsonObject } from '../internal/own.js';
import { blankOfOne } from './blank-value.js';
import { useEdited, useForm, useIsWaiting } from './form-context.js';
import { focusFirst } from './form-items.js';
import type { FormPartProps } from './form-parts-props.js';
import { below, labelOf, settingsOf, useObject } from './object-context.js';
import { numberAt, objectAt, textAt } from './object-schema.js';
import { extraKeys } from './part-kinds.js';
import type { Shape } from './shape.js';

interface FormKeysProps {
  readonly path: string;
  readonly shape: Shape;
  readonly trail: readonly object[];
  /** Instead of the label that the schema has. */
  readonly label: string | undefined;
  readonly render: (props: FormPartProps) => ReactNode;
}

export function FormKeys({ path, shape, trail, render, ...given }: FormKeysProps): ReactNode {
  const surroundings = useObject();
  const { edits, formTexts } = useForm();
  const [draft, setDraft] = useState('');
  const keys = JSON.parse(useEdited(path, (value) => extraKeys(shape, value))) as string[];
  const isWaiting = useIsWaiting(path);
  const reason = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const added = useRef<string | undefined>(undefined);
  const label = given.label ?? (labelOf(surroundings, path, shape) || formTexts.kind(shape.kind));
  const entryOf = (key: string) =>
    [...(list.current?.children ?? [])].find((entry) => entry.getAttribute('data-key') === key);
  // With the very commit that shows it: whoever sees it finds the focus there.
  useEffect(() => {
    if (added.current !== undefined) focusFirst(entryOf(added.current));
    added.current = undefined;
  });
  const add = () => {
    if (isWaiting) return;
    if (draft === '' || !input.current?.reportValidity()) return input.current?.focus();
    // One that is there already is what was meant.
    if (keys.includes(draft)) return focusFirst(entryOf(draft));
    added.current = draft;
    const value = copyOf(edits.getField(path).value);
    setOwn(value, draft, blankOfOne(surroundings.shapes, shape.rest));
    edits.set(path, value);
    setDraft('');
  };
  const remove = (key: string) => {
    edits.set(path, copyOf(edits.getField(path).value, key));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    // It would submit the form.
    event.preventDefault();
    add();
  };
  const waiting = isWaiting && { 'aria-disabled': true, 'aria-describedby': reason };
  const shown = keys.filter((key) => settingsOf(surroundings, below(path, key)).isHidden !== true);
  return (
    <>
      {shown.length > 0 && (
        <ul ref={list}>
          {shown.map((key) => (
            <li key={key} data-key={key}>
              {render({
                path: below(path, key),
                part: shape.rest,
                label: settingsOf(surroundings, below(path, key)).label ?? key,
                isRequired: true,
                trail,
              })}
              <button
                type="button"
                data-action="remove"
                onClick={isWaiting ? undefined : () => remove(key)}
                {...waiting}
              >
                {formTexts.removeKey(label, key)}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div data-row="key">
        <label htmlFor={`${reason}k`}>{formTexts.key(label)}</label>
        <input
          id={`${reason}k`}
          ref={input}
          value={draft}
          {...limitsOf(shape)}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="button" data-action="add" onClick={add} {...waiting}>
          {formTexts.add(label)}
        </button>
      </div>
      {isWaiting && (
        <p id={reason} data-reason="">
          {formTexts.writing(label)}
        </p>
      )}
    </>
  );
}

/** What a schema says of keys, as the browser checks it. Its patterns may fit anywhere, those of an input all of it. */
function limitsOf({ schema }: Shape) {
  const names = objectAt(schema, 'propertyNames') ?? {};
  const pattern = textAt(names, 'pattern');
  return {
    pattern: pattern === undefined ? undefined : `.*(?:${pattern}).*`,
    minLength: numberAt(names, 'minLength'),
    maxLength: numberAt(names, 'maxLength'),
  };
}

/** A plain copy, without one of its keys. */
function copyOf(value: unknown, without?: string): JsonObject {
  const copy: JsonObject = {};
  if (!isContainer(value) || Array.isArray(value)) return copy;
  for (const [key, each] of Object.entries(value)) if (key !== without) setOwn(copy, key, each);
  return copy;
}
