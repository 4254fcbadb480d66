// In: what follows the end of an emission, and how its emitter waits. Out: a promise of it, for which the emitter waits only when it is awaited.
// Knows nothing of emissions.

/** A promise in all but its class, so that it notices whether it is awaited. */
export class Lent<Value> implements Promise<Value> {
  readonly [Symbol.toStringTag] = 'Promise';
  readonly #promise: Promise<Value>;
  readonly #lend: () => Promise<void>;

  /** `lend` gives the places of the emitter to others; what it returns settles when they are back. */
  constructor(promise: Promise<Value>, lend: () => Promise<void>) {
    this.#promise = promise;
    this.#lend = lend;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it must notice
  then<Then = Value, Catch = never>(
    onDone?: ((value: Value) => Then | PromiseLike<Then>) | null,
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Then | Catch> {
    const isBack = Promise.allSettled([this.#lend()]);
    return isBack.then(() => this.#promise).then(onDone, onFailure);
  }

  catch<Catch = never>(
    onFailure?: ((error: unknown) => Catch | PromiseLike<Catch>) | null,
  ): Promise<Value | Catch> {
    return new Lent(this.#promise.catch(onFailure), this.#lend);
  }

  finally(onEnd?: (() => void) | null): Promise<Value> {
    return new Lent(this.#promise.finally(onEnd), this.#lend);
  }
}
