// In: whatever a call of a model failed with. Out: what it says of itself: a status, codes, or the failure as its provider wrote it.
// Clients of providers wrap and name things each in their own way: what is read here is as they wrote it.
// Knows nothing of runs, or of what to do about it.

export function read(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null && key in holder
    ? (holder as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** A status below 400 is none of a failure: the answer began well and broke off. */
export function statusOf(cause: unknown): number | undefined {
  const status = read(cause, 'statusCode');
  return typeof status === 'number' && status >= 400 ? status : undefined;
}

/** Providers wrap what went wrong with the connection, so the causes are gone through; no deeper than anyone wraps. */
export function connectionCodes(cause: unknown): readonly unknown[] {
  const codes: unknown[] = [];
  let error = cause;
  for (let depth = 0; depth < 5 && error !== undefined; depth++) {
    codes.push(read(error, 'code'), read(error, 'name'));
    error = read(error, 'cause');
  }
  return codes;
}

/** What browsers, Deno and workers say, of what has no code. */
const UNCONNECTED =
  /^(?:failed to fetch|fetch failed|load failed|networkerror when|network error|error sending request|network connection lost)/i;

/** True of a connection that failed in a runtime that has words for that alone; what a cause explains is not meant. */
export function isUnconnected(cause: unknown): boolean {
  if (!(cause instanceof Error) || read(cause, 'code') !== undefined) return false;
  if (cause.cause !== undefined) return isUnconnected(cause.cause);
  return UNCONNECTED.test(cause.message);
}

/**
 * The failure that a provider writes into its stream in the place of an answer, or of its rest. Clients pass it on as it
 * is, or say that it does not fit what they expect and keep it.
 */
export function reportedBy(cause: unknown): object | undefined {
  if (read(cause, 'name') === 'AI_TypeValidationError') return failureIn(read(cause, 'value'));
  return cause instanceof Error ? undefined : asFailure(cause);
}

/** All that is said of it, in whatever words. */
export function wordsOf(cause: unknown): string {
  return `${String(read(cause, 'responseBody'))} ${String(read(cause, 'message'))}`;
}

/** Servers that are almost compatible say `{"error":"…"}`, or that the whole is an error. */
function failureIn(frame: unknown): object | undefined {
  const error = read(frame, 'error');
  if (typeof error === 'string') return { message: error };
  return asFailure(read(frame, 'object') === 'error' ? frame : error);
}

function asFailure(value: unknown): object | undefined {
  const isFailure = typeof value === 'object' && typeof read(value, 'message') === 'string';
  return isFailure && value !== null ? value : undefined;
}
