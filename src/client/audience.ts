// In: what happens in a run. Out: the application's callbacks and listeners, called in their order.
// Options are read when they are needed, so that getters in them stay fresh.
// Knows nothing of what is shown.

import type { DoneEvent, InstantEvent } from '../protocol/index.js';
import type { CompletedField, FinishReason, InstantRunOptions } from './run-options.js';
import type { RunSnapshot } from './run-snapshot.js';
import { tell } from './tell.js';
import type { WireFact } from './wire-fact.js';

type Listener<T> = (event: InstantEvent<T>) => void;

type Callbacks<T> = Pick<InstantRunOptions<T>, 'onEvent' | 'onField' | 'onError' | 'onFinish'>;

/** Everybody who is told of one run. */
export class Audience<T> {
  readonly #listeners = new Set<Listener<T>>();
  readonly #watchers = new Set<(fact: WireFact) => void>();
  readonly #callbacks: Callbacks<T>;
  readonly #isHeld: (event: DoneEvent) => boolean;

  /** `onField` is not told of what `isHeld` for an answer to come. */
  constructor(callbacks: Callbacks<T>, isHeld: (event: DoneEvent) => boolean) {
    this.#callbacks = callbacks;
    this.#isHeld = isHeld;
  }

  /** Returns how to leave; somebody who came twice leaves twice. */
  add(listener: Listener<T>): () => void {
    const own: Listener<T> = (event) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** As {@link Audience.add}, for what is noticed beside the events. */
  watch(listener: (fact: WireFact) => void): () => void {
    const own = (fact: WireFact) => listener(fact);
    this.#watchers.add(own);
    return () => void this.#watchers.delete(own);
  }

  notice(fact: WireFact): void {
    for (const listener of this.#watchers) tell(() => listener(fact));
  }

  hear(event: InstantEvent): void {
    // What the events are of, the schema promises.
    const told = event as InstantEvent<T>;
    if (this.#listeners.size > 0) {
      const present = [...this.#listeners];
      for (const listener of present) tell(() => listener(told));
    }
    tell(() => this.#callbacks.onEvent?.(told));
    if (event.type === 'done' && !this.#isHeld(event))
      tell(() => this.#callbacks.onField?.(told as CompletedField<T>));
  }

  /** The run is over. */
  leave(last: RunSnapshot<T>, reason: FinishReason): void {
    const { error } = last;
    if (error) tell(() => this.#callbacks.onError?.(error));
    tell(() => this.#callbacks.onFinish?.({ ...last, reason }));
  }
}
