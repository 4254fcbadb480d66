// In: a schema of any library that can write itself as JSON Schema, or a JSON Schema. Out: the JSON Schema, and readers of it.
// What comes of an answer is what the schema makes of it, so it is the output that is described.
// Knows nothing of what is done with it, and imports no schema library.

import type { StandardJSONSchemaV1 } from '@standard-schema/spec';
import { getOwn, isContainer, type JsonObject } from '../internal/own.js';
import { UsageError } from '../protocol/index.js';

/** A JSON Schema of an object, as far as it is looked at here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/**
 * What describes an answer: a schema of zod 4, of any other library that follows Standard JSON Schema, or a JSON Schema
 * itself. `V` is the answer's type.
 */
export type ObjectSchema<V = unknown> =
  | { readonly '~standard': StandardJSONSchemaV1.Props<unknown, V> }
  | (JsonSchema & { readonly '~standard'?: never });

/** A keyword for what code makes of an answer, of which no schema says anything: it is shown as it came. */
export const MADE = 'x-made';

interface ZodOverride {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } };
  readonly jsonSchema: { type?: string; format?: string; [MADE]?: boolean };
}

/** The types of zod that are made by code. */
const BY_CODE: ReadonlySet<string> = new Set(['transform', 'custom', 'map', 'set', 'bigint']);

/** What JSON cannot hold is shown by what arrives; zod is told so, other libraries do not look. */
const LENIENT = {
  unrepresentable: 'any',
  override({ zodSchema, jsonSchema }: ZodOverride) {
    const { type } = zodSchema._zod.def;
    if (type === 'date') {
      jsonSchema.type = 'string';
      jsonSchema.format = 'date-time';
    } else if (BY_CODE.has(type)) {
      jsonSchema[MADE] = true;
    }
  },
};

/**
 * Of the module, and harmless: found by the very schema that is the key, and collected with it. Written once, because
 * components are rendered again and the parts of a JSON Schema are compared by identity.
 */
const written = new WeakMap<object, JsonSchema>();

/** @throws {UsageError} `invalid-schema` when it is none, or has no way to be written as JSON Schema. */
export function toJsonSchema(schema: ObjectSchema): JsonSchema {
  if (!isContainer(schema) || Array.isArray(schema)) throw noSchema();
  const standard = schema['~standard'];
  if (standard === undefined) return schema;
  const known = written.get(schema);
  if (known) return known;
  if (!('jsonSchema' in standard)) throw noSchema();
  try {
    const options = { target: 'draft-2020-12', libraryOptions: LENIENT } as const;
    const made = standard.jsonSchema.output(options);
    written.set(schema, made);
    return made;
  } catch (cause) {
    throw noSchema(cause);
  }
}

function noSchema(cause?: unknown): UsageError {
  return new UsageError(
    'invalid-schema',
    '`schema` takes a schema that can be written as JSON Schema: one of zod 4 (not zod/mini), of another library that ' +
      'follows Standard JSON Schema, or the JSON Schema itself, such as z.toJSONSchema(schema).',
    cause === undefined ? undefined : { cause },
  );
}

export function textAt(schema: JsonObject, key: string): string | undefined {
  const value = getOwn(schema, key);
  return typeof value === 'string' ? value : undefined;
}

export function numberAt(schema: JsonObject, key: string): number | undefined {
  const value = getOwn(schema, key);
  return typeof value === 'number' ? value : undefined;
}

export function listAt(schema: JsonObject, key: string): readonly unknown[] {
  const value = getOwn(schema, key);
  return Array.isArray(value) ? value : [];
}

export function objectAt(schema: JsonObject, key: string): JsonObject | undefined {
  const value = getOwn(schema, key);
  return isContainer(value) && !Array.isArray(value) ? value : undefined;
}
