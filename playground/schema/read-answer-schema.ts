// In: zod notation. Out: the schema of an answer, which is an object.
// Knows nothing of how notation is read.

import { z } from 'zod';
import { readSchema } from './read-schema.js';
import { SchemaError } from './schema-error.js';

/** @throws {SchemaError} when it cannot be read, or stands for something else. */
export function readAnswerSchema(text: string): z.ZodObject {
  const schema = readSchema(text);
  if (schema instanceof z.ZodObject) return schema;
  throw new SchemaError(
    text,
    text.length,
    'The last schema is the answer’s, and an answer is a z.object({ … }).',
  );
}
