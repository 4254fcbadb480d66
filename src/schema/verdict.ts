// In: a schema and a value that is known in full. Out: the schema's output, or what is wrong with the value.
// Synchronous: what needs waiting is left to whoever checks the whole answer at its end.
// Knows nothing of events, parsers or where the value stands.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { $ZodAsyncError, config, util, type $ZodRawIssue, type $ZodType } from 'zod/v4/core';
import { copyIssue, spreadOut } from './issues-inside.js';

/** A zod 4 schema, or any other Standard Schema, which is only asked about the whole answer. */
export type AnySchema = StandardSchemaV1<unknown, unknown>;

/** What a schema makes of a value: its output where there are no issues. */
export interface Verdict {
  readonly value: unknown;
  /** As zod raises them: without the messages, which cost much and are seldom read. */
  readonly issues: readonly $ZodRawIssue[];
}

/** One thing that is wrong. */
export interface SchemaIssue {
  /** Keys and indexes from the value that was checked. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** True for schemas of zod 4, classic and mini, whichever copy of it they come from. */
export function isZod(schema: AnySchema): schema is AnySchema & $ZodType {
  return '_zod' in schema;
}

/** The verdict; `undefined` where a function in the schema threw, or only a promise of one. */
export function check(schema: AnySchema, value: unknown): Verdict | 'asynchronous' | undefined {
  try {
    const result = isZod(schema)
      ? schema._zod.run({ value, issues: [] }, { async: false })
      : settled(schema['~standard'].validate(value));
    if (!('then' in result)) return result;
    // It was begun for nothing, so that it may fail later is nobody's news.
    result.then(undefined, () => undefined);
    return 'asynchronous';
  } catch (error) {
    // Whoever checks the whole answer runs into the same error, and tells it.
    return error instanceof $ZodAsyncError ? 'asynchronous' : undefined;
  }
}

/** Issues with their messages, in the words of the schema's own error maps and locale. */
export function toIssues({ issues }: Verdict): readonly SchemaIssue[] {
  return spreadOut(issues).map((issue) => {
    const { path, message } = util.finalizeIssue(issue, undefined, config());
    return { path, message };
  });
}

/** The same verdict on what `checked` stood for, since messages may quote it. */
export function verdictOn(raw: unknown, { value, issues }: Verdict, checked: unknown): Verdict {
  const onRaw = (issue: $ZodRawIssue) =>
    issue.input === checked ? copyIssue(issue, { input: raw }) : issue;
  return { value, issues: issues.map(onRaw) };
}

function settled(
  result: StandardSchemaV1.Result<unknown> | Promise<StandardSchemaV1.Result<unknown>>,
): Verdict | Promise<unknown> {
  return 'then' in result ? result : toVerdict(result);
}

/** A library's own result, as a verdict. One that fails may have a value as well, and issues of another make than zod's. */
export function toVerdict(result: StandardSchemaV1.Result<unknown>): Verdict {
  if (result.issues === undefined) return { value: result.value, issues: [] };
  return { value: undefined, issues: result.issues.map(toRawIssue) };
}

function toRawIssue({ message, path = [] }: StandardSchemaV1.Issue): $ZodRawIssue {
  const keys = path.map((step) => (typeof step === 'object' ? step.key : step));
  return { code: 'custom', input: undefined, message, path: keys };
}
