// In: work that has an end, and what follows it. Out: promises of both, which notice whether they are awaited and whether anybody hears of a failure.
// What nobody hears of fails the work around it instead of the process, whatever stands behind it.
// Knows nothing of what the work is.

import type { Unheard } from './task.js';

/** A promise in all but its class: `await` calls the `then` of what is no native promise, and by that it is noticed. */
export abstract class Listened<Value> implements Promise<Value> {
  readonly [Symbol.toStringTag] = 'Promise';
  #isHeard = false;

  /** A promise of the language for its end; one that is awaited gives the places of who waits to others until then. */
  abstract ended(isAwaited: boolean): Promise<Value>;
  /** Asks again in a turn whether it, or something that follows, is heard. */
  abstract detachSoon(unheard: Unheard): void;
  /** Fails the work around it. */
  abstract report(error: unknown): void;

  /** Somebody hears of its failure. */
  hear(): void {
    this.#isHeard = true;
  }

  /** It failed, of which the work around it is told in a turn, unless somebody hears of it. */
  fail(error: unknown): void {
    const detach = () => {
      if (!this.#isHeard) this.report(error);
    };
    this.detachSoon({ detach });
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it must notice
  then<Then = Value, Catch = never>(
    onDone?: ((value: Value) => Then | PromiseLike<Then>) | null,
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Then | Catch> {
    const isHeard = typeof onFailure === 'function';
    if (isHeard) this.hear();
    const ended = this.ended(true);
    const next = ended.then(onDone, onFailure);
    // So it is with `await`, of which nothing can fail: it costs no more than it has to.
    return isHeard ? next : new Lent(this, ended, next);
  }

  catch<Catch = never>(
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Value | Catch> {
    if (typeof onFailure === 'function') this.hear();
    const ended = this.ended(false);
    return new Lent(this, ended, ended.catch(onFailure));
  }

  finally(onEnd?: (() => void) | null): Promise<Value> {
    const ended = this.ended(false);
    return new Lent(this, ended, ended.finally(onEnd));
  }
}

/** What follows. Who hears of its failure hears of that of all it follows. */
class Lent<Value> extends Listened<Value> {
  readonly #first: Listened<unknown>;
  readonly #promise: Promise<Value>;

  constructor(first: Listened<unknown>, ended: Promise<unknown>, promise: Promise<Value>) {
    super();
    this.#first = first;
    this.#promise = promise;
    promise.catch((error: unknown) => {
      // What failed before is told of there.
      ended.then(
        () => this.fail(error),
        (cause: unknown) => {
          if (cause !== error) this.fail(error);
        },
      );
    });
  }

  ended(isAwaited: boolean): Promise<Value> {
    if (!isAwaited) return this.#promise;
    return Promise.allSettled([this.#first.ended(true)]).then(() => this.#promise);
  }

  override hear(): void {
    super.hear();
    this.#first.hear();
  }

  detachSoon(unheard: Unheard): void {
    this.#first.detachSoon(unheard);
  }

  report(error: unknown): void {
    this.#first.report(error);
  }
}
