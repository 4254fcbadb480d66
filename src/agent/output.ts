// In: a zod schema. Out: its JSON Schema for the model, and the check of a whole answer.
// The model writes what goes into the schema, so transforms and defaults are shown by their input.
// Knows nothing of models, prompts or streams.

import { safeParseAsync, toJSONSchema, type $ZodType, type output } from 'zod/v4/core';
import { formatPath, type PathSegment, type RootExpectation } from '../protocol/index.js';
import { AgentError } from './error.js';
import type { JsonSchema } from './model.js';

/** An output requirement, worked out once per schema given to a request. */
export interface Output {
  readonly schema: $ZodType;
  readonly jsonSchema: JsonSchema;
}

/**
 * Works out what to tell the model of a schema.
 * @throws {AgentError} `invalid-schema` when JSON has no way to say it (a bigint, a Date, a function).
 */
export function createOutput(schema: $ZodType): Output {
  try {
    const { $schema: _, ...jsonSchema } = toJSONSchema(schema, {
      io: 'input',
      target: 'draft-7',
      override: ({ jsonSchema }) => closeObject(jsonSchema),
    });
    // zod and the AI SDK each declare the shape of draft 7 in their own words.
    return { schema, jsonSchema: jsonSchema as JsonSchema };
  } catch (cause) {
    throw new AgentError(
      'invalid-schema',
      'The output schema cannot be written as JSON Schema. Use a zod 4 schema of what JSON can hold: ' +
        'z.iso.datetime() instead of z.date(), z.int() instead of z.bigint().',
      { cause },
    );
  }
}

/**
 * What the first characters of an answer must look like. It tells the answer from the other JSON a model may write
 * around it: drafts, examples, quotations.
 */
export function expectedRoot({ type, properties }: JsonSchema): RootExpectation | undefined {
  if (type === 'array') return { kind: 'array' };
  if (type === 'object') {
    const keys = Object.keys(properties ?? {});
    return keys.length === 0 ? { kind: 'object' } : { kind: 'object', keys: new Set(keys) };
  }
  return typeof type === 'string' ? { kind: 'scalar' } : undefined;
}

/**
 * Checks a whole answer against its schema.
 * @throws {AgentError} `invalid-output`, with `issues`.
 */
export async function validateOutput<S extends $ZodType>(
  schema: S,
  value: unknown,
): Promise<output<S>> {
  const result = await safeParseAsync(schema, value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({ path, message }) => ({
    path: formatPath(path.map(toSegment)),
    message,
  }));
  const list = issues.map(({ path, message }) => `${path === '' ? 'the root' : path}: ${message}`);
  throw new AgentError(
    'invalid-output',
    `The answer does not match its schema: ${list.join('; ')}.`,
    {
      issues,
      cause: result.error,
    },
  );
}

/** Native structured output wants objects closed; zod leaves that open for what goes in. */
function closeObject(schema: { properties?: unknown; additionalProperties?: unknown }): void {
  if (schema.properties !== undefined) schema.additionalProperties ??= false;
}

function toSegment(key: PropertyKey): PathSegment {
  return typeof key === 'symbol' ? String(key) : key;
}
