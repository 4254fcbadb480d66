// In: what shall go wrong with a model's answer, and its pieces. Out: what the model says and suffers, in order.
// A fault has its place in the text, so a plan stays right however the text is cut.
// Knows nothing of requests or of who listens.

import { check, checkKinds, checkNames, UsageError } from '../internal/usage-error.js';
import { delay } from './delay.js';

interface FaultPlace {
  /** Which call of the model, counted from 1. @default every call */
  readonly call?: number | undefined;
  /** Pieces said before it, or the text right behind which it happens. @default 0 */
  readonly after?: number | string | undefined;
}

/**
 * One thing that goes wrong. `refuse`: the provider answers with an HTTP status, 429 where none is given. `stall`:
 * nothing comes any more, until the reader leaves or `forMs` are over. `cut`: the connection breaks, as `fetch` tells
 * it. `fail`: the model throws. `malformed`: it says this text in between, and goes on.
 */
export type ModelFault = FaultPlace &
  (
    | { readonly kind: 'refuse'; readonly status?: number; readonly retryAfterMs?: number }
    | { readonly kind: 'stall'; readonly forMs?: number }
    | { readonly kind: 'cut' }
    | { readonly kind: 'fail'; readonly error?: Error }
    | { readonly kind: 'malformed'; readonly text: string }
  );

const PLACE = ['kind', 'call', 'after'];
/** What each kind takes besides its place. */
const TAKES: Readonly<Record<ModelFault['kind'], readonly string[]>> = {
  refuse: ['status', 'retryAfterMs'],
  stall: ['forMs'],
  cut: [],
  fail: ['error'],
  malformed: ['text'],
};

/** A fault that never happens would test nothing. @throws {UsageError} `invalid-option` */
export function checkFault(fault: ModelFault): void {
  checkKinds({ fault }, 'object');
  const { kind, call = 1, after = 0 } = fault;
  check(Object.hasOwn(TAKES, kind), 'kind', `one of ${Object.keys(TAKES).join(', ')}`, kind);
  checkNames(`faults: ${kind}`, fault, [...PLACE, ...TAKES[kind]]);
  check(Number.isInteger(call) && call >= 1, 'call', 'a whole number from 1', call);
  checkAfter('after', after);
  if (kind === 'malformed') checkKinds({ text: fault.text }, 'string');
  if (kind === 'stall') checkTime('forMs', fault.forMs);
  if (kind !== 'refuse') return;
  const { status = 429, retryAfterMs } = fault;
  check(
    Number.isInteger(status) && status >= 400 && status <= 599,
    'status',
    'one of 400 to 599',
    status,
  );
  checkTime('retryAfterMs', retryAfterMs);
}

export function checkAfter(name: string, after: unknown): void {
  const isText = typeof after === 'string' && name === 'after';
  const isCount =
    typeof after === 'number' && (Number.isInteger(after) || after === Infinity) && after >= 0;
  check(
    isText || isCount,
    name,
    `${name === 'after' ? 'a text or ' : ''}a number of pieces`,
    after,
  );
}

export function checkTime(name: string, ms: unknown): void {
  check(ms === undefined || (typeof ms === 'number' && ms >= 0), name, 'milliseconds from 0', ms);
}

/** Lays the faults between the pieces, each at its place; one that lies right behind the last piece comes before the end. */
export function layOut(
  pieces: readonly string[],
  faults: readonly ModelFault[],
): readonly (string | ModelFault)[] {
  const placed = faults
    .map((fault) => ({ fault, at: placeOf(fault, pieces) }))
    .filter(({ at }) => at < Infinity)
    .toSorted((one, other) => one.at - other.at);
  const steps: (string | ModelFault)[] = [];
  let said = 0;
  let next = 0;
  for (const piece of pieces) {
    let rest = piece;
    for (; next < placed.length; next++) {
      const { fault, at } = placed[next]!;
      if (at >= said + rest.length) break;
      const before = rest.slice(0, at - said);
      if (before !== '') steps.push(before);
      rest = rest.slice(before.length);
      said = at;
      steps.push(fault);
    }
    steps.push(rest);
    said += rest.length;
  }
  return [...steps, ...placed.slice(next).map(({ fault }) => fault)];
}

/** How many characters come before it. At `Infinity` it never happens, which is said on purpose. */
function placeOf({ after = 0 }: ModelFault, pieces: readonly string[]): number {
  if (after === Infinity) return after;
  if (typeof after === 'number') {
    if (after <= pieces.length) return pieces.slice(0, after).join('').length;
    throw new UsageError(
      'invalid-option',
      `faults: the answer has ${pieces.length} pieces, and none after ${after}.`,
    );
  }
  const text = pieces.join('');
  const found = text.indexOf(after);
  if (found === -1) {
    throw new UsageError(
      'invalid-option',
      `faults: ${JSON.stringify(after)} is not in the answer ${JSON.stringify(text.slice(0, 80))}.`,
    );
  }
  return found + after.length;
}

/** Lets it happen: throws, waits, or gives what is said in between. */
export async function suffer(fault: ModelFault, signal: AbortSignal): Promise<string> {
  switch (fault.kind) {
    case 'refuse':
      throw new ScriptedRefusal(fault.status ?? 429, fault.retryAfterMs);
    case 'cut':
      throw cutConnection();
    case 'fail':
      throw fault.error ?? new ScriptedFailure('The scripted model fails, as it was told to.');
    case 'stall':
      await stall(signal, fault.forMs);
      return '';
    default:
      return fault.text;
  }
}

/** What `fetch` rejects with, and a body's reader, when the connection is gone. */
export function cutConnection(): TypeError {
  const cause = Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' });
  return new TypeError('terminated', { cause });
}

async function stall(signal: AbortSignal, forMs: number | undefined): Promise<void> {
  if (forMs !== undefined) return delay(forMs, signal);
  signal.throwIfAborted();
  await new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

class ScriptedFailure extends Error {
  override readonly name: string = 'ScriptedFailure';
}

/** Shaped like the AI SDK's, which is how the agent, and whoever retries, know a status. */
class ScriptedRefusal extends ScriptedFailure {
  override readonly name = 'ScriptedRefusal';
  readonly statusCode: number;
  readonly isRetryable: boolean;
  readonly responseHeaders: Readonly<Record<string, string>>;

  constructor(status: number, retryAfterMs: number | undefined) {
    super(`The scripted model refuses with the status ${status}, as it was told to.`);
    this.statusCode = status;
    this.isRetryable = status === 408 || status === 409 || status === 429 || status >= 500;
    this.responseHeaders =
      retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) };
  }
}
