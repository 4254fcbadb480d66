// In: a run. Out: what it amounts to at its end: data, text and meta of the attempt that counts.
// All of it is read from the log, so whoever asks waits, and counts as a reader.
// Knows nothing of fields or generators.

import type { InstantMeta, Path } from '../protocol/index.js';
import { missingIn } from './attempt.js';
import type { ModelRun } from './model-run.js';
import { invalidOutput } from './output.js';
import { selectAttempts, selectEnd } from './select-entries.js';
import type { ToolCallMeta } from './tool-ledger.js';
import { truncated } from './truncated.js';
import type { Usage } from './usage.js';

/** What is known of a response at its end. Times are milliseconds since it was first read. */
export interface ResponseMeta extends InstantMeta {
  /** Of this response, on this side; `id` is the provider's. */
  readonly responseId: string;
  /** How many attempts were made; 1 when the first one counted. `usage` is that of the one that counts. */
  readonly attempts: number;
  /** Of all attempts: what is paid for. Absent when the provider does not count. */
  readonly totalUsage?: Usage;
  /** From the first call of all, until the model first said anything in the attempt that counts. */
  readonly firstTokenMs?: number;
  /** Until a field of it was complete. */
  readonly firstFieldMs?: number;
  readonly totalMs: number;
  /** How often the model called tools before it answered; absent where it had none to call. */
  readonly rounds?: number;
  /** Those calls, in the order in which it made them. `usage` is that of all rounds. */
  readonly toolCalls?: readonly ToolCallMeta[];
}

/** Everything about an answer at once. */
export interface WholeResponse<T> {
  /** As the schema has it. */
  readonly data: T;
  /** As the model wrote it: the JSON value, or the text. */
  readonly original: unknown;
  readonly text: string;
  readonly meta: ResponseMeta;
  /** What the model thought aloud in the attempt that counts. */
  readonly reasoning: string;
}

/** Waits for the end. @throws {AgentError} when there is no whole answer. */
export async function readEnd(run: ModelRun, signal?: AbortSignal): Promise<void> {
  for await (const { outcome, incomplete } of run.log.read(selectEnd, signal)) {
    if (outcome === 'truncated') throw truncated(incomplete);
  }
}

/** @throws {AgentError} also when it does not fit its schema, or lacks a key. */
export async function readData(
  run: ModelRun,
  keys: readonly Path[],
  signal?: AbortSignal,
): Promise<unknown> {
  await readEnd(run, signal);
  const { answer, data } = run.attempt;
  if (answer.output?.status === 'invalid') throw invalidOutput(answer.output.issues);
  const lack = missingIn(run.attempt, keys);
  if (lack !== undefined) throw lack;
  return data;
}

export async function readText(run: ModelRun, signal?: AbortSignal): Promise<string> {
  let parts: string[] = [];
  for await (const part of run.log.read(selectAttempts, signal)) {
    if (typeof part === 'string') parts.push(part);
    else parts = [];
  }
  return parts.join('');
}

export async function readReasoning(run: ModelRun): Promise<string> {
  let reasoning = '';
  const select = (entry: Parameters<typeof selectEnd>[0]) =>
    typeof entry === 'object' && 'type' in entry ? entry : undefined;
  for await (const event of run.log.read(select)) {
    if (event.type === 'attempt') reasoning = '';
    if (event.type === 'reasoning') reasoning += event.delta;
  }
  return reasoning;
}

export async function readMeta(
  run: ModelRun,
  responseId: string,
  signal?: AbortSignal,
): Promise<ResponseMeta> {
  await readText(run, signal);
  return metaOf(run, responseId);
}

/** Of a run that has ended. */
export function metaOf(run: ModelRun, responseId: string): ResponseMeta {
  const { stopwatch, meta, attempts, totalUsage, ledger } = run;
  const firstTokenMs = stopwatch.at('firstToken');
  const firstFieldMs = stopwatch.at('firstField');
  return {
    ...meta,
    responseId,
    attempts,
    ...(Object.keys(totalUsage).length > 0 && { totalUsage }),
    ...(firstTokenMs !== undefined && { firstTokenMs }),
    ...(firstFieldMs !== undefined && { firstFieldMs }),
    totalMs: stopwatch.at('end') ?? 0,
    ...(ledger !== undefined && { rounds: ledger.rounds, toolCalls: [...ledger.calls] }),
  };
}
