'use client';
// In: a field without parts. Out: its value as its kind is read: a text that grows in place, a link, a date, a number.
// Renders when this field changes; a text does not even then.
// Knows nothing of labels and of what is around it.

import type { ElementType, ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import { fieldAttributesOf, StructuredText, useField, useFieldPart } from '../react/index.js';
import { labelOf, useObject } from './object-context.js';
import type { ObjectTexts } from './object-texts.js';
import type { JsonSchema } from './object-schema.js';
import type { ObjectKind, Shape } from './shape.js';

/** What a component for a kind, or for a field, is given. It is rendered once there is a value, and when that changes. */
export interface ObjectValueProps<V = unknown> {
  readonly field: FieldSnapshot<V>;
  readonly kind: ObjectKind;
  readonly label: string;
  /** What the schema says of the field, as JSON Schema. */
  readonly schema: JsonSchema;
}

export interface FieldValueProps {
  readonly path: string;
  readonly shape: Shape;
  readonly as: 'dd' | 'div' | 'span';
}

export function FieldValue(props: FieldValueProps): ReactNode {
  const { kind } = props.shape;
  return kind === 'string' || kind === 'text' ? (
    <TextValue {...props} />
  ) : (
    <PlainValue {...props} />
  );
}

function TextValue({ path, shape, as }: FieldValueProps): ReactNode {
  const { run, pending, texts, pace } = useObject();
  const isNull = useFieldPart(run, path, isNullField);
  if (isNull) return <PlainValue path={path} shape={shape} as={as} />;
  return (
    <StructuredText
      path={path}
      stream={{ run }}
      as={as}
      {...(pace && { pace })}
      pending={pending}
      missing={texts.none}
      data-kind={shape.kind}
    />
  );
}

function PlainValue({ path, shape, as: Element }: FieldValueProps): ReactNode {
  const { run, pending, texts } = useObject();
  const field = useField(path, { run });
  return (
    <Element {...fieldAttributesOf(field)} data-kind={shape.kind}>
      {isAwaited(field) ? pending : shown(shape.kind, field, texts)}
    </Element>
  );
}

/** A field, or a group of them, that the application shows itself. */
export function CustomValue({
  path,
  shape,
  as: Element,
  component: Component,
}: Omit<FieldValueProps, 'as'> & {
  readonly as: ElementType;
  readonly component: ElementType;
}): ReactNode {
  const surroundings = useObject();
  const { run, pending, texts } = surroundings;
  const field = useField(path, { run });
  const { kind, schema } = shape;
  const props: ObjectValueProps = {
    field,
    kind,
    schema,
    label: labelOf(surroundings, path, shape),
  };
  const hasValue = field.value !== undefined && field.value !== null;
  return (
    <Element {...fieldAttributesOf(field)} data-kind={kind}>
      {hasValue ? <Component {...props} /> : isAwaited(field) ? pending : texts.none}
    </Element>
  );
}

export const isNullField = ({ value }: FieldSnapshot): boolean => value === null;

/** Nothing of it has arrived and nothing stands in for it. */
export function isAwaited({ status, value }: FieldSnapshot): boolean {
  return value === undefined && (status === 'pending' || status === 'streaming');
}

function shown(kind: ObjectKind, { value, isComplete }: FieldSnapshot, texts: ObjectTexts) {
  if (value === undefined || value === null) return texts.none;
  const text = textOf(value, texts);
  if (!isComplete) return text;
  switch (kind) {
    case 'url':
      return isWebAddress(text) ? (
        <a href={text} rel="noopener noreferrer nofollow">
          {text}
        </a>
      ) : (
        text
      );
    case 'email':
      return <a href={`mailto:${encodeURIComponent(text).replace('%40', '@')}`}>{text}</a>;
    case 'date':
    case 'date-time':
    case 'time':
      return <time dateTime={text}>{text}</time>;
    default:
      return text;
  }
}

function textOf(value: unknown, { yes, no }: ObjectTexts): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? yes : no;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  // A schema may make one of it, and JSON has none.
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

/** What a model writes must not run as a script when it is clicked. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}
