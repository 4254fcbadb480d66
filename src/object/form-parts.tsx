'use client';
// In: a part of an object. Out: that part of a form: a labelled input, or a fieldset with all that is in it.
// What is known of the schema stands there from the beginning; what recurs, and what only arrives, when it does.
// Knows nothing of the inputs.

import { memo, useId, useMemo } from 'react';
import type { ChangeEvent, ElementType, MouseEvent, ReactNode } from 'react';
import { useEditableField, useFieldState } from '../react/index.js';
import type { EditableField } from '../react/index.js';
import { clearedOf, isEmptied } from './blank-value.js';
import { FormChoice } from './form-choice.js';
import { Control, type ObjectControlProps } from './form-control.js';
import { isInOwnList, useEdited, useForm } from './form-context.js';
import { FormItems } from './form-items.js';
import { FormKeys } from './form-keys.js';
import type { FormPartProps } from './form-parts-props.js';
import { below, componentOf, labelOf, settingsOf, useObject } from './object-context.js';
import { listAt } from './object-schema.js';
import { isFixed } from './option-name.js';
import { extraKeys } from './part-kinds.js';
import type { Shape } from './shape.js';

export const FormPart = memo(function FormPart(props: FormPartProps): ReactNode {
  const surroundings = useObject();
  const shape = surroundings.shapes.of(props.part);
  const label = props.label ?? labelOf(surroundings, props.path, shape);
  const component = componentOf(surroundings, props.path, shape.kind);
  const given = { ...props, shape, label };
  if (component) return <Line {...given} component={component} />;
  switch (shape.kind) {
    case 'object':
    case 'list':
    case 'tuple':
      return <Fieldset {...given} />;
    case 'union':
    case 'any':
      return <FormChoice {...given} render={renderPart} />;
    // There is nothing to enter.
    case 'null':
      return null;
    default:
      return <Line {...given} />;
  }
});

interface GivenProps extends FormPartProps {
  readonly shape: Shape;
  readonly label: string;
}

/** One input with its label, what is said of it, and what the model suggests instead. */
function Line({
  path,
  shape,
  label,
  isRequired,
  isNullable: mayBeNull = false,
  component: Component,
}: GivenProps & { readonly component?: ElementType }): ReactNode {
  const { run } = useObject();
  const { isRunning } = useForm();
  const id = useId();
  const isNullable = mayBeNull || shape.isNullable;
  const isNeeded = isRequired && !isNullable;
  const cleared = clearedOf(isRequired, isNullable);
  const field = useClearable(useEditableField(path, { run }), cleared);
  const { isPending, isStreaming } = field.model;
  const isBusy = isRunning && !field.isDirty && (isPending || isStreaming);
  const issues = field.isDirty ? '' : ownIssues(path, field.model.issues);
  const descriptions = [shape.description && `${id}d`, issues && `${id}i`].filter(Boolean);
  const given: ObjectControlProps = {
    field,
    id,
    describedBy: descriptions.join(' ') || undefined,
    kind: shape.kind,
    label,
    isRequired: isNeeded,
    isInvalid: issues !== '',
    cleared,
    schema: shape.schema,
  };
  return (
    <div data-row={shape.kind} data-required={isNeeded || undefined}>
      <label htmlFor={id}>{label}</label>
      {Component ? <Component {...given} /> : <Control {...given} shape={shape} isBusy={isBusy} />}
      {shape.description && (
        <p id={`${id}d`} data-description="">
          {shape.description}
        </p>
      )}
      {issues && (
        <p id={`${id}i`} data-issues="">
          {issues}
        </p>
      )}
      <Suggestion field={field} inputId={id} />
    </div>
  );
}

