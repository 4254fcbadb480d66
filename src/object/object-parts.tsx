'use client';
// In: a part of an object. Out: that part with all that is in it: rows of a list of definitions, sections, items.
// What is known of the schema stands there from the beginning; what recurs, and what only arrives, when it does.
// Knows nothing of single values.

import { memo, useCallback, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import { fieldAttributesOf, StructuredList, useFieldPart, useFieldState } from '../react/index.js';
import { chooseOption } from './choose-option.js';
import { CustomValue, FieldValue, isAwaited, isNullField } from './field-value.js';
import { below, componentOf, labelOf, settingsOf, useObject } from './object-context.js';
import { numberAt } from './object-schema.js';
import { extraKeys, isBlock, openPart, typeName } from './part-kinds.js';
import type { Shape } from './shape.js';

export interface PartProps {
  readonly path: string;
  /** The part of the JSON Schema. */
  readonly part: unknown;
  /** Of the next heading. */
  readonly level: number;
  /** The definitions around it: one of them again is a recursion. */
  readonly trail: readonly object[];
}

interface NamedPartProps extends PartProps {
  readonly isRequired: boolean;
  /** Its key, where the schema does not name it. */
  readonly name: string | undefined;
}

/** A part inside an element of its own. */
export const Part = memo(function Part({
  as: Element,
  ...props
}: PartProps & { readonly as: 'dd' | 'div' | 'span' }): ReactNode {
  const surroundings = useObject();
  const shape = surroundings.shapes.of(props.part);
  const component = componentOf(surroundings, props.path, shape.kind);
  const given = { path: props.path, shape, as: Element };
  if (component) return <CustomValue {...given} component={component} />;
  if (!isGroup(shape)) return <FieldValue {...given} />;
  return (
    <Element data-kind={shape.kind}>
      <Group {...props} />
    </Element>
  );
});

/** A part with a heading. */
const Section = memo(function Section({ isRequired, name, ...props }: NamedPartProps): ReactNode {
  const surroundings = useObject();
  const { run, texts, shapes } = surroundings;
  const { path, level } = props;
  const state = useFieldState(path, { run });
  const isMissing = useFieldPart(run, path, isMissingField);
  if (isMissing && !isRequired) return null;
  const shape = shapes.of(props.part);
  const component = componentOf(surroundings, path, shape.kind);
  return (
    <section {...fieldAttributesOf(state)} data-kind={shape.kind}>
      <Heading level={level}>{labelOf(surroundings, path, shape, name)}</Heading>
      {shape.description && <p data-description="">{shape.description}</p>}
      <Issues path={path} as="p" />
      {component ? (
        <CustomValue path={path} shape={shape} as="div" component={component} />
      ) : isMissing ? (
        <p>{texts.none}</p>
      ) : (
        <Group {...props} level={level + 1} />
      )}
    </section>
  );
});

/** A part that is a line of a list of definitions. */
const Row = memo(function Row({ isRequired, name, ...props }: NamedPartProps): ReactNode {
  const surroundings = useObject();
  const { path } = props;
  const isMissing = useFieldPart(surroundings.run, path, isMissingField);
  if (isMissing && !isRequired) return null;
  const shape = surroundings.shapes.of(props.part);
  return (
    <div data-row={shape.kind}>
      <dt>{labelOf(surroundings, path, shape, name)}</dt>
      {shape.description && <dd data-description="">{shape.description}</dd>}
      <Part {...props} as="dd" />
      <Issues path={path} as="dd" />
    </div>
  );
});

/** What is in a part that has parts. */
export function Group(props: PartProps): ReactNode {
  const { run, shapes, pending, texts } = useObject();
  const { path, part, trail } = props;
  const shape = shapes.of(part);
  const { definition } = shape;
  const isNull = useFieldPart(run, path, isNullField);
  const isYetToCome = useFieldPart(run, path, isAwaited);
  const inner = useMemo(() => [...trail, definition], [trail, definition]);
  if (isNull) return texts.none;
  if (isYetToCome && trail.includes(definition)) return pending;
  const given = { ...props, shape, trail: inner };
  switch (shape.kind) {
    case 'object':
      return <Properties {...given} />;
    case 'list':
      return <Items {...given} />;
    case 'tuple':
      return <Places {...given} />;
    default:
      return <Choice {...given} trail={trail} />;
  }
}

type GroupProps = PartProps & { readonly shape: Shape };

/** Lines before sections: below a section's heading, a line would be taken for one of that section. */
function Properties({ path, shape, level, trail }: GroupProps): ReactNode {
  const surroundings = useObject();
  const { pending, texts } = surroundings;
  const isYetToCome = useFieldPart(surroundings.run, path, isAwaited);
  const extra = useFieldPart(surroundings.run, path, ({ value }) => extraKeys(shape, value));
  const more = (JSON.parse(extra) as string[]).map((key) => ({
    key,
    name: key,
    schema: shape.rest,
    isRequired: false,
  }));
  const known = shape.properties.map((property) => ({ ...property, name: undefined }));
  const parts = [...known, ...more]
    .map((part) => ({ ...part, path: below(path, part.key) }))
    .filter((part) => !settingsOf(surroundings, part.path).isHidden);
  if (parts.length === 0 && shape.properties.length === 0)
    return isYetToCome ? pending : texts.none;
  const [rows, sections] = [false, true].map((isSection) => {
    const Each = isSection ? Section : Row;
    return parts
      .filter(({ schema }) => isBlock(surroundings.shapes, schema) === isSection)
      .map((part) => (
        <Each
          key={part.key}
          path={part.path}
          part={part.schema}
          isRequired={part.isRequired}
          name={part.name}
          level={level}
          trail={trail}
        />
      ));
  });
  return (
    <>
      {rows && rows.length > 0 && <dl>{rows}</dl>}
      {sections}
    </>
  );
}

function Items({ path, shape, level, trail }: GroupProps): ReactNode {
  const { run, texts } = useObject();
  const item = useCallback(
    (itemPath: string) => <Item path={itemPath} part={shape.rest} level={level} trail={trail} />,
    [shape, level, trail],
  );
  const render = useCallback((address: { readonly path: string }) => item(address.path), [item]);
  return (
    <StructuredList
      path={path}
      stream={{ run }}
      as="ul"
      skeleton={(index) => item(below(path, index))}
      skeletonCount={Math.max(1, numberAt(shape.schema, 'minItems') ?? 0)}
      empty={<li data-empty="">{texts.none}</li>}
    >
      {render}
    </StructuredList>
  );
}

function Places({ path, shape, level, trail }: GroupProps): ReactNode {
  const { run } = useObject();
  const length = useFieldPart(run, path, lengthOf);
  const places = shape.rest === undefined ? 0 : Math.max(0, length - shape.items.length);
  const parts = [...shape.items, ...Array.from({ length: places }, () => shape.rest)];
  return (
    <ol>
      {parts.map((part, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- a place is its index
        <Item key={index} path={below(path, index)} part={part} level={level} trail={trail} />
      ))}
    </ol>
  );
}

function Item(props: PartProps): ReactNode {
  return (
    <li>
      <Part {...props} as="div" />
      <Issues path={props.path} as="p" />
    </li>
  );
}

/** One of several, or anything: shown by what arrived. */
function Choice({ shape, ...props }: GroupProps): ReactNode {
  const { run, shapes, pending, texts } = useObject();
  const { path } = props;
  const isYetToCome = useFieldPart(run, path, isAwaited);
  const chosen = useFieldPart(run, path, ({ value }) => chooseOption(shapes, shape.options, value));
  const type = useFieldPart(run, path, ({ value }) => typeName(value));
  if (isYetToCome) return pending;
  const part = shape.options[chosen] ?? openPart(type);
  if (part === undefined) return texts.none;
  const Element = isBlock(shapes, part) ? Group : InPlace;
  return <Element {...props} part={part} />;
}

const InPlace = (props: PartProps) => <Part {...props} as="div" />;

/** What the schema complains of in this very field. */
function Issues({ path, as: Element }: { readonly path: string; readonly as: 'dd' | 'p' }) {
  const { run } = useObject();
  const { issues } = useFieldState(path, { run });
  const own = issues.filter((issue) => issue.path === path);
  if (own.length === 0) return null;
  return <Element data-issues="">{own.map(({ message }) => message).join(' ')}</Element>;
}

function isGroup({ kind }: Shape): boolean {
  return ['object', 'list', 'tuple', 'union', 'any'].includes(kind);
}

/** There are six levels; what lies deeper stays on the last. */
function Heading({ level, children }: { readonly level: number; readonly children: ReactNode }) {
  const Element = `h${Math.min(level, 6)}` as 'h2';
  return <Element>{children}</Element>;
}

const isMissingField = ({ status, value }: FieldSnapshot) =>
  status === 'missing' && value === undefined;

const lengthOf = ({ value }: FieldSnapshot) => (Array.isArray(value) ? value.length : 0);
