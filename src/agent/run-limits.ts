// In: a signal and a time for a whole run. Out: a word when either ends it, and nothing left behind when it ends by itself.
// Knows nothing of what is run.

import { hearAbort } from './hear-abort.js';
import { startTimer } from './timer.js';

/** What may end a run from outside. */
export interface RunLimitsOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface RunLimitsHandlers {
  onAbort(reason: unknown): void;
  onTimeout(reason: RunTimeout): void;
}

/** The time of a whole run is over, whatever it was spent on. Its message is ours. */
export class RunTimeout extends DOMException {}

/** Watches from `start()` to `end()`. */
export class RunLimits {
  readonly #options: RunLimitsOptions;
  readonly #handlers: RunLimitsHandlers;
  #callOff = () => {};
  #stopHearing = () => {};

  constructor(options: RunLimitsOptions, handlers: RunLimitsHandlers) {
    this.#options = options;
    this.#handlers = handlers;
  }

  start(): void {
    const { signal, timeoutMs } = this.#options;
    if (signal !== undefined) {
      const abort = () => this.#handlers.onAbort(signal.reason);
      if (signal.aborted) return abort();
      this.#stopHearing = hearAbort(signal, abort);
    }
    this.#callOff = startTimer(timeoutMs, () =>
      this.#handlers.onTimeout(
        new RunTimeout(`The answer was not whole within ${timeoutMs} ms`, 'TimeoutError'),
      ),
    );
  }

  end(): void {
    this.#stopHearing();
    this.#callOff();
  }
}
