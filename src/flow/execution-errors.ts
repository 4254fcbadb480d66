// In: how an execution ended, or why it cannot be saved. Out: the error that says so.
// Knows nothing of what made it so.

import { FlowError, type FlowErrorCode, type FlowErrorOptions } from './error.js';
import type { ExecutionStatus } from './execution-status.js';

export class ExecutionErrors {
  readonly #flow: string;

  constructor(flow: string) {
    this.#flow = flow;
  }

  cancelled(reason: unknown): FlowError {
    const why = typeof reason === 'string' ? `: ${reason}` : '';
    return this.#make('cancelled', `was cancelled${why}.`, { cause: reason });
  }

  aborted(signal: AbortSignal | undefined): FlowError {
    return this.#make('cancelled', 'was cancelled by its signal.', { cause: signal?.reason });
  }

  late(timeoutMs: number | undefined): FlowError {
    return this.#make('timeout', `took longer than ${timeoutMs} ms. What ran was aborted.`);
  }

  stalled(waiting: readonly string[]): FlowError {
    const what =
      waiting.length > 0 ? waiting.join(' ') : 'No value reached end(), and no chunk set a result.';
    return this.#make('stalled', `has nothing left to do and no result. ${what}`, { waiting });
  }

  /** `pinned` are the chunks in the middle of their work. */
  unsaved(status: ExecutionStatus, pinned: readonly string[]): FlowError {
    const names = pinned.map((name) => JSON.stringify(name)).join(', ');
    const what =
      pinned.length > 0
        ? `is in the middle of ${names}, which waits for what it set going, or has a then, catch or finally behind it.`
        : `is ${status}: it has nothing to go on with.`;
    return this.#make('unsaved-execution', what);
  }

  #make(code: FlowErrorCode, what: string, options?: FlowErrorOptions): FlowError {
    return new FlowError(code, `An execution of ${this.#flow} ${what}`, options);
  }
}
