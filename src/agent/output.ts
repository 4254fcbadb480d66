// In: a zod schema. Out: what an answer is asked for and read with, and what is said of one that does not fit.
// A schema is gone through once for each agent.
// Knows nothing of models, prompts or streams.

import type { $ZodType } from 'zod/v4/core';
import { kindOf } from '../internal/kind-of.js';
import {
  formatPath,
  prepareSchema,
  type PathSegment,
  type PreparedSchema,
  type SchemaIssue,
} from '../protocol/index.js';
import { AgentError } from './error.js';
import { listIssues } from './list-issues.js';
import { toModelSchema, type ModelSchema } from './model-schema.js';

/** An output requirement. */
export interface Output extends ModelSchema {
  readonly schema: $ZodType;
  /** For reading answers field by field. */
  readonly prepared: PreparedSchema;
}

/** The output requirements of one agent. */
export interface Outputs {
  /**
   * What to tell the model of a schema, worked out when it is first asked for.
   * @throws {AgentError} `invalid-schema`
   */
  of(schema: $ZodType): Output;
}

/** Holds on to no schema that nobody else does. */
export function createOutputs(): Outputs {
  const known = new WeakMap<$ZodType, Output>();
  return {
    of(schema) {
      let output = known.get(schema);
      if (output === undefined) known.set(schema, (output = createOutput(schema)));
      return output;
    },
  };
}

/**
 * Works out what to tell the model of a schema.
 * @throws {AgentError} `invalid-schema` when it is none, or JSON has no way to say it (a bigint, a Date, a function).
 */
export function createOutput(schema: $ZodType, maker = 'output'): Output {
  if (!isSchema(schema)) {
    throw new AgentError(
      'invalid-schema',
      `${maker}: the schema is ${kindOf(schema)}. Pass a schema of zod 4, such as z.object({ title: z.string() }); ` +
        'fromJsonSchema and fromNotation of fieldwise/agent/files make one of data.',
    );
  }
  try {
    return { schema, ...toModelSchema(schema), prepared: prepareSchema(schema) };
  } catch (cause) {
    throw new AgentError(
      'invalid-schema',
      `${maker}: the schema cannot be written as JSON Schema. Use a zod 4 schema of what JSON can hold: ` +
        'z.iso.datetime() instead of z.date(), z.int() instead of z.bigint().',
      { cause },
    );
  }
}

/** Types promise it, but plain JavaScript may pass a shape, a schema of zod 3 or of another library. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** The answer, whole as it is, is not what was asked for. */
export function invalidOutput(found: readonly SchemaIssue[]): AgentError {
  const issues = found.map(({ path, message }) => ({
    path: formatPath(path.map(toSegment)),
    message,
  }));
  const message = `The answer does not match its schema: ${listIssues(issues)}.`;
  const cause = found.find((issue) => issue.cause !== undefined)?.cause;
  return new AgentError('invalid-output', message, {
    issues,
    ...(cause !== undefined && { cause }),
  });
}

function toSegment(key: PropertyKey): PathSegment {
  return typeof key === 'symbol' ? String(key) : key;
}
