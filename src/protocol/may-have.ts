// In: a schema, and a path or pattern. Out: whether an answer that fits it may have something there.
// For paths that only the running program knows: those that are written out, the compiler checks.
// Knows nothing of answers.

import { mayLead, type AnySchema } from '../schema/index.js';
import { parsePath, type PathInput } from './path.js';
import { type PreparedSchema, prepareSchema } from './prepared-schema.js';

/**
 * Whether an answer may have something at a path or pattern: as it is written, or as its zod schema makes it. True
 * wherever the schema does not rule it out: below what a function of it makes, in a Standard Schema that is not zod's.
 *
 * @throws {UsageError} `invalid-schema` for anything that is no Standard Schema
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * import { z } from 'zod';
 *
 * const schema = z.object({ title: z.string(), items: z.array(z.object({ name: z.string() })) });
 * mayHave(schema, 'items[*].name'); // true
 * mayHave(schema, 'title[0]'); // false
 */
export function mayHave(schema: AnySchema | PreparedSchema, path: PathInput): boolean {
  const { root } = prepareSchema(schema);
  return root === undefined || mayLead(root.schema, parsePath(path), true);
}
