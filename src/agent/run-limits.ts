// In: a signal and a time for a whole run. Out: a word when either ends it, and nothing left behind when it ends by itself.
// Knows nothing of what is run.

import { startTimer } from './timer.js';

/** What may end a run from outside. */
export interface RunLimitsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface RunLimitsHandlers {
  onAbort(reason: unknown): void;
  onTimeout(reason: DOMException): void;
}

/** Watches from `start()` to `end()`. */
export class RunLimits {
  readonly #options: RunLimitsOptions;
  readonly #handlers: RunLimitsHandlers;
  readonly #abort = () => this.#handlers.onAbort(this.#options.signal?.reason);
  #callOff = () => {};

  constructor(options: RunLimitsOptions, handlers: RunLimitsHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  start(): void {
    const { signal, timeoutMs } = this.#options;
    if (signal?.aborted === true) return this.#abort();
    signal?.addEventListener('abort', this.#abort, { once: true });
    const what = `No answer within ${timeoutMs} ms.`;
    const end = () => this.#handlers.onTimeout(new DOMException(what, 'TimeoutError'));
    this.#callOff = startTimer(timeoutMs, end);
  }

  end(): void {
    this.#options.signal?.removeEventListener('abort', this.#abort);
    this.#callOff();
  }
}
