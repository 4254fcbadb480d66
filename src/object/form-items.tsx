'use client';
// In: a list. Out: its items in a form, with buttons to add one and to take one away.
// Either makes the list the user's, as a whole. Whoever used a button finds the focus where they go on.
// Knows nothing of what an item is.

import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useEdited, useForm } from './form-context.js';
import { below, labelOf, useObject } from './object-context.js';
import type { FormPartProps } from './form-parts-props.js';
import { numberAt } from './object-schema.js';
import type { Shape, Shapes } from './shape.js';

interface FormItemsProps {
  readonly path: string;
  readonly shape: Shape;
  readonly trail: readonly object[];
  readonly render: (props: FormPartProps) => ReactNode;
}

export function FormItems({ path, shape, trail, render }: FormItemsProps): ReactNode {
  const surroundings = useObject();
  const { edits, formTexts } = useForm();
  const length = useEdited(path, lengthOf);
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const label = labelOf(surroundings, path, shape);
  const change = (next: (items: readonly unknown[]) => readonly unknown[]) =>
    edits.set(path, next(itemsOf(edits.getField(path).value)));
  const add = () => {
    change((items) => [...items, blank(surroundings.shapes, shape.rest)]);
    // The item is there once React has rendered it.
    requestAnimationFrame(() => focusFirst(list.current?.lastElementChild));
  };
  const remove = (index: number) => {
    change((items) => items.filter((_, at) => at !== index));
    adder.current?.focus();
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
            <button type="button" data-action="remove" onClick={() => remove(index)}>
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
      >
        {formTexts.add(label)}
      </button>
    </>
  );
}

function focusFirst(element: Element | null | undefined): void {
  element?.querySelector<HTMLElement>('input, textarea, select')?.focus();
}

/** What a new item begins with: its default, its fixed keys, or nothing. */
function blank(shapes: Shapes, part: unknown): unknown {
  const { kind, schema, properties, choices } = shapes.of(part);
  if ('default' in schema) return schema['default'];
  switch (kind) {
    case 'object':
      return Object.fromEntries(
        properties
          .map(({ key, schema: inner }) => [key, shapes.of(inner)] as const)
          .filter(([, inner]) => 'const' in inner.schema)
          .map(([key, inner]) => [key, inner.choices[0]]),
      );
    case 'list':
    case 'tuple':
      return [];
    case 'boolean':
      return false;
    case 'enum':
      return choices.length === 1 ? choices[0] : '';
    default:
      return '';
  }
}

const lengthOf = (value: unknown) => itemsOf(value).length;

function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
