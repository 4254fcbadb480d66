// In: the events of one submit, and the schema of its answer. Out: the same events as the schema sees them, and the data.
// Synchronous where the schema is, so that the last event and the data can be shown together.
// Knows nothing of runs, listeners or transports.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { createSchemaReader, formatPath, prepareSchema } from '../protocol/index.js';
import type { InstantEvent, PreparedSchema, SchemaReader } from '../protocol/index.js';
import { InstantClientError, type ClientIssue } from './error.js';
import type { InstantRunOptions } from './run-options.js';

/** The data, or why there is none; and what is left to show of a verdict that had to be waited for. */
export type Verdict<T> = { readonly events?: readonly InstantEvent[] } & (
  | { readonly data: T; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: InstantClientError }
);

export interface AnswerReader<T> {
  read(event: InstantEvent): readonly InstantEvent[];
  /** Says what the answer amounts to once it is whole; `value` is it as shown. */
  judge(value: unknown): Verdict<T> | Promise<Verdict<T>>;
}

/**
 * Makes readers with the options as they are then. What is worked out of a schema is kept as long as it is the same.
 * @throws {PolicyError} `invalid-policy`
 */
export function createAnswerReaders<T>(
  options: Pick<InstantRunOptions<T>, 'schema' | 'policies'>,
): () => AnswerReader<T> {
  let known: InstantRunOptions<T>['schema'];
  let prepared: PreparedSchema = prepareSchema(known);
  return () => {
    const { schema, policies } = options;
    if (schema !== known) {
      known = schema;
      prepared = prepareSchema(schema);
    }
    const reader = createSchemaReader({ schema: prepared, policies });
    return {
      read: (event) => reader.read([event]),
      judge: (value) => judge(reader, value, schema),
    };
  };
}

function judge<T>(
  reader: SchemaReader,
  value: unknown,
  schema: StandardSchemaV1<unknown, T> | undefined,
): Verdict<T> | Promise<Verdict<T>> {
  // Without a schema the type is the caller's promise.
  if (schema === undefined) return { data: value as T };
  const { output } = reader;
  if (output?.status === 'valid') return { data: output.value as T };
  if (output?.status === 'invalid') return invalid(output.issues);
  try {
    const result = schema['~standard'].validate(output === undefined ? value : output.raw);
    // A promise of another realm, or a query builder's, is no instance of Promise.
    if (!('then' in result)) return toVerdict(result);
    return Promise.resolve(result)
      .then((settled) => ({ ...toVerdict(settled), events: reader.settle(settled) }))
      .catch(toFailure);
  } catch (cause) {
    return toFailure(cause);
  }
}

function toVerdict<T>(result: StandardSchemaV1.Result<T>): Verdict<T> {
  if (result.issues === undefined) return { data: result.value };
  // As every issue is told here: a library's own may carry the whole answer.
  return invalid(
    result.issues.map(({ message, path = [] }) => ({
      message,
      path: path.map((step) => (typeof step === 'object' ? step.key : step)),
    })),
  );
}

function invalid(issues: readonly ClientIssue[]): Verdict<never> {
  const path = issues[0]?.path?.map((step) => keyOf(typeof step === 'object' ? step.key : step));
  return failed(`${issues.length} issue(s), listed in issues`, {
    issues,
    path: path && formatPath(path),
  });
}

function keyOf(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}

function toFailure(cause: unknown): Verdict<never> {
  return failed('the schema threw, its error is the cause', { cause });
}

function failed(
  reason: string,
  details: ConstructorParameters<typeof InstantClientError>[3],
): Verdict<never> {
  const message = `The finished answer does not fit its schema: ${reason}. What arrived is kept in partial.`;
  return { error: new InstantClientError('validation', 'invalid-output', message, details) };
}
