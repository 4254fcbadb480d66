// In: a question about the structure of a schema. Out: its answer, or another where the schema's own code throws.
// Knows nothing of what is asked.

/**
 * What a schema's own code says of its structure: the getter of a lazy schema, or of an object's field. Where that throws,
 * so does zod, which is asked about the whole value then; the error is the cause of what is told.
 */
export function unlessItThrows<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}
