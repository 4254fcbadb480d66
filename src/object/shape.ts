// In: a JSON Schema. Out: of each part of it, what a view needs to know: its kind, its words, and what is in it.
// Worked out when a part is asked for and kept, so that equal parts are equal objects and recursion costs nothing.
// Knows nothing of answers and of how anything is shown.

import { getOwn, isContainer, type JsonObject } from '../internal/own.js';
import { listAt, numberAt, objectAt, textAt, type JsonSchema } from './object-schema.js';

/** What a value is, as far as it matters to how it is shown. */
export type ValueKind =
  | 'string'
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'enum'
  | 'date'
  | 'date-time'
  | 'time'
  | 'url'
  | 'email'
  | 'null'
  | 'any';

/** What has parts. */
export type GroupKind = 'object' | 'list' | 'tuple' | 'union';

export type ObjectKind = ValueKind | GroupKind;

/** A named part of an object. */
export interface Property {
  readonly key: string;
  readonly schema: unknown;
  readonly isRequired: boolean;
}

export interface Shape {
  readonly kind: ObjectKind;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly isNullable: boolean;
  /** The keywords, references resolved. */
  readonly schema: JsonSchema;
  /** What tells that a schema contains itself: the same object for the same definition. */
  readonly definition: object;
  readonly properties: readonly Property[];
  /** The schema of keys without a name, and of items without a place; `undefined` where there are none. */
  readonly rest: unknown;
  readonly items: readonly unknown[];
  readonly options: readonly unknown[];
  /** What an enum may be. */
  readonly choices: readonly unknown[];
}

/** Reads the parts of one schema. */
export interface Shapes {
  readonly root: JsonSchema;
  of(part: unknown): Shape;
}

const ANYTHING: JsonSchema = {};
/** A text of at most this length has room in one line. */
const LINE = 120;

const FORMATS: Readonly<Record<string, ValueKind>> = {
  date: 'date',
  'date-time': 'date-time',
  time: 'time',
  uri: 'url',
  url: 'url',
  'uri-reference': 'url',
  email: 'email',
};

export function createShapes(root: JsonSchema): Shapes {
  const known = new WeakMap<object, Shape>();
  return {
    root,
    of(part) {
      // `true`, and what is no schema at all, says nothing.
      const node: JsonSchema = isContainer(part) && !Array.isArray(part) ? part : ANYTHING;
      let shape = known.get(node);
      if (shape === undefined) known.set(node, (shape = shapeOf(root, node)));
      return shape;
    },
  };
}

function shapeOf(root: JsonSchema, node: JsonSchema, seen = new Set<unknown>()): Shape {
  const { schema: resolved, definition } = resolve(root, node, new Set());
  const options = flatOptions(root, resolved, new Set());
  const choices = options.filter((option) => !isNull(option));
  const [only] = choices;
  const isNullable = choices.length < options.length || typesOf(resolved).includes('null');
  if (choices.length === 1 && isContainer(only) && !seen.has(only)) {
    const { anyOf: _, oneOf: __, ...around } = resolved;
    // It may be several itself.
    const inner = shapeOf(root, { ...around, allOf: [only] }, seen.add(only));
    const via = resolve(root, only as JsonSchema, new Set()).definition;
    return { ...inner, definition: via, isNullable: isNullable || inner.isNullable };
  }
  if (choices.length > 1) return unionShape(root, resolved, definition, { choices, isNullable });
  return { ...plainShape(resolved, definition), isNullable };
}

interface UnionParts {
  readonly choices: readonly unknown[];
  readonly isNullable: boolean;
}

function unionShape(
  root: JsonSchema,
  resolved: JsonSchema,
  definition: object,
  { choices, isNullable }: UnionParts,
): Shape {
  const { anyOf: _, oneOf: __, ...around } = resolved;
  const plain = { ...plainShape(resolved, definition), isNullable };
  // What is said of all options is said of each.
  const isAround = plain.kind === 'object' && plain.properties.length > 0;
  const options = isAround ? choices.map((option) => ({ allOf: [around, option] })) : choices;
  const fixed = choices.map((option) => fixedChoices(root, option));
  if (fixed.every((values) => values.length > 0))
    return { ...plain, kind: 'enum', choices: fixed.flat() };
  return { ...plain, kind: 'union', options };
}

/** What an option may be, where it can be listed. */
function fixedChoices(root: JsonSchema, option: unknown): readonly unknown[] {
  if (!isContainer(option) || Array.isArray(option)) return [];
  const { schema } = resolve(root, option, new Set());
  return choicesOf(schema);
}

function choicesOf(schema: JsonSchema): readonly unknown[] {
  return 'const' in schema ? [schema['const']] : listAt(schema, 'enum');
}

function plainShape(schema: JsonSchema, definition: object): Shape {
  const kind = kindOf(schema);
  const required = new Set(listAt(schema, 'required'));
  const properties = objectAt(schema, 'properties') ?? {};
  const prefix = listAt(schema, 'prefixItems');
  // Draft 7 writes a tuple's places where later drafts write the schema of every item.
  const items = prefix.length > 0 ? prefix : listAt(schema, 'items');
  const rest = kind === 'object' ? 'additionalProperties' : prefix.length > 0 ? 'items' : '';
  const more = restOf(kind, getOwn(schema, kind === 'list' ? 'items' : rest));
  return {
    kind,
    title: textAt(schema, 'title'),
    description: textAt(schema, 'description'),
    isNullable: false,
    schema,
    definition,
    properties: namesOf(schema, properties).map((key) => ({
      key,
      schema: Object.hasOwn(properties, key) ? getOwn(properties, key) : more,
      isRequired: required.has(key),
    })),
    rest: more,
    items,
    options: [],
    choices: choicesOf(schema),
  };
}

