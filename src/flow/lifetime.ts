// In: the limits of an execution, and word of how it ended. Out: how far it is, and one promise of its result.
// It ends exactly once: settled, failed, stalled, cancelled or out of time; what comes later changes nothing.
// Knows nothing of what is done meanwhile.

import type { ExecutionErrors } from './execution-errors.js';
import type { ExecutionStatus } from './execution-status.js';
import { startTimer } from './timer.js';

export interface LifetimeOptions {
  readonly timeoutMs: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly errors: ExecutionErrors;
  /** Whether all there is to do is to wait for people. */
  readonly isWaiting: () => boolean;
  /** Called once, before anybody hears of the end. `error` is what the result rejects with. */
  readonly onEnd: (status: ExecutionStatus, error: Error | undefined) => void;
}

export class Lifetime {
  readonly result: Promise<unknown>;
  readonly #options: LifetimeOptions;
  #status: ExecutionStatus = 'created';
  #idlers: ((status: ExecutionStatus) => void)[] = [];
  #stopTimer: (() => void) | undefined;
  #resolve: (value: unknown) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;

  constructor(options: LifetimeOptions) {
    this.#options = options;
    this.result = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // Whoever only reads the stream hears of a failure there.
    this.result.catch(() => undefined);
  }

  get status(): ExecutionStatus {
    return this.isRunning && this.#options.isWaiting() ? 'waiting' : this.#status;
  }

  get isCreated(): boolean {
    return this.#status === 'created';
  }

  /** Also while it waits. */
  get isRunning(): boolean {
    return this.#status === 'running';
  }

  begin(): void {
    const { signal, timeoutMs } = this.#options;
    this.#status = 'running';
    if (timeoutMs !== undefined) this.#stopTimer = startTimer(timeoutMs, this.#onTimeout);
    signal?.addEventListener('abort', this.#onAbort);
    if (signal?.aborted === true) this.#onAbort();
  }

  /** Resolves when nothing is at work. */
  async idle(): Promise<ExecutionStatus> {
    const { status } = this;
    if (status !== 'running') return status;
    return new Promise((resolve) => this.#idlers.push(resolve));
  }

  wakeIdlers(): void {
    const { status } = this;
    const idlers = this.#idlers;
    this.#idlers = [];
    for (const wake of idlers) wake(status);
  }

  complete(value: unknown): void {
    if (this.#close('completed')) this.#resolve(value);
    this.wakeIdlers();
  }

  fail(status: 'failed' | 'stalled' | 'cancelled', error: Error): void {
    if (this.#close(status, error)) this.#reject(error);
    this.wakeIdlers();
  }

  readonly #onAbort = (): void => {
    const { errors, signal } = this.#options;
    this.fail('cancelled', errors.aborted(signal));
  };

  readonly #onTimeout = (): void => {
    const { errors, timeoutMs } = this.#options;
    this.fail('failed', errors.late(timeoutMs));
  };

  /** False when it had ended before. */
  #close(status: ExecutionStatus, error?: Error): boolean {
    if (!this.isCreated && !this.isRunning) return false;
    this.#status = status;
    this.#stopTimer?.();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.#options.onEnd(status, error);
    return true;
  }
}
