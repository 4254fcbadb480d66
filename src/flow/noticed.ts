// In: work that a chunk began, as a promise. Out: the same promise, which notices whether anybody listens.
// Who awaits it hears of a failure; what nobody awaits fails the work around it instead of the process.
// Knows nothing of what the work is.

import { asFailure } from './engine.js';
import type { Task, Unheard } from './task.js';

/** A promise in all but its class: `await` calls the `then` of what is no native promise. */
export class Noticed<Value> implements Promise<Value>, Unheard {
  readonly [Symbol.toStringTag] = 'Promise';
  readonly #task: Task;
  readonly #work: Promise<Value>;
  #isHeard = false;
  #isDetached = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(task: Task, work: Promise<Value>) {
    this.#task = task;
    this.#work = work;
    this.#isDetached = task.isOver;
    task.remember(this);
    work.then(
      () => task.forget(this),
      (error: unknown) => {
        this.#failure = { error };
        if (this.#isDetached) this.#report();
        else task.detachSoon(this);
      },
    );
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it must notice
  then<Then = Value, Catch = never>(
    onDone?: ((value: Value) => Then | PromiseLike<Then>) | null,
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Then | Catch> {
    return this.#hear().then(onDone, onFailure);
  }

  catch<Catch = never>(
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Value | Catch> {
    return this.#hear().catch(onFailure);
  }

  finally(onEnd?: (() => void) | null): Promise<Value> {
    return this.#hear().finally(onEnd);
  }

  detach(): void {
    if (this.#isDetached) return;
    this.#isDetached = true;
    this.#report();
  }

  #hear(): Promise<Value> {
    this.#isHeard = true;
    this.#task.forget(this);
    return this.#work;
  }

  /** What is not wanted any more was ended from outside, where it is known. */
  #report(): void {
    const { scope, chunk } = this.#task;
    if (this.#isHeard || this.#failure === undefined || scope.reason !== undefined) return;
    scope.fail(asFailure(chunk, this.#failure.error));
  }
}