/** A record may list its keys. */
function namesOf(schema: JsonSchema, properties: JsonObject): readonly string[] {
  const listed = choicesOf(objectAt(schema, 'propertyNames') ?? {}).map(String);
  return [...new Set([...Object.keys(properties), ...listed])];
}

/** What nothing is said of may be there, in an object and in a list; not behind the places of a tuple. */
function restOf(kind: ObjectKind, rest: unknown): unknown {
  if (rest === false) return undefined;
  if (rest === undefined) return kind === 'object' || kind === 'list' ? ANYTHING : undefined;
  return Array.isArray(rest) ? undefined : rest;
}

function kindOf(schema: JsonSchema): ObjectKind {
  if ('const' in schema || listAt(schema, 'enum').length > 0) return 'enum';
  const types = typesOf(schema).filter((type) => type !== 'null');
  if (types.length > 1) return 'any';
  switch (types[0] ?? impliedType(schema)) {
    case 'object':
      return 'object';
    case 'array': {
      const hasPlaces = listAt(schema, 'prefixItems').length + listAt(schema, 'items').length > 0;
      return hasPlaces ? 'tuple' : 'list';
    }
    case 'string':
      return FORMATS[textAt(schema, 'format') ?? ''] ?? textKind(schema);
    case 'number':
      return 'number';
    case 'integer':
      return 'integer';
    case 'boolean':
      return 'boolean';
    default:
      return typesOf(schema).length > 0 ? 'null' : 'any';
  }
}

function impliedType(schema: JsonSchema): string | undefined {
  if ('properties' in schema) return 'object';
  return 'items' in schema || 'prefixItems' in schema ? 'array' : undefined;
}

/** A text with a format, a pattern or a limit is a line; any other may be pages. */
function textKind(schema: JsonSchema): 'string' | 'text' {
  if ((numberAt(schema, 'maxLength') ?? Infinity) <= LINE) return 'string';
  return 'format' in schema || 'pattern' in schema ? 'string' : 'text';
}

function typesOf(schema: JsonSchema): readonly unknown[] {
  const type = getOwn(schema, 'type');
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

/** Several types are a union of them, too. */
function optionsOf(schema: JsonSchema): readonly unknown[] {
  const options = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')];
  const types = choicesOf(schema).length > 0 ? [] : typesOf(schema);
  if (options.length > 0 || types.filter((type) => type !== 'null').length < 2) return options;
  const { title: _, description: __, ...rest } = schema;
  return types.map((type) => ({ ...rest, type }));
}

/** With the options of those that are unions themselves, unless something else is said of them. */
function flatOptions(
  root: JsonSchema,
  schema: JsonSchema,
  seen: ReadonlySet<unknown>,
): readonly unknown[] {
  return optionsOf(schema).flatMap((option) => {
    if (!isContainer(option) || Array.isArray(option) || seen.has(option)) return [option];
    const { schema: inner } = resolve(root, option, new Set());
    const isBare = !('title' in inner) && !('properties' in inner);
    const hasSeveral = optionsOf(inner).length > 1;
    return hasSeveral && isBare ? flatOptions(root, inner, new Set([...seen, option])) : [option];
  });
}

function isNull(option: unknown): boolean {
  return isContainer(option) && getOwn(option, 'type') === 'null';
}

interface Resolved {
  readonly schema: JsonSchema;
  readonly definition: object;
}

/** Follows references and lays the members of an intersection over one another; a circle of references says nothing. */
function resolve(root: JsonSchema, node: JsonSchema, seen: Set<object>): Resolved {
  if (seen.has(node)) return { schema: ANYTHING, definition: node };
  seen.add(node);
  const { $ref, allOf, ...own } = node;
  const target = typeof $ref === 'string' ? follow(root, $ref) : undefined;
  const members = [target, ...(Array.isArray(allOf) ? (allOf as unknown[]) : [])];
  const parts = members
    .filter((part): part is JsonObject => isContainer(part) && !Array.isArray(part))
    .map((part) => resolve(root, part, seen));
  if (parts.length === 0) return { schema: node, definition: node };
  const schema = [...parts.map((part) => part.schema), own].reduce(overlay, ANYTHING);
  const [first] = parts;
  return { schema, definition: parts.length === 1 && first ? first.definition : node };
}

function overlay(one: JsonSchema, other: JsonSchema): JsonSchema {
  const properties = { ...objectAt(one, 'properties'), ...objectAt(other, 'properties') };
  const required = [...listAt(one, 'required'), ...listAt(other, 'required')];
  const [mine, theirs] = [optionsOf(one), optionsOf(other)];
  const isBoth = mine.length > 0 && theirs.length > 0;
  return {
    ...one,
    ...other,
    // One of these and one of those.
    ...(isBoth && {
      oneOf: undefined,
      anyOf: mine.flatMap((option) => theirs.map((also) => ({ allOf: [option, also] }))),
    }),
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  };
}

/** Of references, those within the schema itself: `#`, `#/$defs/Node`. */
function follow(root: JsonSchema, reference: string): unknown {
  if (!reference.startsWith('#')) return undefined;
  return reference
    .slice(1)
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((part, step) => getOwn(part, Array.isArray(part) ? Number(step) : step), root);
}
