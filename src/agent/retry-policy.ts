// In: what a call of a model failed with. Out: whether asking again may help, and how long to wait before it.
// What a provider refuses once it refuses always: keys, names and requests are not asked about twice.
// Knows nothing of runs or answers.

import { connectionCodes, isUnconnected, read, reportedBy, statusOf } from './read-cause.js';
import { startTimer } from './timer.js';

/** Statuses of a server that could not answer now: out of time, in conflict, too early, too busy. */
const PASSING: ReadonlySet<number> = new Set([408, 409, 425, 429]);

const PASSING_TROUBLES: ReadonlySet<unknown> = new Set([
  // How the AI SDK names a stream that ended early, and we one without an answer.
  'AI_EmptyResponseBodyError',
  'AI_InvalidResponseDataError',
  // And a piece of one that arrived in shreds.
  'AI_JSONParseError',
  'EMPTY_ANSWER',
  'ECONNREFUSED',
  'ECONNRESET',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_SOCKET',
  // Those of Bun.
  'ConnectionClosed',
  'ConnectionRefused',
  'FailedToOpenSocket',
]);

/** Words for what is refused, where a failure is told inside of a stream and so without a status. */
const REFUSED =
  /invalid|bad.?request|unprocessable|context.length|too.large|auth|permission|forbidden|not.?found|unsupported|quota|billing/i;

/** True when the same call may succeed another time. */
export function mayPass(cause: unknown): boolean {
  const status = statusOf(cause);
  if (status !== undefined) return isPassing(status);
  const reported = reportedBy(cause);
  if (reported !== undefined) return mayPassReported(reported);
  return connectionCodes(cause).some((code) => PASSING_TROUBLES.has(code)) || isUnconnected(cause);
}

function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}

/** By its status where the provider says one, else by the words it has for it; of what it does not name it may recover. */
function mayPassReported(failure: object): boolean {
  const code = read(failure, 'code');
  const status = Number(code);
  if (status >= 400 && status < 600) return isPassing(status);
  return !REFUSED.test(`${String(code)} ${String(read(failure, 'type'))}`);
}

/** What the provider asks to wait: the headers `retry-after-ms` and `retry-after`, in seconds or as a date. */
export function retryAfterMs(cause: unknown, nowMs: number): number | undefined {
  const headers = read(cause, 'responseHeaders');
  const ms = numberIn(read(headers, 'retry-after-ms'));
  if (ms !== undefined) return ms;
  const after = read(headers, 'retry-after');
  const seconds = numberIn(after);
  if (seconds !== undefined) return seconds * 1000;
  const at = typeof after === 'string' ? Date.parse(after) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

function numberIn(header: unknown): number | undefined {
  return typeof header === 'string' && /^\d+(\.\d+)?$/.test(header.trim())
    ? Number(header)
    : undefined;
}

/** Twice as long each time up to the most, and up to a quarter less, so that those who failed together do not return together. */
export function backOffMs(failures: number, baseMs: number, mostMs: number): number {
  return Math.min(baseMs * 2 ** failures, mostMs) * (1 - Math.random() / 4);
}

/** Resolves after that time, or as soon as the signal aborts. */
export function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      callOff();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const callOff = startTimer(delayMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