/** A field whose input, emptied, leaves what the schema takes for empty. */
function useClearable(field: EditableField, cleared: '' | null | undefined): EditableField {
  return useMemo(() => {
    const { inputProps, set } = field;
    const onChange = (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      event.target.value === '' ? set(cleared) : inputProps.onChange(event);
    return { ...field, inputProps: { ...inputProps, onChange } };
  }, [field, cleared]);
}

interface SuggestionProps extends Pick<ObjectControlProps, 'field'> {
  readonly inputId: string;
}

function Suggestion({ field, inputId }: SuggestionProps): ReactNode {
  const { edits, formTexts } = useForm();
  const { path, model, hasSuggestion } = field;
  if (!hasSuggestion || !model.isComplete) return null;
  // Items may have moved: the model's at this index is another one.
  if (isInOwnList(edits, path)) return null;
  const accept = ({ currentTarget }: MouseEvent) => {
    field.accept();
    // The button goes with its suggestion, and whoever pressed it goes on at the input.
    currentTarget.ownerDocument.getElementById(inputId)?.focus();
  };
  return (
    <button type="button" data-action="accept" onClick={accept}>
      {formTexts.accept(String(model.value))}
    </button>
  );
}

function ownIssues(
  path: string,
  issues: readonly { readonly path: string; readonly message: string }[],
): string {
  return issues
    .filter((issue) => issue.path === path)
    .map(({ message }) => message)
    .join(' ');
}

function Fieldset(props: GivenProps): ReactNode {
  const { run } = useObject();
  const { path, shape, label } = props;
  const { issues } = useFieldState(path, { run });
  const own = ownIssues(path, issues);
  return (
    <fieldset data-field={path} data-kind={shape.kind}>
      <legend>{label}</legend>
      {shape.description && <p data-description="">{shape.description}</p>}
      {own && <p data-issues="">{own}</p>}
      <FormGroup {...props} />
    </fieldset>
  );
}

/** What is in a fieldset, or in the form itself. */
export const FormGroup = memo(function FormGroup(props: FormPartProps): ReactNode {
  const { shapes } = useObject();
  const { path, part, trail, label } = props;
  const shape = shapes.of(part);
  const { definition } = shape;
  const isAbsent = useEdited(path, isNothing);
  const isEmpty = useEdited(path, isEmptied) || isAbsent;
  const inner = useMemo(() => [...trail, definition], [trail, definition]);
  if (isAbsent && trail.includes(definition)) return null;
  // Of what may stay away as a whole, nothing is required before something of it is there.
  const isLoose = isEmpty && !(props.isRequired && !shape.isNullable && !props.isNullable);
  const given = { path, shape, trail: inner, label, isOption: props.isOption, isLoose };
  if (shape.kind === 'list') return <FormItems {...given} render={renderPart} />;
  if (shape.kind === 'tuple') return <Places {...given} />;
  if (shape.kind === 'object') return <Properties {...given} />;
  return <FormPart {...props} />;
});

interface GroupProps {
  readonly path: string;
  readonly shape: Shape;
  readonly trail: readonly object[];
  /** Instead of the label that the schema has. */
  readonly label: string | undefined;
  readonly isOption?: boolean | undefined;
  readonly isLoose: boolean;
}

/** Handed to what would otherwise have to import this file back. */
const renderPart = (props: FormPartProps) => <FormPart {...props} />;

function Properties({ path, shape, trail, label, isOption, isLoose }: GroupProps): ReactNode {
  const surroundings = useObject();
  const extra = useEdited(path, (value) => (shape.isOpen ? '[]' : extraKeys(shape, value)));
  const more = (JSON.parse(extra) as string[]).map((key) => ({
    key,
    schema: shape.rest,
    isRequired: listAt(shape.schema, 'required').includes(key),
    label: settingsOf(surroundings, below(path, key)).label ?? key,
  }));
  const known = shape.properties.map((property) => ({ ...property, label: undefined }));
  const parts = [...known, ...more].map(({ key, schema, label: own, isRequired }) => {
    const at = below(path, key);
    const { isHidden, component } = settingsOf(surroundings, at);
    // What an option is told by says its choice already.
    const isTold = isOption && isRequired && isFixed(surroundings.shapes.of(schema));
    if (isHidden || (isTold && component === undefined)) return null;
    const given = { part: schema, label: own, trail, isRequired: isRequired && !isLoose };
    return <FormPart key={key} path={at} {...given} />;
  });
  return (
    <>
      {parts}
      {shape.isOpen && <FormKeys {...{ path, shape, trail, label }} render={renderPart} />}
    </>
  );
}

function Places({ path, shape, trail, isLoose }: GroupProps): ReactNode {
  const surroundings = useObject();
  const length = useEdited(path, lengthOf);
  const rest = shape.rest === undefined ? 0 : Math.max(0, length - shape.items.length);
  const parts = [...shape.items, ...Array.from({ length: rest }, () => shape.rest)];
  return parts.map((part, index) => {
    const at = below(path, index);
    const label = surroundings.shapes.of(part).title ?? String(index + 1);
    const given = { part, label, trail, isRequired: !isLoose };
    // oxlint-disable-next-line react/no-array-index-key -- a place is its index
    return <FormPart key={index} path={at} {...given} />;
  });
}

const lengthOf = (value: unknown) => (Array.isArray(value) ? value.length : 0);

const isNothing = (value: unknown) => value === undefined || value === null;
