// In: an output as people write one down: an object of examples of types. Out: the JSON Schema it stands for.
// `{ title: string, items: [{ $type: number, $desc: Price }] }`; the order of keys is the order of fields.
// Knows nothing of files or zod.

import { isContainer } from '../../internal/own.js';
import type { JsonSchema } from '../model.js';
import type { FilePath } from './read-document.js';

/** Makes an error at a part of the literal. */
export type Refuse = (path: FilePath, what: string) => Error;

/** Throws what `refuse` makes for what stands for no type. */
export function toJsonSchema(literal: unknown, path: FilePath, refuse: Refuse): JsonSchema {
  if (typeof literal === 'string') return ofText(literal, path, refuse);
  if (Array.isArray(literal)) return ofList(literal, path, refuse);
  if (!isContainer(literal)) throw refuse(path, 'stands for no type. Write `string`, or any');
  const type = markOf(literal, 'type');
  if (type !== undefined) return ofMarked(literal, type, path, refuse);
  const entries = Object.entries(literal);
  const required = entries.filter(([, child]) => !isOptional(child)).map(([key]) => key);
  const properties = entries.map(
    ([key, child]) => [key, toJsonSchema(child, [...path, key], refuse)] as const,
  );
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

function ofList(items: readonly unknown[], path: FilePath, refuse: Refuse): JsonSchema {
  const schemas = items.map((item, index) => toJsonSchema(item, [...path, index], refuse));
  const [only = {}, ...others] = schemas;
  return { type: 'array', items: others.length === 0 ? only : { anyOf: schemas } };
}

const MARKS = ['type', 'desc', 'default', 'optional'] as const;

/** `$type` as in our files, or `.type`. */
function markOf(literal: object, mark: (typeof MARKS)[number]): unknown {
  const name = [`$${mark}`, `.${mark}`].find((key) => Object.hasOwn(literal, key));
  return name === undefined ? undefined : (literal as Readonly<Record<string, unknown>>)[name];
}

function ofMarked(literal: object, type: unknown, path: FilePath, refuse: Refuse): JsonSchema {
  const known = new Set(MARKS.flatMap((mark) => [`$${mark}`, `.${mark}`]));
  const stray = Object.keys(literal).find((key) => !known.has(key));
  if (stray !== undefined)
    throw refuse(
      [...path, stray],
      'is beside `$type`, where only $desc, $default and $optional are',
    );
  const key = Object.hasOwn(literal, '$type') ? '$type' : '.type';
  const schema = toJsonSchema(type, [...path, key], refuse);
  const description = markOf(literal, 'desc');
  if (description !== undefined && typeof description !== 'string')
    throw refuse(path, 'has a `$desc` that is no text');
  const optional = markOf(literal, 'optional');
  if (optional !== undefined && typeof optional !== 'boolean')
    throw refuse(path, 'has an `$optional` that is neither true nor false');
  const byDefault = markOf(literal, 'default');
  return {
    ...schema,
    ...(typeof description === 'string' && { description }),
    // What JSON Schema has of a default is any value of JSON, which a file cannot have otherwise.
    ...(byDefault !== undefined && { default: byDefault as NonNullable<JsonSchema['default']> }),
  };
}

function isOptional(child: unknown): boolean {
  if (!isContainer(child) || Array.isArray(child)) return false;
  return markOf(child, 'optional') === true || markOf(child, 'default') !== undefined;
}

const TYPES: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ...['string', 'str', 'text'].map((name) => [name, { type: 'string' }] as const),
  ...['number', 'float'].map((name) => [name, { type: 'number' }] as const),
  ...['integer', 'int'].map((name) => [name, { type: 'integer' }] as const),
  ...['boolean', 'bool'].map((name) => [name, { type: 'boolean' }] as const),
  ...['null', 'none'].map((name) => [name, { type: 'null' }] as const),
  ['any', {}],
  ['list', { type: 'array' }],
  ['object', { type: 'object' }],
]);

/** Text in quotes, an opening or a closing bracket, a bar between types, or what is none of these. */
const TOKENS = /"[^"]*"|'[^']*'|[[\]|]|[^[\]|"']+|["']/g;

/** What stands between bars that are in no brackets. */
function partsOf(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const token of text.match(TOKENS) ?? []) {
    if (token === '[') depth++;
    if (token === ']') depth--;
    if (token === '|' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${token}`);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `string`, `number[]`, `list[number | null]`, `'a' | 'b'`, `'a'[]`, `string | null`. */
function ofText(text: string, path: FilePath, refuse: Refuse): JsonSchema {
  const parts = partsOf(text);
  const literals = parts.map(literalOf);
  if (parts.length > 0 && literals.every((literal) => literal !== undefined))
    return { type: 'string', enum: literals };
  const schemas = parts.map((part, index): JsonSchema => {
    const literal = literals[index];
    return literal === undefined ? ofName(part, path, refuse) : { type: 'string', const: literal };
  });
  const [only, ...others] = schemas;
  if (only === undefined) throw refuse(path, 'stands for no type. Write `string`, or any');
  return others.length === 0 ? only : { anyOf: schemas };
}

function literalOf(part: string): string | undefined {
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')$/.exec(part) ?? [];
  return double ?? single;
}

function ofName(name: string, path: FilePath, refuse: Refuse): JsonSchema {
  const item = /^(.+)\[\]$/.exec(name)?.[1] ?? /^list\[(.+)\]$/i.exec(name)?.[1];
  if (item !== undefined) return { type: 'array', items: ofText(item, path, refuse) };
  const known = TYPES.get(name.toLowerCase());
  if (known !== undefined) return { ...known };
  throw refuse(
    path,
    "names no type. Write string, number, integer, boolean, null, any, list[…] or 'a' | 'b', and what a field is for as $desc",
  );
}
