// In: an answer that a server handed over while it streamed. Out: what had arrived of it, and the rest as it comes.
// The rest can be read once: of an answer that somebody has read there is nothing to go on with.
// Knows nothing of runs or React.

import { checkKinds } from '../internal/usage-error.js';
import { createFrameDecoder, type HandOver, type InstantEvent } from '../protocol/index.js';
import { connectionLost } from './error.js';
import { inBatches } from './event-batches.js';
import type { BegunAnswer } from './transport.js';

/**
 * Reads an answer that a server component handed over, for `run.submit(handOver.input, readHandOver(handOver))`, which
 * goes on with it. `undefined` for one that was read before: then the run asks its route.
 *
 * @throws {UsageError} `invalid-option`
 * @throws {FrameError} `invalid-frame`
 * @example
 * import { createServerAnswer } from 'fieldwise/server';
 *
 * const handOver = createServerAnswer(['{"title":"Tea"}']).handOver({ topic: 'tea' });
 * const run = createInstantRun({ api: '/api/report' });
 * const { data } = await run.submit(handOver.input, readHandOver(handOver));
 * data; // { title: 'Tea' }
 */
export function readHandOver(handOver: HandOver): BegunAnswer | undefined {
  checkKinds({ handOver }, 'object');
  const { head, rest } = handOver;
  checkKinds({ 'handOver.head': head }, 'string');
  checkKinds({ 'handOver.rest': rest }, 'object');
  if (rest.locked) return undefined;
  const decoder = createFrameDecoder();
  const decode = (text: string) =>
    text.split('\n').flatMap((frame) => (frame === '' ? [] : decoder.decode(frame)));
  const arrived = decode(head);
  const end = arrived.findIndex(isLast);

  async function* readRest(signal: AbortSignal): AsyncGenerator<readonly InstantEvent[]> {
    if (end !== -1) {
      yield arrived.slice(end);
      return;
    }
    if (rest.locked) throw connectionLost();
    const reader = rest.getReader();
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) throw connectionLost();
      const events = decode(value);
      yield events;
      if (events.some(isLast)) return;
    }
  }

  return {
    events: end === -1 ? arrived : arrived.slice(0, end),
    open: ({ signal }) => inBatches(readRest(signal), signal),
  };
}

function isLast({ type }: InstantEvent): boolean {
  return type === 'end' || type === 'error';
}

/** The stream is left, not cancelled: one that a framework carries may take what follows a cancel for a fault of the page. */
function untilAborted<V>(reading: Promise<V>, signal: AbortSignal): Promise<V> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    reading
      .catch((cause: unknown) => {
        throw connectionLost(cause);
      })
      .finally(() => signal.removeEventListener('abort', abort))
      .then(resolve, reject);
  });
}
