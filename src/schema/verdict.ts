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
  /** A function of the schema threw: no `catch` or union around it has another word, as in zod. */
  readonly hasThrown?: boolean;
  /** It is wrong in any case; what else is wrong with it only a promise could tell. */
  readonly isPartial?: boolean;
}

/** One thing that is wrong. */
export interface SchemaIssue {
  /** Keys and indexes from the value that was checked. */
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** What a function of the schema threw. As on an error it is not enumerable, so no copy and no JSON has it. */
  readonly cause?: unknown;
}

/** Thrown instead of asking again about a child that only a promise can tell of, or whose schema threw. */
export class ChildUntold extends Error {}

/** True for schemas of zod 4, classic and mini, whichever copy of it they come from. */
export function isZod(schema: AnySchema): schema is AnySchema & $ZodType {
  return '_zod' in schema;
}

/** The verdict; `undefined` where that of a child is missing. */
export function check(schema: AnySchema, value: unknown): Verdict | 'asynchronous' | undefined {
  try {
    const result = isZod(schema)
      ? // Told that it is synchronous, zod would drop a rule's promise, and a process ends when nobody catches one.
        schema._zod.run({ value, issues: [] }, {})
      : settled(schema['~standard'].validate(value));
    if (!('then' in result)) return result;
    // It was begun for nothing, so that it may fail later is nobody's news.
    result.then(undefined, () => undefined);
    return 'asynchronous';
  } catch (error) {
    if (error instanceof ChildUntold) return undefined;
    if (isAsyncError(error)) return 'asynchronous';
    return thrown(value, error);
  }
}

/** By its words: another copy of zod has a class of its own. */
function isAsyncError(error: unknown): boolean {
  return error instanceof Error && error.message === new $ZodAsyncError().message;
}

/** What the function said itself may be for nobody's eyes. */
function thrown(input: unknown, cause: unknown): Verdict {
  const message = 'A function of the schema threw an error.';
  const issues = [{ code: 'custom' as const, input, path: [], message, cause }];
  return { value: undefined, issues, hasThrown: true };
}

/** An issue in other words or at another place, with the same cause. */
export function withCause<Issue extends object>(issue: Issue, cause: unknown): Issue {
  return cause === undefined ? issue : Object.defineProperty(issue, 'cause', { value: cause });
}

/** What becomes of a whole answer where that had to be waited for. */
export type Settled =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/**
 * Never rejects: what a function of the schema throws is an issue, beside those `known` without it. Each is asked once,
 * which zod's `validate` does not promise.
 */
export async function settle(
  schema: AnySchema,
  value: unknown,
  known: readonly SchemaIssue[],
): Promise<Settled> {
  const { value: output, issues, hasThrown } = await wait(schema, value);
  if (issues.length === 0) return { value: output };
  const found = toIssues({ value, issues });
  // What throws keeps the schema from saying anything else.
  return { issues: hasThrown === true ? [...known, ...found] : found };
}

async function wait(schema: AnySchema, value: unknown): Promise<Verdict> {
  try {
    if (!isZod(schema)) return toVerdict(await schema['~standard'].validate(value));
    return await schema._zod.run({ value, issues: [] }, { async: true });
  } catch (cause) {
    return thrown(value, cause);
  }
}

/** Issues with their messages, in the words of the schema's own error maps and locale. */
export function toIssues({ issues }: Verdict): readonly SchemaIssue[] {
  return spreadOut(issues).map((issue) => {
    const { path, message } = util.finalizeIssue(issue, undefined, config());
    return withCause({ path, message }, issue['cause']);
  });
}

/** The same verdict on what `checked` stood for, since messages may quote it. */
export function verdictOn(raw: unknown, verdict: Verdict, checked: unknown): Verdict {
  const onRaw = (issue: $ZodRawIssue) =>
    issue.input === checked ? copyIssue(issue, { input: raw }) : issue;
  return { ...verdict, issues: verdict.issues.map(onRaw) };
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

function toRawIssue(issue: StandardSchemaV1.Issue): $ZodRawIssue {
  const { message, path = [] } = issue;
  const keys = path.map((step) => (typeof step === 'object' ? step.key : step));
  const cause = 'cause' in issue ? issue.cause : undefined;
  return { code: 'custom', input: undefined, message, path: keys, cause };
}
