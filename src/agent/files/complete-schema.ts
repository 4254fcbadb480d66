// In: a JSON Schema as somebody wrote it. Out: a zod schema that checks answers by it, and shows itself as it was written.
// What people leave out of a schema is what they take for granted: something with properties is an object.
// Knows nothing of files, requests or errors of ours.

import { clone, fromJSONSchema } from 'zod';
import type { $ZodType } from 'zod/v4/core';
import { isContainer } from '../../internal/own.js';
import type { JsonSchema } from '../model.js';

/** What of a JSON Schema is a schema, or a list of them. */
const SCHEMAS = new Set(
  'items prefixItems additionalItems additionalProperties contains propertyNames not allOf anyOf oneOf'.split(
    ' ',
  ),
);
/** What of it has a schema for each name. */
const NAMED = new Set(['properties', 'patternProperties', 'definitions', '$defs']);

/**
 * The schema as it is written is what the model is shown, whatever zod would make of it.
 * Throws what zod throws for what it cannot check.
 */
export function readJsonSchema(written: JsonSchema): $ZodType {
  const read = fromJSONSchema(complete(written) as Parameters<typeof fromJSONSchema>[0], {
    // In later drafts they are `$defs`; what a request writes is of draft 7.
    defaultTarget: Object.hasOwn(written, 'definitions') ? 'draft-7' : 'draft-2020-12',
  });
  // One of its own: what zod derives from another, as by a description, is shown as that other one.
  const schema = clone(read, read._zod.def);
  schema._zod.toJSONSchema = () => structuredClone(written);
  return schema;
}

/** Says the types that go without saying, and leaves out names that would be known to the whole process. */
function complete(schema: unknown): unknown {
  if (!isContainer(schema)) return schema;
  if (Array.isArray(schema)) return schema.map(complete);
  const { id: _, $id: _id, ...parts } = schema;
  const whole = mapParts(parts, (part, key) => {
    if (NAMED.has(key) && isContainer(part)) return mapParts(part, complete);
    return SCHEMAS.has(key) ? complete(part) : part;
  });
  const has = (key: string) => Object.hasOwn(whole, key);
  if (['type', '$ref', 'enum', 'const'].some(has)) return whole;
  if (has('properties')) return { type: 'object', ...whole };
  return has('items') || has('prefixItems') ? { type: 'array', ...whole } : whole;
}

function mapParts(parts: object, change: (part: unknown, key: string) => unknown): object {
  return Object.fromEntries(Object.entries(parts).map(([key, part]) => [key, change(part, key)]));
}
