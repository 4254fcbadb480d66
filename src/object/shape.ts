// In: a JSON Schema. Out: of each part of it, what a view needs to know: its kind, its words, and what is in it.
// Worked out when a part is asked for and kept, so that equal parts are equal objects and recursion costs nothing.
// Knows nothing of answers and of how anything is shown.

import { getOwn, isContainer, type JsonObject } from '../internal/own.js';
import { listAt, MADE, numberAt, objectAt, textAt, type JsonSchema } from './object-schema.js';
import { ANYTHING, choicesOf, flatOptions, isNull, resolve, typesOf } from './resolve-schema.js';
import type { Resolved } from './resolve-schema.js';

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
  | 'file'
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

export interface Shape extends Resolved {
  readonly kind: ObjectKind;
  readonly title: string | undefined;
  readonly description: string | undefined;
  readonly isNullable: boolean;
  readonly properties: readonly Property[];
  /** The schema of keys without a name, and of items without a place; `undefined` where there are none. */
  readonly rest: unknown;
  /** True of an object that is there for keys that nobody foresaw: a record, but for one that lists its keys. */
  readonly isOpen: boolean;
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
  binary: 'file',
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
  const { schema: resolved, definition } = resolve(root, node);
  const options = flatOptions(root, resolved);
  const choices = options.filter((option) => !isNull(option));
  const [only] = choices;
  const isNullable = choices.length < options.length || typesOf(resolved).includes('null');
  if (choices.length === 1 && isContainer(only) && !seen.has(only)) {
    const { anyOf: _, oneOf: __, ...around } = resolved;
    // It may be several itself.
    const inner = shapeOf(root, { ...around, allOf: [only] }, seen.add(only));
    const via = resolve(root, only as JsonSchema).definition;
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
  return choicesOf(resolve(root, option).schema);
}

function plainShape(schema: JsonSchema, definition: object): Shape {
  const kind = kindOf(schema);
  const required = new Set(listAt(schema, 'required'));
  const properties = objectAt(schema, 'properties') ?? {};
  const prefix = listAt(schema, 'prefixItems');
  // Draft 7 writes a tuple's places where later drafts write the schema of every item.
  const items = prefix.length > 0 ? prefix : listAt(schema, 'items');
  const rest = kind === 'object' ? 'additionalProperties' : prefix.length > 0 ? 'items' : '';
  const said = getOwn(schema, kind === 'list' ? 'items' : rest);
  const more = restOf(kind, said);
  const names = namesOf(schema, properties);
  return {
    kind,
    title: textAt(schema, 'title'),
    description: textAt(schema, 'description'),
    isNullable: false,
    schema,
    definition,
    properties: names.map((key) => ({
      key,
      schema: Object.hasOwn(properties, key) ? getOwn(properties, key) : more,
      isRequired: required.has(key),
    })),
    rest: more,
    // Any key at all beside those that are named is what a schema forgives, and not what it is for.
    isOpen: kind === 'object' && more !== undefined && takesMore(schema, names),
    items,
    options: [],
    choices: choicesOf(schema),
  };
}

/** True where a person may add keys: where none is named, or something is said of others. Of listed ones there are no more. */
function takesMore(schema: JsonSchema, names: readonly string[]): boolean {
  if (MADE in schema) return false;
  const more = objectAt(schema, 'additionalProperties') ?? {};
  return names.length === 0 || (Object.keys(more).length > 0 && listedNames(schema).length === 0);
}

/** A record may list its keys. */
function namesOf(schema: JsonSchema, properties: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(properties), ...listedNames(schema)])];
}

function listedNames(schema: JsonSchema): readonly string[] {
  return choicesOf(objectAt(schema, 'propertyNames') ?? {}).map(String);
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
