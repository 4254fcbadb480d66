'use client';
// In: a path. Out: that field on the screen: its skeleton, its growing value, its final value, or its absence.
// Renders when its own field changes and at no other time.
// Knows nothing of other fields and nothing of schemas.

import { memo } from 'react';
import type { ElementType, HTMLAttributes, ReactElement, ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import type { PathInput } from '../protocol/index.js';
import { fieldAttributes } from './field-attributes.js';
import { useRun } from './run-context.js';
import type { StreamSource } from './run-context.js';
import { pathText, useFieldPart } from './use-field.js';

export interface StructuredFieldProps<V = unknown> extends Omit<
  HTMLAttributes<HTMLElement>,
  'children'
> {
  /** The field to show: `title`, `items[0].title`, a JSON Pointer, or an array of keys and indexes. */
  readonly path: PathInput;
  /** Renders the field. Without it, text and numbers are shown as they are, other values as JSON. */
  readonly children?: (field: FieldSnapshot<V>) => ReactNode;
  /** Shown until the field's first byte; never after the run has ended. */
  readonly pending?: ReactNode;
  /** Shown when the run ended, or the parent closed, without the field. Default: nothing. */
  readonly missing?: ReactNode;
  /**
   * The element around the field; it carries `data-field`, `data-status` and `aria-busy`, and the other attributes
   * given. Default: `span`; with `children`, no element at all.
   */
  readonly as?: ElementType;
  /** The stream to read. Default: the nearest provider's. */
  readonly stream?: StreamSource;
}

function Field<V>({
  path,
  children,
  pending,
  missing,
  as,
  stream,
  ...attributes
}: StructuredFieldProps<V>): ReactNode {
  const text = pathText(path);
  // The caller names the value's type; the stream's own Field derives it from the schema.
  const field = useFieldPart(useRun(stream), text, (field) => field as FieldSnapshot<V>);
  const content = fieldContent(field, { children, pending, missing });
  const Element = as ?? (children ? undefined : 'span');
  if (Element === undefined) return content;
  return (
    <Element {...attributes} {...fieldAttributes(text, field.status)}>
      {content}
    </Element>
  );
}

interface Slots<V> {
  readonly children: StructuredFieldProps<V>['children'] | undefined;
  readonly pending: ReactNode;
  readonly missing: ReactNode;
}

function fieldContent<V>(
  field: FieldSnapshot<V>,
  { children, pending, missing }: Slots<V>,
): ReactNode {
  if (field.status === 'pending' && pending !== undefined) return pending;
  if (field.status === 'missing' && missing !== undefined) return missing;
  if (children) return children(field);
  return shownValue(field.value);
}

/** Text of a value that nobody renders: scalars as they are, nothing for null, JSON for what has children. */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  // A schema may make one of it, and JSON has none.
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

/**
 * Shows one field of the answer: a skeleton until its first byte, then its value as it grows, then its final value.
 *
 * @example
 * ```tsx
 * export const Score = () => (
 *   <>
 *     <StructuredField path="title" as="h1" pending="…" />
 *     <StructuredField<number> path="score">
 *       {(field) => <meter max={10} value={field.value ?? 0} aria-busy={!field.isComplete} />}
 *     </StructuredField>
 *   </>
 * );
 * ```
 */
// memo forgets type parameters; the component behind it has this very signature.
export const StructuredField = memo(Field) as unknown as {
  <V = unknown>(props: StructuredFieldProps<V>): ReactElement | null;
  displayName?: string;
};
StructuredField.displayName = 'StructuredField';
