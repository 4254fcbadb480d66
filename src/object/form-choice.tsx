'use client';
// In: one of several, or anything. Out: which of them it is, to be chosen, and the inputs of that one.
// What arrives chooses by itself; what a person has chosen stays, whatever the model writes, until it is given back.
// Knows nothing of what an option is.

import { useId, useState } from 'react';
import type { ChangeEvent, ReactNode } from 'react';
import { useFieldPart, useFieldState } from '../react/index.js';
import { blankOption } from './blank-value.js';
import { chooseOption, firstOption, fitsOption } from './choose-option.js';
import { isInOwnList, useEdited, useForm, useIsOwn } from './form-context.js';
import type { FormPartProps } from './form-parts-props.js';
import { useObject } from './object-context.js';
import { MADE } from './object-schema.js';
import { isFixed, optionNames } from './option-name.js';
import { OPEN_PARTS, openPart, typeName } from './part-kinds.js';
import type { Shape } from './shape.js';

interface FormChoiceProps extends FormPartProps {
  readonly shape: Shape;
  readonly label: string;
  readonly render: (props: FormPartProps) => ReactNode;
}

const NONE = -1;

/** One of several, or anything: an input for what there is, and where there are several, for which of them it is. */
export function FormChoice({ shape, render, ...props }: FormChoiceProps): ReactNode {
  const { run, shapes } = useObject();
  const { edits } = useForm();
  const { path } = props;
  // What code makes of an answer, a person could not enter.
  const isAnything = shape.kind === 'any' && !(MADE in shape.schema);
  const options = isAnything ? OPEN_PARTS : shape.options;
  const isNullable = shape.isNullable || props.isNullable;
  const [picked, setPicked] = useState(NONE);
  // What is the user's is not on its way, nor what has come: where it could be several, one is enough to go on with.
  const isOwn = useIsOwn(path);
  const { isPending, isStreaming } = useFieldState(path, { run });
  const isWhole = isOwn || !(isPending || isStreaming);
  const chosen = useEdited(path, (value) => {
    const isPicked = isOwn && picked !== NONE;
    if (isPicked && (isNothing(value) || fitsOption(shapes, options[picked], value))) return picked;
    const only = chooseOption(shapes, options, value);
    return only === NONE && isWhole ? firstOption(shapes, options, value) : only;
  });
  const type = useEdited(path, typeName);
  const part = options[chosen] ?? openPart(type);
  const [known, setKnown] = useState<unknown>(part);
  if (part !== undefined && part !== known) setKnown(part);
  // Whoever clears an input goes on in it.
  const shown = part ?? (edits.getField(path).isDirty ? known : undefined);
  const index = options.indexOf(shown);
  // An option that can be one thing only is chosen, and no more.
  const hasInput = shown !== undefined && !(index !== NONE && isFixed(shapes.of(shown)));
  const pick = (next: number) => {
    const { value } = edits.getField(path);
    const option = options[next];
    setPicked(next);
    setKnown(option);
    const none = (isAnything ? props.isRequired : isNullable) ? null : undefined;
    edits.set(path, option === undefined ? none : blankOption(shapes, option, value));
  };
  return (
    <>
      {options.length > 1 && (
        <OptionSelect
          path={path}
          shape={shape}
          options={options}
          label={props.label}
          isNeeded={props.isRequired && isNullable !== true && !isAnything}
          index={index}
          onPick={pick}
        />
      )}
      {hasInput && render({ ...props, part: shown, isNullable, isOption: true })}
    </>
  );
}

interface OptionSelectProps {
  readonly path: string;
  readonly shape: Shape;
  readonly options: readonly unknown[];
  readonly label: string;
  readonly isNeeded: boolean;
  readonly index: number;
  readonly onPick: (index: number) => void;
}

function OptionSelect({ path, shape, options, label, isNeeded, index, onPick }: OptionSelectProps) {
  const { run, shapes } = useObject();
  const { edits, formTexts } = useForm();
  const id = useId();
  const names = optionNames(shapes, options, formTexts.kind);
  const isEdited = useEdited(path, () => edits.getSnapshot().paths.includes(path));
  const model = useFieldPart(run, path, ({ value, isComplete }) =>
    isComplete ? chooseOption(shapes, options, value) : NONE,
  );
  // Items may have moved: the model's at this index is another one.
  const isOffered = isEdited && model !== NONE && model !== index && !isInOwnList(edits, path);
  const onChange = ({ target }: ChangeEvent<HTMLSelectElement>) =>
    onPick(target.value === '' ? NONE : Number(target.value));
  const accept = () => {
    edits.accept(path);
    // The button goes with its suggestion, and whoever pressed it goes on at the choice.
    document.getElementById(id)?.focus();
  };
  return (
    <div data-row="union" data-required={isNeeded || undefined}>
      <label htmlFor={id}>{formTexts.option(label)}</label>
      <select
        id={id}
        data-dirty={isEdited || undefined}
        aria-describedby={shape.description && `${id}d`}
        required={isNeeded || undefined}
        value={index === NONE ? '' : index}
        onChange={onChange}
      >
        {(index === NONE || !isNeeded) && <option value="">–</option>}
        {names.map((name, at) => (
          <option key={name} value={at}>
            {name}
          </option>
        ))}
      </select>
      {shape.description && (
        <p id={`${id}d`} data-description="">
          {shape.description}
        </p>
      )}
      {isOffered && (
        <button type="button" data-action="accept" onClick={accept}>
          {formTexts.accept(names[model] ?? '')}
        </button>
      )}
    </div>
  );
}

const isNothing = (value: unknown) => value === undefined || value === null;
