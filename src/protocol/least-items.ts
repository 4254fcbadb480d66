// In: the schema of an answer, and the path of a list. Out: how many items there will be at least, for their places.
// Knows nothing of answers, and nothing of who shows the places.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { leastItems as leastItemsIn } from '../schema/index.js';
import type { FieldPath } from './field-path.js';
import { parsePath, type Path } from './path.js';

/**
 * How many items a list will have at least, as its zod schema says: the minimum or the length of an array, the required
 * items of a tuple. `0` where the schema says nothing: no such list, a Standard Schema that is not zod's, a union that
 * depends on the answer.
 *
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * import { z } from 'zod';
 *
 * const Quiz = z.object({ questions: z.array(z.string()).min(3), top: z.tuple([z.string(), z.string()]) });
 * leastItems(Quiz, 'questions'); // 3
 * leastItems(Quiz, 'top'); // 2
 */
export function leastItems<T>(
  schema: StandardSchemaV1<unknown, T>,
  path: FieldPath<T> | Path,
): number {
  return leastItemsIn(schema, parsePath(path));
}
