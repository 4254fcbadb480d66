// In: the events of one submit, and the schema of its answer. Out: the same events as the schema sees them, and the data.
// Synchronous where the schema is, so that the last event and the data can be shown together.
// Knows nothing of runs, listeners or transports.

import { createSchemaReader, formatPath, prepareSchema } from '../protocol/index.js';
import type {
  DoneEvent,
  InstantEvent,
  PreparedSchema,
  SchemaIssue,
  SchemaReader,
} from '../protocol/index.js';
import type { AmendedAnswer } from './amended-fields.js';
import { InstantClientError } from './error.js';
import type { InstantRunOptions } from './run-options.js';

/**
 * The data, or why there is none; and what is left to show of a verdict that had to be waited for, or of an answer that
 * was put together anew.
 */
export type Verdict<T> = {
  readonly events?: readonly InstantEvent[];
  readonly answer?: AmendedAnswer;
  /** What had to be waited for in an amended answer; the answer has it already. */
  readonly late?: readonly InstantEvent[] | undefined;
  /** What is around amended fields, and complete only with them. */
  readonly completed?: readonly DoneEvent[];
} & (
  | { readonly data: T; readonly error?: undefined }
  | { readonly data?: undefined; readonly error: InstantClientError }
);

export interface AnswerReader<T> {
  read(event: InstantEvent): readonly InstantEvent[];
  /** True of a whole answer that only a promise can tell of: its verdict has to be waited for, and may have events. */
  readonly isUntold: boolean;
  /** Says what the answer amounts to once it is whole; `value` is it as shown. */
  judge(value: unknown): Verdict<T> | Promise<Verdict<T>>;
}

/**
 * Reads with the options as they are now.
 * @throws {PolicyError} `invalid-policy`
 */
export function createAnswerReader<T>({
  schema,
  policies,
}: Pick<InstantRunOptions<T>, 'schema' | 'policies'>): AnswerReader<T> {
  const prepared = prepareSchema(schema);
  const reader = createSchemaReader({ schema: prepared, policies });
  return {
    read: (event) => reader.read([event]),
    get isUntold() {
      return reader.output !== undefined && 'raw' in reader.output;
    },
    judge: (value) => judge<T>(reader, value, schema && prepared),
  };
}

function judge<T>(
  reader: SchemaReader,
  value: unknown,
  schema: PreparedSchema | undefined,
): Verdict<T> | Promise<Verdict<T>> {
  // Without a schema the type is the caller's promise.
  if (schema === undefined) return { data: value as T };
  const { output } = reader;
  if (output?.status === 'valid') return { data: output.value as T };
  const isUntold = output !== undefined && 'raw' in output;
  const known = output?.status === 'invalid' ? output.issues : [];
  if (known.length > 0 && !isUntold) return invalid(known);
  return schema.settle(isUntold ? output.raw : value, known).then((settled) => ({
    // What the data is of, the schema promises.
    ...(settled.issues === undefined ? { data: settled.value as T } : invalid(settled.issues)),
    events: reader.settle(settled),
  }));
}

function invalid(told: readonly SchemaIssue[]): Verdict<never> {
  const issues = told.map(({ message, path }) => ({ message, path }));
  const thrown = told.find((issue) => 'cause' in issue);
  const path = issues[0]?.path.map(keyOf);
  const message =
    `The finished answer does not fit its schema: ${issues.length} issue${issues.length === 1 ? '' : 's'}, listed in issues` +
    `${thrown ? '; a function of it threw, its error is the cause' : ''}. What arrived is kept in partial.`;
  const details = { issues, path: path && formatPath(path), cause: thrown?.cause };
  return { error: new InstantClientError('validation', 'invalid-output', message, details) };
}

function keyOf(key: PropertyKey): string | number {
  return typeof key === 'symbol' ? String(key) : key;
}
