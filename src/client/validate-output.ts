// In: a finished value and its schema. Out: the schema's output, or the error that says why there is none.
// Synchronous where the schema is, so that the last event and the data can be shown together.
// Knows nothing of runs or events.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { InstantClientError } from './error.js';

export type Verdict<T> =
  | { readonly data: T; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: InstantClientError };

export function validateOutput<T>(
  value: unknown,
  schema: StandardSchemaV1<unknown, T> | undefined,
): Verdict<T> | Promise<Verdict<T>> {
  // Without a schema the type is the caller's promise.
  if (schema === undefined) return { data: value as T };
  try {
    const result = schema['~standard'].validate(value);
    // A promise of another realm, or a query builder's, is no instance of Promise.
    if (!('then' in result)) return toVerdict(result);
    return Promise.resolve(result).then(toVerdict).catch(toFailure);
  } catch (cause) {
    return toFailure(cause);
  }
}

function toVerdict<T>(result: StandardSchemaV1.Result<T>): Verdict<T> {
  if (result.issues === undefined) return { data: result.value };
  const { issues } = result;
  return invalid(`${issues.length} issue(s), listed in issues`, { issues });
}

function toFailure(cause: unknown): { readonly error: InstantClientError } {
  return invalid('the schema threw, its error is the cause', { cause });
}

function invalid(
  reason: string,
  details: ConstructorParameters<typeof InstantClientError>[3],
): { readonly error: InstantClientError } {
  const message = `The finished answer does not fit its schema: ${reason}. What arrived is kept in partial.`;
  return { error: new InstantClientError('validation', 'invalid-output', message, details) };
}
