// In: a schema that is data: JSON Schema, or an output in few words. Out: a schema of zod that a request takes.
// What is written is what the model is shown, word for word; zod checks the answer.
// Knows nothing of files.

import { fromJSONSchema } from 'zod';
import type { $ZodType } from 'zod/v4/core';
import { isContainer } from '../../internal/own.js';
import { AgentError } from '../error.js';
import type { JsonSchema } from '../model.js';
import { toJsonSchema } from './literal-schema.js';
import type { FromNotation, Notation } from './notation.js';

/**
 * A schema for `output()` from JSON Schema: of draft 2020-12, draft 7, draft 4, or of OpenAPI 3.0. The model is shown it
 * as it is written, its root closed unless it says otherwise. `T` is the type of the answer, which you promise: JSON
 * Schema has none that the compiler could read.
 *
 * @throws {AgentError} `invalid-schema` for what is no JSON Schema, or uses what zod cannot check, such as `not` and `if`.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { fromJsonSchema } from 'fieldwise/agent/files';
 *
 * const Stars = fromJsonSchema<{ stars: number }>({
 *   type: 'object',
 *   properties: { stars: { type: 'integer', maximum: 5 } },
 *   required: ['stars'],
 * });
 * const agent = createAgent({ model: async function* () { yield '{"stars":5}'; } });
 * const { stars } = await agent.input('Good tea?').output(Stars).getResponse().getData();
 * stars; // 5
 */
export function fromJsonSchema<T = unknown>(schema: object): $ZodType<T> {
  if (!isContainer(schema) || Array.isArray(schema) || '_zod' in schema)
    throw refused('fromJsonSchema takes JSON Schema; output() takes zod.');
  return fromWritten(schema) as $ZodType<T>;
}

/**
 * A schema for `output()` from an output in few words, as files have it: an object of types, in the order of its keys.
 * A type is `string`, `number`, `integer`, `boolean`, `null`, `any`, `list[string]` or `string[]`, `'a' | 'b'`, an object,
 * a list of what its items are, or `{ $type, $desc, $optional, $default }`. The type of the answer is read from it.
 *
 * @throws {AgentError} `invalid-schema` for what stands for no type, with its path.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { fromNotation } from 'fieldwise/agent/files';
 *
 * const Review = fromNotation({
 *   verdict: "'good' | 'bad'",
 *   reasons: ['string'],
 *   price: { $type: 'number', $desc: 'In euros', $optional: true },
 * });
 * const agent = createAgent({ model: async function* () { yield '{"verdict":"good","reasons":[]}'; } });
 * const { verdict } = await agent.input('Good tea?').output(Review).getResponse().getData();
 * verdict; // 'good'
 */
export function fromNotation<const N extends Notation>(notation: N): $ZodType<FromNotation<N>> {
  const schema = toJsonSchema(notation, [], (path, what) =>
    refused(`fromNotation: ${path.join('.') || 'the notation'} ${what}.`),
  );
  return fromWritten(schema) as $ZodType<FromNotation<N>>;
}

/** The schema as it is written is what the model is shown, whatever zod would make of it. */
export function fromWritten(written: JsonSchema): $ZodType {
  try {
    // The two declare JSON Schema in their own words.
    const schema = fromJSONSchema(written as Parameters<typeof fromJSONSchema>[0]);
    schema._zod.toJSONSchema = () => structuredClone(written);
    return schema;
  } catch (cause) {
    throw refused('Zod cannot check the JSON Schema: see `cause`.', { cause });
  }
}

function refused(why: string, options?: ErrorOptions): AgentError {
  return new AgentError('invalid-schema', why, options);
}
