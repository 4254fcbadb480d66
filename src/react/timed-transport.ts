// In: options that say how to ask. Out: a transport that asks so, and fails when the whole answer is not there in time.
// For servers, where whoever waits is a response that is held open.
// Knows nothing of queries.

import {
  createTransport,
  InstantClientError,
  type InstantTransport,
  type TransportOptions,
} from '../client/index.js';
import type { InstantEvent } from '../protocol/index.js';
import { limitTime } from './time-limit.js';

/** The run that it fails aborts the request. */
export function timedTransport<Input>(
  options: TransportOptions<Input>,
  timeoutMs: number,
): InstantTransport<Input> {
  const begun = options.transport?.begun;
  return {
    ...(begun && { begun }),
    async *open(request) {
      let end = () => {};
      const late = new Promise<never>((_, reject) => {
        end = limitTime(timeoutMs, () => reject(lateAnswer()));
      });
      try {
        const opened = createTransport(options).open(request);
        const events = await Promise.race([opened, late]);
        yield* inTime(events[Symbol.asyncIterator](), late);
      } finally {
        end();
      }
    },
  };
}

async function* inTime(
  iterator: AsyncIterator<InstantEvent>,
  late: Promise<never>,
): AsyncGenerator<InstantEvent> {
  try {
    for (;;) {
      const { done, value } = await Promise.race([iterator.next(), late]);
      if (done === true) return;
      yield value;
    }
  } finally {
    void leave(iterator);
  }
}

/** Not waited for: a source that is silent may never come to its end. */
async function leave(iterator: AsyncIterator<InstantEvent>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nobody waits for these events any more.
  }
}

function lateAnswer(): InstantClientError {
  return new InstantClientError(
    'server',
    'timeout',
    'The answer was not there in time for the server that waited for it. Ask in the browser, or raise serverTimeoutMs.',
  );
}
