'use client';
// In: a schema. Out: a view of the answer that it describes: every field in its place from the beginning, filled as it arrives.
// Renders nothing when fields arrive: each of them does that itself.
// Knows nothing of single parts.

import { memo, useMemo } from 'react';
import type { ComponentType, HTMLAttributes, ReactElement, ReactNode } from 'react';
import { parsePath } from '../protocol/index.js';
import type { Path, WildcardPath } from '../protocol/index.js';
import { fieldAttributesOf } from '../react/index.js';
import type { SourceAnswer, StreamSource, TextPace } from '../react/index.js';
import type { ObjectValueProps } from './field-value.js';
import { ObjectProvider } from './object-context.js';
import type { FieldSettings, ObjectSurroundings } from './object-context.js';
import { Group, Part } from './object-parts.js';
import { NOTHING, NO_TRAIL, useObjectSource, type ObjectSource } from './object-source.js';
import { TEXTS, type ObjectTexts } from './object-texts.js';
import type { ObjectKind } from './shape.js';

/** How one field is shown, or all that a pattern names. */
export interface ObjectFieldOptions {
  /** Default: the schema's `title`, or its key in words. */
  readonly label?: string;
  /** Leaves the field out. */
  readonly isHidden?: boolean;
  /** Shows the field's value, of a group with all that is in it. */
  readonly component?: ComponentType<ObjectValueProps>;
}

/** Options by path inside the object; `items[*].price` is one of every item. */
export type ObjectFields<V, Options> = {
  readonly [P in Exclude<WildcardPath<V>, ''>]?: Options;
};

export interface StructuredObjectProps<
  V = unknown,
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
>
  extends Omit<HTMLAttributes<HTMLElement>, 'children'>, ObjectSource<V, T, P, S> {
  /** Components by kind of value: `{ number: Price, url: Preview }`. Made once, outside the component. */
  readonly components?: { readonly [K in ObjectKind]?: ComponentType<ObjectValueProps> };
  /** Labels, components, and what to leave out, by path inside the object. Made once, outside the component. */
  readonly fields?: ObjectFields<V, ObjectFieldOptions>;
  /** The words that stand in no schema. */
  readonly texts?: Partial<ObjectTexts>;
  /** Shown in the place of a value until its first byte. Default: `…`, unseen by assistive technology. */
  readonly pending?: ReactNode;
  /** Evens out the bursts in which texts arrive: `paceText('word')`, made once. */
  readonly pace?: TextPace;
  /**
   * The level of the first heading: of the schema's `title`, if it has one, otherwise of the first sections.
   * @default 2
   */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
}

const ELLIPSIS = (
  <span data-skeleton="" aria-hidden="true">
    …
  </span>
);

function ObjectView({
  schema,
  path,
  components = NOTHING,
  fields = NOTHING,
  texts = NOTHING,
  pending = ELLIPSIS,
  pace,
  headingLevel = 2,
  stream,
  ...attributes
}: StructuredObjectProps): ReactNode {
  const { run, shapes, state } = useObjectSource(schema, path, stream);
  const at = state.path;
  const surroundings = useMemo(
    (): ObjectSurroundings => ({
      run,
      shapes,
      base: parsePath(at),
      components,
      fields: fields as Readonly<Record<string, FieldSettings | undefined>>,
      texts: { ...TEXTS, ...texts },
      pending,
      pace,
    }),
    [run, shapes, at, components, fields, texts, pending, pace],
  );
  const { kind, title, description } = shapes.of(shapes.root);
  const Heading = `h${headingLevel}` as const;
  const given = {
    path: at,
    part: shapes.root,
    level: title === undefined ? headingLevel : headingLevel + 1,
    trail: NO_TRAIL,
  };
  const hasParts = kind === 'object' || kind === 'union';
  return (
    <ObjectProvider value={surroundings}>
      <section {...attributes} {...fieldAttributesOf(state)} data-lane={run.lane} data-kind={kind}>
        {title !== undefined && <Heading>{title}</Heading>}
        {description !== undefined && <p data-description="">{description}</p>}
        {hasParts ? <Group {...given} /> : <Part {...given} as="div" />}
      </section>
    </ObjectProvider>
  );
}

/**
 * Shows a whole answer, or an object in it, from nothing but its schema: labels from titles, descriptions and keys,
 * every field in its place from the beginning and filled the moment it is known. What is optional and did not come is
 * left out; what the schema refuses says why; unions, records and recursive schemas are shown by what arrived.
 *
 * Plain elements without styles: `dl` for fields, a `section` with a heading for what has fields of its own, `ul` for
 * lists. They carry `data-kind` besides `data-field`, `data-status` and `aria-busy`.
 *
 * @throws {UsageError} `invalid-schema` when the schema has no way to be written as JSON Schema.
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @example
 * ```tsx
 * const fields = { score: { label: 'Stars', component: ({ field }: ObjectValueProps) => <b>{String(field.value)}</b> } };
 *
 * export const Whole = () => <StructuredObject schema={Report} stream={report} fields={fields} />;
 * ```
 */
// The component behind it knows no schema: what is at which path, the schema promises.
export const StructuredObject = memo(ObjectView) as unknown as {
  <V = unknown, T = unknown, P extends string | Path = ''>(
    props: StructuredObjectProps<V, T, P>,
  ): ReactElement | null;
  // Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
  <V, S extends StreamSource, P extends string | Path = ''>(
    props: StructuredObjectProps<V, SourceAnswer<S>, P, S>,
  ): ReactElement | null;
  displayName?: string;
};
StructuredObject.displayName = 'StructuredObject';
