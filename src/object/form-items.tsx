'use client';
// In: a list. Out: its items in a form, with buttons to add one and to take one away.
// Either makes the list the user's, as a whole, so both wait until the model has written it. Whoever used a button finds the focus where they go on.
// Knows nothing of what an item is.

import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { blankItem } from './blank-value.js';
import { useEdited, useForm, useIsWaiting } from './form-context.js';
import { below, labelOf, useObject } from './object-context.js';
import type { FormPartProps } from './form-parts-props.js';
import { numberAt } from './object-schema.js';
import type { Shape } from './shape.js';

interface FormItemsProps {
  readonly path: string;
  readonly shape: Shape;
  readonly trail: readonly object[];
  /** Instead of the label that the schema has: of a list in a list. */
  readonly label: string | undefined;
  readonly render: (props: FormPartProps) => ReactNode;
}

export function FormItems({ path, shape, trail, render, ...given }: FormItemsProps): ReactNode {
  const surroundings = useObject();
  const { edits, formTexts } = useForm();
  const length = useEdited(path, lengthOf);
  const isWaiting = useIsWaiting(path);
  const reason = useId();
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const isAdding = useRef(false);
  const label = given.label ?? labelOf(surroundings, path, shape);
  const change = (next: (items: readonly unknown[]) => readonly unknown[]) =>
    edits.set(path, next(itemsOf(edits.getField(path).value)));
  const add = () => {
    isAdding.current = true;
    change((items) => [...items, blankItem(surroundings.shapes, shape.rest)]);
  };
  // With the very commit that shows the item: whoever sees it finds the focus there.
  useEffect(() => {
    if (isAdding.current) focusFirst(list.current?.lastElementChild);
    isAdding.current = false;
  });
  const remove = (index: number) => {
    change((items) => items.filter((_, at) => at !== index));
    adder.current?.focus();
  };
  const waiting = isWaiting && {
    'aria-disabled': true,
    'aria-describedby': reason,
    onClick: undefined,
  };
  const isFull = length >= (numberAt(shape.schema, 'maxItems') ?? Infinity);
  return (
    <>
      <ol ref={list}>
        {Array.from({ length }, (_, index) => (
          <li key={index}>
            {render({
              path: below(path, index),
              part: shape.rest,
              label: `${label} ${index + 1}`,
              isRequired: true,
              trail,
            })}
            <button type="button" data-action="remove" onClick={() => remove(index)} {...waiting}>
              {formTexts.remove(label, index + 1)}
            </button>
          </li>
        ))}
      </ol>
      <button
        type="button"
        data-action="add"
        ref={adder}
        aria-disabled={isFull}
        onClick={isFull ? undefined : add}
        {...waiting}
      >
        {formTexts.add(label)}
      </button>
      {isWaiting && (
        <p id={reason} data-reason="">
          {formTexts.writing(label)}
        </p>
      )}
    </>
  );
}

/** Of a list in the list that is the button by which something is added to it. */
export function focusFirst(element: Element | null | undefined): void {
  element?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
}

const lengthOf = (value: unknown) => itemsOf(value).length;

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
