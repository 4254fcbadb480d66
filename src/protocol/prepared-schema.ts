// In: a schema as an application wrote it. Out: the same, prepared for any number of answers, once.
// What was worked out is kept for as long as somebody holds the schema.
// Knows nothing of events.

import { check } from '../internal/usage-error.js';
import { AnswerSchema, type AnySchema } from '../schema/index.js';

/** A schema that {@link prepareSchema} has gone through. */
export type PreparedSchema = AnswerSchema;

/** What is known of schemas that were used before, for as long as somebody holds them. */
const prepared = new WeakMap<AnySchema, PreparedSchema>();
const NO_SCHEMA: PreparedSchema = new AnswerSchema(undefined);

/**
 * Works out what a schema says of an answer's parts, to be used for any number of answers. Cheap: parts are gone
 * through when they are first needed, and the same schema only once, so metadata that is registered for it after its
 * first answer is not seen.
 *
 * @throws {UsageError} `invalid-schema` for anything that is no Standard Schema
 */
export function prepareSchema(schema: AnySchema | PreparedSchema | undefined): PreparedSchema {
  if (schema instanceof AnswerSchema) return schema;
  const isSchema = typeof schema?.['~standard']?.validate === 'function';
  check(isSchema || schema === undefined, 'schema', 'a Standard Schema', schema, 'invalid-schema');
  if (schema === undefined) return NO_SCHEMA;
  let answer = prepared.get(schema);
  if (answer === undefined) prepared.set(schema, (answer = new AnswerSchema(schema)));
  return answer;
}
