// In: a part of a schema, and what arrived of it. Out: whether it needs a heading, the type of it, and the keys nobody named.
// Knows nothing of paths, and of what is rendered.

import { isContainer, type JsonObject } from '../internal/own.js';
import { MADE, type JsonSchema } from './object-schema.js';
import type { Shape, Shapes } from './shape.js';

/** True for what is more than a line: an object, or something that may hold one. */
export function isBlock(shapes: Shapes, part: unknown, seen = new Set<object>()): boolean {
  const { kind, definition, rest, items, options } = shapes.of(part);
  if (kind === 'object') return true;
  if (seen.has(definition)) return false;
  seen.add(definition);
  const inner = kind === 'list' ? [rest] : kind === 'tuple' ? items : options;
  return inner.some((each) => isBlock(shapes, each, seen));
}

/** What is as it came, of which nothing more is known. */
const AS_IT_CAME: JsonSchema = { [MADE]: true };

/** Objects that stay the same: parts are known by their identity. */
const CAME: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bigint: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  array: { type: 'array', items: AS_IT_CAME },
  object: { type: 'object', additionalProperties: AS_IT_CAME, [MADE]: true },
};

/** What something may be of which a schema says nothing: all that JSON has, but `null`. */
export const OPEN_PARTS: readonly JsonSchema[] = [
  { type: 'string' },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'array' },
  { type: 'object' },
];

/** The schema of something of which only the type is known, by what came. */
export function openPart(type: string): JsonSchema | undefined {
  return CAME[type];
}

/** True of an object as JSON has them; one of a class is known to nobody here. */
export function isPlain(value: unknown): value is JsonObject {
  if (!isContainer(value) || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The type of what arrived, by the names above; `class` of what a schema made of it. */
export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  return typeof value === 'object' && !isPlain(value) ? 'class' : typeof value;
}

/** The keys that have arrived and that the schema does not name, as one text, which compares by value. */
export function extraKeys({ properties, rest }: Shape, value: unknown): string {
  if (rest === undefined || !isContainer(value) || Array.isArray(value)) return '[]';
  const named = new Set(properties.map(({ key }) => key));
  return JSON.stringify(Object.keys(value).filter((key) => !named.has(key)));
}
