'use client';
// In: a field without parts. Out: the native input for its kind: the model fills it, the user's value wins.
// Renders when this field changes or is edited.
// Knows nothing of labels and of what is around it.

import { useEffect, useRef } from 'react';
import type { ChangeEvent, ReactNode } from 'react';
import { getOwn } from '../internal/own.js';
import { fieldAttributesOf } from '../react/index.js';
import type { EditableField } from '../react/index.js';
import { listAt, numberAt } from './object-schema.js';
import type { ObjectKind, Shape } from './shape.js';

/** What a component for a kind, or for a field, is given in a form. */
export interface ObjectControlProps<V = unknown> {
  readonly field: EditableField<V>;
  /** For the input: its label refers to it. */
  readonly id: string;
  /** For the input's `aria-describedby`. */
  readonly describedBy: string | undefined;
  readonly kind: ObjectKind;
  readonly label: string;
  readonly isRequired: boolean;
  readonly isInvalid: boolean;
  /** What the field is to be once its input is cleared: `null` or `undefined` (absent) where the schema takes that. */
  readonly cleared: '' | null | undefined;
  /** What the schema says of the field, as JSON Schema. */
  readonly schema: Shape['schema'];
}

export interface ControlProps extends ObjectControlProps {
  /** The model may still write it. */
  readonly isBusy: boolean;
  readonly shape: Shape;
}

export function Control(props: ControlProps): ReactNode {
  if (props.field.value instanceof Date) return <Moment {...props} date={props.field.value} />;
  switch (props.kind) {
    case 'boolean':
      return <Checkbox {...props} />;
    case 'number':
    case 'integer':
      return <NumberInput {...props} />;
    case 'enum':
      return <Choices {...props} />;
    case 'file':
      return <FileInput {...props} />;
    case 'text':
      return <TextArea {...props} />;
    default:
      return <TextInput {...props} />;
  }
}

/** What every input has. */
function common({ field, id, describedBy, isInvalid, isBusy }: ControlProps) {
  return {
    id,
    ...fieldAttributesOf(field.model),
    'aria-busy': isBusy || undefined,
    'data-dirty': field.isDirty || undefined,
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid || undefined,
  };
}

/** What a schema made of text: which text it takes, it does not say. */
function Moment({ date, ...props }: ControlProps & { readonly date: Date }): ReactNode {
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString();
  return <output {...common(props)}>{text}</output>;
}

/** Kinds of text that no empty text is of. */
const NEVER_EMPTY: ReadonlySet<ObjectKind> = new Set(['url', 'email', 'date', 'date-time', 'time']);

function lengths({ schema, kind, isRequired }: ControlProps) {
  const minLength = numberAt(schema, 'minLength');
  return {
    minLength,
    maxLength: numberAt(schema, 'maxLength'),
    // An empty text is a text; only a schema that wants letters wants some.
    required: (isRequired && ((minLength ?? 0) > 0 || NEVER_EMPTY.has(kind))) || undefined,
  };
}

const INPUT_TYPES: { readonly [K in ObjectKind]?: string } = {
  url: 'url',
  email: 'email',
  date: 'date',
  time: 'time',
};

function TextInput(props: ControlProps): ReactNode {
  const { inputProps, value } = props.field;
  const type = INPUT_TYPES[props.kind] ?? 'text';
  // Half a date is none, and a browser complains of it.
  const isShown = type !== 'date' || /^\d{4}-\d\d-\d\d$/.test(String(value));
  return (
    <input
      {...inputProps}
      {...common(props)}
      {...lengths(props)}
      type={type}
      value={isShown ? inputProps.value : ''}
    />
  );
}

/** As high as what is in it, within bounds. */
function TextArea(props: ControlProps): ReactNode {
  const { inputProps } = props.field;
  const rows = inputProps.value
    .split('\n')
    .reduce((sum, line) => sum + 1 + Math.floor(line.length / 60), 0);
  return (
    <textarea
      {...inputProps}
      {...common(props)}
      {...lengths(props)}
      rows={Math.min(Math.max(rows, 2), 12)}
    />
  );
}

/** What zod writes for an integer says nothing. */
function bound(value: number | undefined): number | undefined {
  return value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? undefined : value;
}

/** A schema may make one of a number. */
function shownBigint(value: unknown): string {
  return typeof value === 'bigint' ? value.toString() : '';
}

function NumberInput(props: ControlProps): ReactNode {
  const { field, kind, schema, isRequired, cleared } = props;
  // No number is empty: a required one is absent, and the browser complains.
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) =>
    field.set(target.value === '' ? (cleared === null ? null : undefined) : target.valueAsNumber);
  return (
    <input
      {...common(props)}
      type="number"
      step={kind === 'integer' ? 1 : 'any'}
      min={bound(numberAt(schema, 'minimum'))}
      max={bound(numberAt(schema, 'maximum'))}
      required={isRequired || undefined}
      value={typeof field.value === 'number' ? field.value : shownBigint(field.value)}
      onChange={onChange}
      onBlur={field.inputProps.onBlur}
    />
  );
}

function Checkbox(props: ControlProps): ReactNode {
  const { field } = props;
  return (
    <input
      {...common(props)}
      type="checkbox"
      checked={field.value === true}
      onChange={({ target }) => field.set(target.checked)}
    />
  );
}

function Choices(props: ControlProps): ReactNode {
  const { field, shape, isRequired, cleared } = props;
  const { choices } = shape;
  const chosen = choices.indexOf(field.value);
  const onChange = ({ target }: ChangeEvent<HTMLSelectElement>) =>
    field.set(
      target.value === '' ? (cleared === null ? null : undefined) : choices[Number(target.value)],
    );
  return (
    <select
      {...common(props)}
      required={isRequired || undefined}
      value={chosen < 0 ? '' : chosen}
      onChange={onChange}
    >
      {(chosen < 0 || !isRequired) && <option value="">–</option>}
      {choices.map((choice, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a choice is its place: 1 and '1' are two
        <option key={index} value={index}>
          {String(choice)}
        </option>
      ))}
    </select>
  );
}

/** Of a file the browser shows what the user chose; no one else can choose one, and to take it back is to choose none. */
function FileInput(props: ControlProps): ReactNode {
  const { field, schema, isRequired, cleared } = props;
  const input = useRef<HTMLInputElement>(null);
  const isChosen = field.value instanceof Blob;
  useEffect(() => {
    if (!isChosen && input.current) input.current.value = '';
  }, [isChosen]);
  const types = [schema, ...listAt(schema, 'anyOf')].map((part) =>
    getOwn(part, 'contentMediaType'),
  );
  return (
    <input
      {...common(props)}
      ref={input}
      type="file"
      accept={types.filter((type) => typeof type === 'string').join() || undefined}
      required={(isRequired && !isChosen) || undefined}
      onChange={({ target }) =>
        field.set(target.files?.[0] ?? (cleared === null ? null : undefined))
      }
    />
  );
}
