// In: text of an answer, piece by piece, whenever a test says so. Out: a transport that records who asked for what.
// Made for tests of what stands on a transport; the events come from the real parser.
// Knows nothing of React.

import type { InstantTransport } from 'fieldwise/client';
import { createInstantParser, type InstantEvent } from 'fieldwise';

/** One opened stream. */
export interface ManualCall<Input> {
  readonly input: Input;
  /** Of a retry of one field. */
  readonly path: string | undefined;
  readonly signal: AbortSignal;
  /** Sends this text's events. */
  push(text: string): void;
  /** Sends an event as it is. */
  send(event: InstantEvent): void;
  /** Says that the answer is asked for again: what is pushed from now on is another attempt. */
  renew(): void;
  /** Sends the end of the text, and closes. */
  end(): void;
  /** Closes with an error. */
  fail(error: Error): void;
}

export interface ManualTransport<Input> extends InstantTransport<Input> {
  readonly calls: readonly ManualCall<Input>[];
  /** The newest call. */
  readonly last: ManualCall<Input>;
}

export function createManualTransport<Input>(): ManualTransport<Input> {
  const calls: ManualCall<Input>[] = [];
  return {
    calls,
    get last() {
      const call = calls.at(-1);
      if (!call) throw new Error('Nothing was opened.');
      return call;
    },
    open({ input, path, signal }) {
      const parser = createInstantParser();
      const queue = createQueue(signal);
      let attempt = 1;
      calls.push({
        input,
        path,
        signal,
        push: (text) => queue.add(parser.feed(text)),
        send: (event) => queue.add([event]),
        renew() {
          parser.reset();
          attempt += 1;
          queue.add([{ type: 'attempt', attempt, reason: 'invalid-output' }]);
        },
        end() {
          queue.add(parser.end());
          queue.close();
        },
        fail: (error) => queue.close(error),
      });
      return queue.read();
    },
  };
}

function createQueue(signal: AbortSignal) {
  let waiting: InstantEvent[] = [];
  let isClosed = false;
  let failure: Error | undefined;
  let wake = () => {};
  signal.addEventListener('abort', () => wake());
  return {
    add(events: readonly InstantEvent[]) {
      waiting.push(...events);
      wake();
    },
    close(error?: Error) {
      isClosed = true;
      failure = error;
      wake();
    },
    async *read(): AsyncGenerator<InstantEvent> {
      for (;;) {
        const ready = waiting;
        waiting = [];
        yield* ready;
        signal.throwIfAborted();
        if (waiting.length > 0) continue;
        if (failure) throw failure;
        if (isClosed) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}
