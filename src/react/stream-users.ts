// In: components that come and go. Out: who serves the next request, who is told, and a word when the last one left.
// A component that unmounts and mounts again in one task (StrictMode, a move to another parent) has not left.
// Knows nothing of runs and nothing of the cache.

import type { StreamUser, UseInstantStreamOptions } from './stream-options.js';

export class StreamUsers<T, Input> {
  /** Whose transport and headers serve the next request: who submitted last, or came first since then. */
  source: StreamUser<T, Input>;
  /** With what to call when the query is removed from the cache. */
  readonly #present = new Map<StreamUser<T, Input>, () => void>();
  /** Who unmounted last, until the run it left has ended: it is told of that end. */
  #leaver: StreamUser<T, Input> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onAllLeft: () => Promise<unknown>;

  /** `onAllLeft` resolves when there is nothing more to tell the last of them. */
  constructor(first: StreamUser<T, Input>, onAllLeft: () => Promise<unknown>) {
    this.source = first;
    this.#onAllLeft = onAllLeft;
  }

  /** Lets the options of `user` serve the next request, if they say how. */
  serveWith(user: StreamUser<T, Input>): void {
    const { api, transport } = user.current;
    if (api !== undefined || transport !== undefined) this.source = user;
  }

  /** Counts a component in; the returned function counts it out. */
  add(user: StreamUser<T, Input>, onRemoved: () => void): () => void {
    // Whoever was the source has left, or was never on the screen: what it has may be outdated.
    if (!this.#present.has(this.source)) this.serveWith(user);
    this.#present.set(user, onRemoved);
    this.#leaver = undefined;
    clearTimeout(this.#timer);
    return () => {
      this.#present.delete(user);
      if (this.#present.size > 0) return;
      this.#leaver = user;
      this.#timer = setTimeout(() => void this.#leave(user));
    };
  }

  tell(tell: (options: UseInstantStreamOptions<T, Input>) => void): void {
    if (this.#present.size === 0 && this.#leaver) return tell(this.#leaver.current);
    for (const user of this.#present.keys()) tell(user.current);
  }

  tellRemoved(): void {
    for (const onRemoved of this.#present.values()) onRemoved();
  }

  async #leave(leaver: StreamUser<T, Input>): Promise<void> {
    await this.#onAllLeft();
    if (this.#leaver === leaver) this.#leaver = undefined;
  }
}
