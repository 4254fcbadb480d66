// In: paths that somebody waits for, and the answer as it grows. Out: one promise per path, settled as soon as it can be.
// A promise that nobody awaits harms nobody; one that was settled stays as it is.
// Knows nothing of sources or React.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FieldwiseError } from '../internal/error.js';
import { fieldState, parsePath, type FieldIssue, type InstantSnapshot } from '../protocol/index.js';
import { ServerError } from './error.js';

/** What is known of an answer so far. */
export interface AnswerState {
  /** Without its end: what a field that is not there amounts to depends on how it ended. */
  readonly snapshot: InstantSnapshot;
  /** How it ended: with what its schema makes of it, or with the reason why there is no whole answer. */
  readonly end:
    | { readonly verdict: StandardSchemaV1.Result<unknown>; readonly failure?: undefined }
    | { readonly failure: FieldwiseError; readonly verdict?: undefined }
    | undefined;
}

export interface FieldPromises {
  /** The same promise for the same path, which is as `formatPath` writes it. */
  readonly get: (path: string) => Promise<unknown>;
  /** The same, and `undefined` for a field that was left out. */
  readonly getOptional: (path: string) => Promise<unknown>;
  /** Settles what the answer's state decides. */
  readonly update: () => void;
  /** True while a promise is unsettled. */
  readonly isAwaited: boolean;
}

interface Wait {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** `timeoutMs` counts from the first promise. */
export function createFieldPromises(read: () => AnswerState, timeoutMs: number): FieldPromises {
  const promises = new Map<string, Promise<unknown>>();
  const optional = new Map<string, Promise<unknown>>();
  const waits = new Map<string, Wait>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate = false;

  function settle(path: string, { resolve, reject }: Wait): void {
    const { snapshot, end } = read();
    const conclude = (verdict: StandardSchemaV1.Result<unknown>) => {
      if (verdict.issues) reject(invalidField(path, verdict.issues));
      else if (verdict.value === undefined) reject(missingField(path));
      else resolve(verdict.value);
    };
    const { status, value, issues } = fieldState(snapshot, path);
    if (path !== '' && status === 'complete') resolve(value);
    // Another attempt may make the whole of it fit.
    else if (status === 'invalid' && (path !== '' || end))
      reject(invalidField(path, issues.map(toStandard)));
    else if (status === 'missing' || (path !== '' && end?.verdict)) reject(missingField(path));
    else if (end?.verdict) conclude(end.verdict);
    else if (end) reject(end.failure);
    else if (isLate) reject(lateField(path));
    else return;
    waits.delete(path);
  }

  function update(): void {
    if (read().end !== undefined) clearTimeout(timer);
    for (const [path, wait] of waits) settle(path, wait);
  }

  function expire(): void {
    isLate = true;
    update();
  }

  function get(path: string): Promise<unknown> {
    if (read().end === undefined && timeoutMs < Infinity) timer ??= setTimeout(expire, timeoutMs);
    return kept(promises, path, () => {
      return new Promise((resolve, reject) => {
        const wait = { resolve, reject };
        waits.set(path, wait);
        settle(path, wait);
      });
    });
  }

  return {
    get,
    getOptional: (path) => kept(optional, path, () => get(path).catch(unlessMissing)),
    update,
    get isAwaited() {
      return waits.size > 0;
    },
  };
}

/** Made once; a rejection that nobody hears of is no news. */
function kept(
  promises: Map<string, Promise<unknown>>,
  path: string,
  make: () => Promise<unknown>,
): Promise<unknown> {
  let promise = promises.get(path);
  if (promise === undefined) {
    promise = make();
    promise.catch(() => {});
    promises.set(path, promise);
  }
  return promise;
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof ServerError && error.code === 'missing-field') return undefined;
  throw error;
}

function toStandard({ path, message }: FieldIssue): StandardSchemaV1.Issue {
  return { path: parsePath(path), message };
}

function invalidField(path: string, issues: readonly StandardSchemaV1.Issue[]): ServerError {
  const message = `${named(path)} is not what its schema asks for. The issues say why.`;
  return new ServerError('invalid-field', 502, message, { path, issues });
}

function missingField(path: string): ServerError {
  const message = `${named(path)} was left out of the answer. Where it may be, ask with optionalField.`;
  return new ServerError('missing-field', 502, message, { path });
}

function lateField(path: string): ServerError {
  const message = `${named(path)} was not there in time. Show the page without it, or raise fieldTimeoutMs.`;
  return new ServerError('timeout', 504, message, { path });
}

function named(path: string): string {
  return path === '' ? 'The whole answer' : `The field ${path}`;
}
