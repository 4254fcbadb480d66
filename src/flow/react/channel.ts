// In: events, as they come. Out: the same to be read with `for await`, up to the last one.
// Knows nothing of lanes or runs.

import type { InstantEvent } from '../../protocol/index.js';

export interface Channel {
  /** True once the last event has been pushed. */
  readonly isClosed: boolean;
  push(event: InstantEvent): void;
  read(): AsyncGenerator<InstantEvent, void, undefined>;
}

export function createChannel(): Channel {
  let waiting: InstantEvent[] = [];
  let isClosed = false;
  let wake = () => {};
  return {
    get isClosed() {
      return isClosed;
    },
    push(event) {
      if (isClosed) return;
      waiting.push(event);
      isClosed = event.type === 'end' || event.type === 'error';
      wake();
    },
    async *read() {
      for (;;) {
        const ready = waiting;
        waiting = [];
        yield* ready;
        if (waiting.length > 0) continue;
        if (isClosed) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
