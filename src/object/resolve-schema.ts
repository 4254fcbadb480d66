// In: a JSON Schema, and a part of it. Out: the part's keywords with references followed and intersections laid together, and its options.
// A circle of references says nothing.
// Knows nothing of kinds, and of what is shown.

import { getOwn, isContainer, type JsonObject } from '../internal/own.js';
import { listAt, objectAt, textAt, type JsonSchema } from './object-schema.js';

export interface Resolved {
  readonly schema: JsonSchema;
  /** What tells that a schema contains itself: the same object for the same definition. */
  readonly definition: object;
}

export const ANYTHING: JsonSchema = {};

/** Follows references and lays the members of an intersection over one another. */
export function resolve(root: JsonSchema, node: JsonSchema, seen = new Set<object>()): Resolved {
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

export function typesOf(schema: JsonSchema): readonly unknown[] {
  const type = getOwn(schema, 'type');
  return Array.isArray(type) ? type : type === undefined ? [] : [type];
}

/** What it may be, where that can be listed. */
export function choicesOf(schema: JsonSchema): readonly unknown[] {
  return 'const' in schema ? [schema['const']] : listAt(schema, 'enum');
}

/** Several types are a union of them, too; the types of content that a file may have are none. */
function optionsOf(schema: JsonSchema): readonly unknown[] {
  if (textAt(schema, 'format') === 'binary') return [];
  const options = [...listAt(schema, 'anyOf'), ...listAt(schema, 'oneOf')];
  const types = choicesOf(schema).length > 0 ? [] : typesOf(schema);
  if (options.length > 0 || types.filter((type) => type !== 'null').length < 2) return options;
  const { title: _, description: __, ...rest } = schema;
  return types.map((type) => ({ ...rest, type }));
}

/** With the options of those that are unions themselves, unless something else is said of them. */
export function flatOptions(
  root: JsonSchema,
  schema: JsonSchema,
  seen: ReadonlySet<unknown> = new Set(),
): readonly unknown[] {
  return optionsOf(schema).flatMap((option) => {
    if (!isContainer(option) || Array.isArray(option) || seen.has(option)) return [option];
    const { schema: inner } = resolve(root, option);
    const isBare = !('title' in inner) && !('properties' in inner);
    const hasSeveral = optionsOf(inner).length > 1;
    return hasSeveral && isBare ? flatOptions(root, inner, new Set([...seen, option])) : [option];
  });
}

export function isNull(option: unknown): boolean {
  return isContainer(option) && getOwn(option, 'type') === 'null';
}
