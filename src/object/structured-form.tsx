'use client';
// In: a schema. Out: a form for the answer that it describes, filled as it arrives; what the user enters wins.
// Fields that arrive or are edited render themselves and nothing else of the form.
// Knows nothing of single parts.

import { memo, useMemo } from 'react';
import type {
  ComponentType,
  FormHTMLAttributes,
  ReactElement,
  ReactNode,
  SyntheticEvent,
} from 'react';
import { parsePath } from '../protocol/index.js';
import type { Path, Streaming } from '../protocol/index.js';
import { fieldAttributesOf, useEdits } from '../react/index.js';
import type { SourceAnswer, StreamSource } from '../react/index.js';
import { blankOf, submittedValue } from './blank-value.js';
import { FormProvider, useIsRunning } from './form-context.js';
import type { ObjectControlProps } from './form-control.js';
import { FormGroup } from './form-parts.js';
import { FORM_TEXTS, type FormTexts } from './form-texts.js';
import { ObjectProvider } from './object-context.js';
import type { FieldSettings, ObjectSurroundings } from './object-context.js';
import { NOTHING, NO_TRAIL, useObjectSource, type ObjectSource } from './object-source.js';
import { TEXTS } from './object-texts.js';
import type { ObjectKind, Shapes } from './shape.js';
import type { ObjectFields } from './structured-object.js';

/** How one field of a form is shown, or all that a pattern names. */
export interface FormFieldOptions {
  /** Default: the schema's `title`, or its key in words. */
  readonly label?: string;
  /** Leaves the field out; the model's value is submitted. */
  readonly isHidden?: boolean;
  /** The field's input. */
  readonly component?: ComponentType<ObjectControlProps>;
}

export interface StructuredFormProps<
  V = unknown,
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
>
  extends
    Omit<FormHTMLAttributes<HTMLFormElement>, 'onSubmit' | 'children'>,
    ObjectSource<V, T, P, S> {
  /**
   * Given the object with the user's values in it, and the empty value of its kind (`''`, `false`, `[]`, `{}`) or `null`
   * in each required field that is still absent; a number, a choice, a file and a union have none. The browser has checked
   * what inputs can; the schema has not been asked:
   * `schema.safeParse(value)`.
   */
  readonly onSubmit?: (value: Streaming<V> | undefined) => void;
  /** Inputs by kind of value. Made once, outside the component. */
  readonly components?: { readonly [K in ObjectKind]?: ComponentType<ObjectControlProps> };
  /** Labels, inputs, and what to leave out, by path inside the object. Made once, outside the component. */
  readonly fields?: ObjectFields<V, FormFieldOptions>;
  /** The words that stand in no schema. */
  readonly texts?: Partial<FormTexts>;
  /** The end of the form. Default: a button that submits it, disabled while the answer is being written. */
  readonly children?: ReactNode;
}

function ObjectForm({
  schema,
  path,
  onSubmit,
  components = NOTHING,
  fields = NOTHING,
  texts = NOTHING,
  children,
  stream,
  ...attributes
}: StructuredFormProps): ReactNode {
  const { run, shapes, state } = useObjectSource(schema, path, stream);
  const { edits } = useEdits({ run });
  const at = state.path;
  const surroundings = useMemo(
    (): ObjectSurroundings => ({
      run,
      shapes,
      base: parsePath(at),
      components,
      fields: fields as Readonly<Record<string, FieldSettings | undefined>>,
      texts: TEXTS,
      pending: null,
      pace: undefined,
    }),
    [run, shapes, at, components, fields],
  );
  const isRunning = useIsRunning(run);
  const form = useMemo(
    () => ({ edits, formTexts: { ...FORM_TEXTS, ...texts }, isRunning }),
    [edits, texts, isRunning],
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    edits.commit();
    const { value = emptyRoot(shapes) } = edits.getField(at);
    onSubmit?.(submittedValue(surroundings, at, shapes.root, value));
  };
  return (
    <ObjectProvider value={surroundings}>
      <FormProvider value={form}>
        <form
          {...attributes}
          {...fieldAttributesOf(state)}
          data-lane={run.lane}
          aria-busy={(isRunning && (state.isPending || state.isStreaming)) || undefined}
          onSubmit={submit}
        >
          <FormGroup path={at} part={shapes.root} isRequired trail={NO_TRAIL} />
          {children ?? (
            <button type="submit" disabled={isRunning}>
              {form.formTexts.submit}
            </button>
          )}
        </form>
      </FormProvider>
    </ObjectProvider>
  );
}

/** Of an object, what is missing is looked for key by key. */
function emptyRoot(shapes: Shapes): unknown {
  return shapes.of(shapes.root).kind === 'object' ? {} : blankOf(shapes, shapes.root);
}

/**
 * A form for a whole answer, or an object in it, from nothing but its schema: native inputs with labels, filled by the
 * model as it writes. As soon as the user enters something it is theirs, also when the model goes on; the model's value
 * is offered beside it. Edits are those of {@link useEdits}, shared by all that edit the answer.
 *
 * Nested objects, lists and tuples are fieldsets; items can be added and taken away. A union has a choice of its options,
 * which what arrives makes by itself, and the inputs of the one that is chosen; a record has inputs for its keys, which can
 * be added and taken away, unless it lists them.
 *
 * @throws {UsageError} `invalid-schema` when the schema has no way to be written as JSON Schema.
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * export const Correct = () => (
 *   <StructuredForm schema={Report} stream={report} onSubmit={(value) => console.log(Report.parse(value))} />
 * );
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredForm = memo(ObjectForm) as unknown as {
  <V = unknown, T = unknown, P extends string | Path = ''>(
    props: StructuredFormProps<V, T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <V, S extends StreamSource, P extends string | Path = ''>(
    props: StructuredFormProps<V, SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredForm.displayName = 'StructuredForm';
