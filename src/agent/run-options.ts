// In: nothing. Out: how an answer is asked for: what it must have, how often and how long to try.
// An agent has them as defaults, each response may have its own.
// Knows nothing of prompts or models.

import {
  createInstantParser,
  UsageError,
  type FieldPath,
  type JsonLimits,
  type Path,
  type RecordPattern,
  type WildcardPath,
} from '../protocol/index.js';
import { kindOf } from '../internal/kind-of.js';
import { AgentError } from './error.js';
import type { SilenceLimits } from './model-call.js';
import type { ParentRun } from './parent-run.js';

/** How often, and how long, an answer is tried for. */
export interface TryOptions extends SilenceLimits {
  /**
   * Further attempts in the place of an answer that cannot be read, does not fit its schema, lacks a key of `ensureKeys`,
   * or whose stream broke. The model is told what was wrong. @default 3 with `ensureKeys`, 0 without
   */
  readonly maxRetries?: number | undefined;
  /**
   * Further calls where one failed before its first token in a way that may pass: HTTP 408, 409, 425, 429 or 5xx, the like
   * reported inside of its stream, no connection, silence, an empty answer of a provider. For each model of a chain. @default 2
   */
  readonly maxCallRetries?: number | undefined;
  /**
   * Wait before the first of them, and before what follows a stream that broke, in milliseconds that end; twice as long
   * before each further one. @default 500
   */
  readonly retryDelayMs?: number | undefined;
  /** The most such a wait grows to. A provider that asks for a longer one (`retry-after`) is not waited for. @default 60000 */
  readonly maxRetryDelayMs?: number | undefined;
  /**
   * How often an answer that was cut off is gone on with; `true` is 3 times. Otherwise it ends as `truncated`.
   * What the model says first, or repeats, is left out; where nobody can tell how the two go together what it said is
   * dropped, and another attempt is made if `maxRetries` allows one.
   * @default false
   */
  readonly continueTruncated?: boolean | number | undefined;
  /** For the whole answer, all attempts and pauses of it, in milliseconds. @default none */
  readonly timeoutMs?: number | undefined;
  /** In milliseconds. @default none */
  readonly firstTokenTimeoutMs?: number | undefined;
  /** In milliseconds, while a reader waits. @default none */
  readonly tokenTimeoutMs?: number | undefined;
  /** The call goes on to its end when the last reader leaves. @default false */
  readonly keepAlive?: boolean | undefined;
  /**
   * Bounds on the answer's text, and on what each tool is called with, as of `createInstantParser`; of an agent's and a
   * response's each one counts that is set. Beyond one the answer is `unreadable-output`, with the parser's error as its `cause`; fields that were done stand.
   * @default those of the parser
   */
  readonly limits?: JsonLimits | undefined;
}

/** A path of an answer, or a pattern of paths, of a record, too; segments are taken as they are. */
export type EnsuredKey<T> = FieldPath<T> | WildcardPath<T> | RecordPattern<T> | Path;

/** How one response is asked for. */
export interface ResponseOptions<T = unknown> extends TryOptions {
  /** Ends the response for all its readers. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Paths that must be in the answer, whatever their value; `items[*].title` asks every item. What only a default of the
   * schema fills in the model has not said, so it is missing. Where one is, the answer is asked for again, see `maxRetries`.
   */
  readonly ensureKeys?: readonly EnsuredKey<T>[] | undefined;
  /** What it is a part of, for those who observe it: in a chunk of a flow, its `run`. */
  readonly parent?: ParentRun | undefined;
}

export const TRY_OPTIONS = [
  'maxRetries',
  'maxCallRetries',
  'retryDelayMs',
  'maxRetryDelayMs',
  'continueTruncated',
  'timeoutMs',
  'firstTokenTimeoutMs',
  'tokenTimeoutMs',
  'keepAlive',
  'limits',
] as const satisfies readonly (keyof TryOptions)[];

/** Those that are more, or something else, than a number. */
const OTHERS: ReadonlySet<string> = new Set(['continueTruncated', 'keepAlive', 'limits']);

/** @throws {AgentError} `invalid-option` */
export function checkTries(maker: string, options: TryOptions): void {
  for (const name of TRY_OPTIONS) if (!OTHERS.has(name)) checkNumber(maker, name, options[name]);
  const { continueTruncated, keepAlive, limits, retryDelayMs } = options;
  if (retryDelayMs === Infinity)
    throw invalid(maker, 'retryDelayMs', retryDelayMs, 'a number of milliseconds that end');
  if (typeof continueTruncated !== 'boolean')
    checkNumber(maker, 'continueTruncated', continueTruncated);
  if (keepAlive !== undefined && typeof keepAlive !== 'boolean')
    throw invalid(maker, 'keepAlive', keepAlive, 'true or false');
  checkLimits(maker, limits);
}

/** By who heeds them. */
function checkLimits(maker: string, limits: JsonLimits = {}): void {
  try {
    createInstantParser({ limits });
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new AgentError('invalid-option', `${maker}: ${cause.message}`, { cause });
  }
}

/** @throws {AgentError} `invalid-option` */
export function checkNumber(maker: string, name: string, value: unknown): void {
  if (value === undefined || (typeof value === 'number' && value >= 0)) return;
  throw invalid(maker, name, value, 'a number from 0');
}

function invalid(maker: string, name: string, value: unknown, takes: string): AgentError {
  return new AgentError(
    'invalid-option',
    `${maker}: \`${name}\` is ${kindOf(value)}. It takes ${takes}.`,
  );
}

/** The own options over the defaults; what is `undefined` leaves the default. */
export function withDefaults(defaults: TryOptions, own: TryOptions): TryOptions {
  const set = Object.entries(own).filter(([, value]) => value !== undefined);
  const limits = { ...defaults.limits, ...own.limits };
  return { ...defaults, ...Object.fromEntries(set), limits };
}
