// In: the scope of everything one `emit` set going. Out: a promise for its end, which notices whether anybody listens.
// Who awaits it hears of a failure and may go on; what nobody awaits fails the work around it instead of vanishing.
// Knows nothing of signals.

import { failIn } from './chunk-failure.js';
import { Listened } from './lent.js';
import type { Scope, ScopeHooks } from './scope.js';
import type { Task, Unheard } from './task.js';

type Outcome = { readonly error: Error | undefined };

/**
 * Awaited, the emitter is known to wait: its slots are lent, and its downstream's failure is its own to handle. `catch` and
 * `finally` only hear of the end: what they give lends the slots when it is awaited itself.
 */
export class Emission extends Listened<void> implements Unheard, ScopeHooks {
  readonly #chunk: string;
  /** Let go of with its end: it holds the scope it ran in, and so what set that going. */
  #task: Task | undefined;
  readonly #cancels: boolean;
  #scope: Scope | undefined;
  /** Somebody hears of its end. */
  #isFollowed = false;
  /** Somebody hears of its failure, too. */
  #isHeard = false;
  #lent: Promise<void> | undefined;
  readonly #settling: (() => void)[] = [];
  #error: Error | undefined;
  #outcome: Outcome | undefined;
  #isDetached = false;

  /** `cancels` says whether the first failure ends the rest of what was set going. */
  constructor(task: Task, cancels: boolean) {
    super();
    this.#chunk = task.chunk;
    this.#task = task;
    this.#cancels = cancels;
    task.remember(this);
  }

  get isDetached(): boolean {
    return this.#isDetached && !this.#isFollowed;
  }

  attach(scope: Scope): void {
    this.#scope = scope;
  }

  ended(isAwaited: boolean): Promise<void> {
    return isAwaited ? this.#lend() : this.#follow();
  }

  override hear(): void {
    this.#isHeard = true;
    this.#task?.forget(this);
  }

  detachSoon(unheard: Unheard): void {
    if (this.#task === undefined) unheard.detach();
    else this.#task.detachSoon(unheard);
  }

  report(error: unknown): void {
    const around = this.#scope?.parent;
    if (around !== undefined) failIn(around, this.#chunk, error);
  }

  onSettled(): void {
    this.#end({ error: this.#error });
  }

  onFailure(error: Error): boolean {
    if (!this.#isHeard) {
      if (this.#isDetached) this.report(error);
      else this.#task?.detachSoon(this);
    }
    if (this.isDetached) return true;
    this.#error ??= error;
    if (this.#cancels) this.#scope?.abort(error);
    return true;
  }

  onAborted(reason: Error): void {
    this.#end({ error: reason });
  }

  detach(): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    const error = this.#outcome?.error ?? this.#error;
    if (this.#task?.isOver === true) this.#task = undefined;
    if (error !== undefined) this.report(error);
  }

  #end(outcome: Outcome): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = outcome;
    for (const settle of this.#settling.splice(0)) settle();
    if (outcome.error === undefined) this.#task?.forget(this);
  }

  /** The emitter waits, and its places are others' until it goes on. */
  #lend(): Promise<void> {
    const task = this.#task;
    if (this.#lent !== undefined || task === undefined) return this.#lent ?? this.#follow();
    this.#pin();
    task.suspend();
    this.#lent = new Promise((resolve, reject) => {
      const end = () => this.#tell(resolve, reject, task);
      this.#whenSettled(() => {
        // What is cancelled itself needs no slot any more, only to be told.
        if (task.scope.reason !== undefined) end();
        else task.resume(end);
      });
    });
    return this.#lent;
  }

  /** Somebody hears of the end, whether the emitter waits for it or not. */
  #follow(): Promise<void> {
    const task = this.#task;
    this.#pin();
    return new Promise((resolve, reject) => {
      this.#whenSettled(() => this.#tell(resolve, reject, task));
    });
  }

  /** Who hears of it is in the middle of its work until then. */
  #pin(): void {
    if (this.#isFollowed) return;
    this.#isFollowed = true;
    const unpin = this.#task?.pin();
    if (unpin !== undefined) this.#whenSettled(unpin);
  }

  #whenSettled(go: () => void): void {
    if (this.#outcome === undefined) this.#settling.push(go);
    else go();
  }

  #tell(resolve: () => void, reject: (error: Error) => void, task: Task | undefined): void {
    const failure = task?.scope.reason ?? this.#outcome?.error;
    if (failure === undefined) resolve();
    else reject(failure);
  }
}
