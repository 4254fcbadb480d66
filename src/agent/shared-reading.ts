// In: how something is read, and what takes it. Out: one reading for all who wait for it; it is taken once.
// A reading that everybody left is over at once: whoever comes next has one of their own, never another's end.
// Knows nothing of sessions or stores.

interface Reading {
  readonly controller: AbortController;
  /** How many have not left. */
  waiting: number;
  isTaken: boolean;
  done: Promise<void>;
}

export class SharedReading<Value> {
  readonly #read: (signal: AbortSignal) => Promise<Value>;
  readonly #take: (value: Value) => void;
  #reading: Reading | undefined;
  #isNeeded = true;

  constructor(read: (signal: AbortSignal) => Promise<Value>, take: (value: Value) => void) {
    this.#read = read;
    this.#take = take;
  }

  /** Nobody needs it from now on. */
  spare(): void {
    this.#isNeeded = false;
  }

  /** Until it is taken, which goes on without those whose signal aborts; one that failed is begun again. */
  async wait(signal?: AbortSignal): Promise<void> {
    if (!this.#isNeeded) return;
    const reading = this.#reading ?? this.#begin();
    reading.waiting++;
    const leave = () => {
      if (--reading.waiting > 0 || reading.isTaken) return;
      this.#forget(reading);
      reading.controller.abort(signal?.reason);
    };
    signal?.addEventListener('abort', leave, { once: true });
    try {
      await reading.done;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  #begin(): Reading {
    const controller = new AbortController();
    const reading = { controller, waiting: 0, isTaken: false, done: Promise.resolve() };
    this.#reading = reading;
    reading.done = this.#follow(reading);
    return reading;
  }

  async #follow(reading: Reading): Promise<void> {
    const { signal } = reading.controller;
    try {
      const value = await this.#read(signal);
      // It may have been read in the turn in which the last one left.
      signal.throwIfAborted();
      this.#take(value);
      reading.isTaken = true;
    } catch (cause) {
      this.#forget(reading);
      throw cause;
    }
  }

  #forget(reading: Reading): void {
    if (this.#reading === reading) this.#reading = undefined;
  }
}
