'use client';
// In: a path. Out: that field on the screen: its skeleton, its growing value, its final value, or its absence.
// Renders when its own field changes and at no other time.
// Knows nothing of other fields, and of schemas only the types.

import { memo } from 'react';
import type { ElementType, HTMLAttributes, ReactElement, ReactNode } from 'react';
import type { FieldAt, FieldSnapshot } from '../client/index.js';
import type { CheckedPath, FieldStatus, Path } from '../protocol/index.js';
import { fieldAttributes, standInOf } from './field-attributes.js';
import type { CompleteField, WholeAt } from './field-types.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { pathText, useStreamPart, wholeField } from './use-field.js';

/** What to show in one state of a field: content, or a function of the field. */
export type FieldSlot<Field> = ReactNode | ((field: Field) => ReactNode);

export interface StructuredFieldProps<
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
> extends Omit<HTMLAttributes<HTMLElement>, 'children'> {
  /**
   * The field to show: `title`, `items[0].title`, or an array of keys and indexes. With a `stream` the written path is
   * checked by its schema; without one it may also be `items.0.title` or a JSON Pointer.
   */
  readonly path: CheckedPath<T, P>;
  /**
   * Renders the field in every state that has no slot. Without it, text and numbers are shown as they are, other values
   * as JSON.
   */
  readonly children?: (field: FieldAt<T, P>) => ReactNode;
  /** Shown until the field's first byte; never after the run has ended. */
  readonly pending?: FieldSlot<FieldAt<T, P>>;
  /** Shown while the field grows. */
  readonly streaming?: FieldSlot<FieldAt<T, P>>;
  /** Shown when the field is complete. */
  readonly complete?: FieldSlot<CompleteField<WholeAt<T, P>>>;
  /** Shown when the field is closed and not what its schema asks for; `field.issues` says why. */
  readonly invalid?: FieldSlot<FieldAt<T, P>>;
  /** Shown when the run ended, or the parent closed, without the field. Default: nothing. */
  readonly missing?: FieldSlot<FieldAt<T, P>>;
  /**
   * `'complete'` shows nothing that may still change: `pending` until the field is closed, `missing` when the run ended
   * inside it. The component does not render while the value grows. Default: the value is shown as it grows.
   */
  readonly when?: 'complete';
  /**
   * The element around the field; it carries `data-field`, `data-status` and `aria-busy`, and the other attributes
   * given. Default: `span`; with `children`, no element at all.
   */
  readonly as?: ElementType;
  /** The stream to read; its schema types `path` and the field. Default: the nearest provider's, which types nothing. */
  readonly stream?: S;
}

function Field({
  path,
  children,
  pending,
  streaming,
  complete,
  invalid,
  missing,
  when,
  as,
  stream,
  ...attributes
}: StructuredFieldProps): ReactNode {
  const text = pathText(path);
  const [part, run] = useStreamPart(stream, text, when ? settledField : wholeField);
  const field = part ?? run.getField(text);
  const slots: Slots = { pending, streaming, complete, invalid, missing };
  // What is withheld leaves the place to what stands in for it, which is whole.
  const isWithheld = field.isStreaming || field.isStale;
  const before = when && isWithheld ? run.getSettledField(text) : field;
  const shown = field.isStreaming && standInOf(before) === undefined ? field : before;
  const content = fieldContent(shown, slots, when && WITHHELD[field.status], children);
  const Element = as ?? (children ? undefined : 'span');
  if (Element === undefined) return content;
  return (
    <Element {...attributes} {...fieldAttributes(text, field.status, standInOf(shown), run.lane)}>
      {content}
    </Element>
  );
}

/** Holds no state: at every render React goes by all that stand beside what renders, and passes over these fastest. */
function Outer(props: StructuredFieldProps): ReactNode {
  return <Field {...props} />;
}

/** Selects the field, but not how it grows. */
const settledField = (field: FieldSnapshot) => (field.isStreaming ? undefined : field);

/** The slots that stand in for what is not whole. */
const WITHHELD: { readonly [S in FieldStatus]?: 'pending' | 'missing' } = {
  pending: 'pending',
  streaming: 'pending',
  incomplete: 'missing',
};

type SlotName = Exclude<FieldStatus, 'incomplete'>;
/** Which field a slot is given, its name says; as a function it takes that one. */
type Slots = { readonly [S in SlotName]: FieldSlot<never> };

function fieldContent(
  field: FieldSnapshot,
  slots: { readonly [S in FieldStatus]?: FieldSlot<never> },
  withheld: SlotName | undefined,
  children: StructuredFieldProps['children'],
): ReactNode {
  // What stands in for a field is shown instead of saying that it is not there.
  if (standInOf(field) === undefined) {
    const slot = slots[withheld ?? field.status];
    if (typeof slot === 'function') return slot(field as never);
    if (slot !== undefined || withheld) return slot;
  }
  return children ? children(field) : shownValue(field.value);
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
 * With a `stream`, its schema checks the path and types `field.value`.
 *
 * @example
 * ```tsx
 * export const Score = () => (
 *   <>
 *     <StructuredField path="title" as="h1" pending="…" />
 *     <StructuredField path="score" stream={report}>
 *       {(field) => <meter max={10} value={field.value ?? 0} aria-busy={!field.isComplete} />}
 *     </StructuredField>
 *   </>
 * );
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredField = memo(Outer) as unknown as {
  <T = unknown, P extends string | Path = string | Path>(
    props: StructuredFieldProps<T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <S extends StreamSource, P extends string | Path>(
    props: StructuredFieldProps<SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredField.displayName = 'StructuredField';
