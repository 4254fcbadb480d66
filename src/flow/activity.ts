// In: pieces of work that begin and end. Out: the moment when none is under way, and who could not be left as they are.
// Knows nothing of what the work is.

import type { Scope } from './scope.js';

/** A call that lent its places: nothing is at work in it. */
export interface Lender {
  tellWaiting(): void;
}

export class Activity {
  readonly #onIdle: () => void;
  readonly #pinned = new Map<object, string>();
  readonly #lenders = new Set<Lender>();
  #count = 0;

  constructor(onIdle: () => void) {
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.#count === 0;
  }

  /** The chunks that only this process can go on with. */
  get pinned(): readonly string[] {
    return [...new Set(this.#pinned.values())];
  }

  begin(): void {
    this.#count++;
  }

  end(): void {
    if (--this.#count === 0) this.#onIdle();
  }

  /** Says of a call that it waits for what it set going, until `takeBack`. */
  lend(lender: Lender): void {
    this.#lenders.add(lender);
  }

  takeBack(lender: Lender): void {
    this.#lenders.delete(lender);
  }

  /** All there is to do is to wait for people: so it is for those who wait for what does. Each is told of once. */
  tellLenders(): void {
    for (const lender of this.#lenders) lender.tellWaiting();
    this.#lenders.clear();
  }

  /** Something is under way, here and in the scope, until `later` has settled. */
  until(later: Promise<unknown>, scope?: Pick<Scope, 'hold' | 'release'>): void {
    scope?.hold();
    this.begin();
    void later.finally(() => {
      scope?.release();
      this.end();
    });
  }

  /** Says that `chunk` waits in the middle of its work, until the function returned is called. */
  pin(chunk: string): () => void {
    const pin = {};
    this.#pinned.set(pin, chunk);
    return () => void this.#pinned.delete(pin);
  }
}
