// In: how often an answer may be tried for, and what failed. Out: whether there is another try, and after how long.
// Answers that do not hold and calls that fail have counts of their own; a model that follows another begins at none.
// Knows nothing of calls or answers.

import { backOffMs, mayPass, retryAfterMs } from './retry-policy.js';
import type { TryOptions } from './run-options.js';

const MAX_CONTINUATIONS = 3;
const RETRIES_FOR_KEYS = 3;

export class AttemptBudget {
  readonly #options: TryOptions;
  #maxRetries: number;
  #retries = 0;
  #failures = 0;
  #breaks = 0;

  constructor(options: TryOptions) {
    this.#options = options;
    this.#maxRetries = options.maxRetries ?? 0;
  }

  /** A reader asks for so many retries, or for keys without a word on that. The most that anybody asks for counts. */
  extend(hasKeys: boolean, maxRetries?: number): void {
    const asked = maxRetries ?? this.#options.maxRetries ?? (hasKeys ? RETRIES_FOR_KEYS : 0);
    this.#maxRetries = Math.max(asked, this.#maxRetries);
  }

  /** True while an answer that does not hold is asked for again. */
  get hasRetries(): boolean {
    return this.#retries < this.#maxRetries;
  }

  retry(): void {
    this.#retries++;
  }

  /** How long to wait before a call is made again; `undefined` when it is not. */
  repeat(cause: unknown): number | undefined {
    const { maxCallRetries = 2 } = this.#options;
    if (this.#failures >= maxCallRetries || !mayPass(cause)) return undefined;
    const delayMs = this.#delayMs(cause, this.#failures);
    if (delayMs !== undefined) this.#failures++;
    return delayMs;
  }

  /** The same for one that broke in the middle of an answer: what is asked for then has a count already. */
  resume(cause: unknown): number | undefined {
    return mayPass(cause) ? this.breakOff(cause) : undefined;
  }

  /** And for one that broke without a word on why. */
  breakOff(cause?: unknown): number | undefined {
    return this.#delayMs(cause, this.#breaks++);
  }

  /** `undefined` where the provider asks to wait longer than anybody will. */
  #delayMs(cause: unknown, failures: number): number | undefined {
    const { retryDelayMs = 500, maxRetryDelayMs = 60_000 } = this.#options;
    const asked = retryAfterMs(cause, Date.now());
    if (asked !== undefined && asked > maxRetryDelayMs) return undefined;
    return asked ?? backOffMs(failures, retryDelayMs, maxRetryDelayMs);
  }

  /** Another model is asked. */
  renew(): void {
    this.#failures = this.#breaks = 0;
  }

  get maxContinuations(): number {
    const { continueTruncated = 0 } = this.#options;
    if (typeof continueTruncated === 'number') return continueTruncated;
    return continueTruncated ? MAX_CONTINUATIONS : 0;
  }
}
