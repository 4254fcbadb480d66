// In: an answer that a server handed over while it streamed, and whom to ask afterwards. Out: a transport that goes on with it.
// What was handed over can be read once: whoever opens the transport again asks anew.
// Knows nothing of runs or React.

import { checkKinds } from '../internal/usage-error.js';
import { createFrameDecoder, type HandOver, type InstantEvent } from '../protocol/index.js';
import { connectionLost } from './error.js';
import { inBatches } from './event-batches.js';
import { createTransport, type TransportOptions } from './run-options.js';
import type { InstantTransport } from './transport.js';

/**
 * Creates a transport of a {@link HandOver}: until it is opened, `begun` is what had arrived when it was made; opening it
 * gives the rest. `again` says where the answer is asked for anew: when it is opened a second time, or when somebody else
 * has read the rest.
 *
 * @throws {UsageError} `invalid-option`
 * @throws {FrameError} `invalid-frame`
 * @example
 * import { createServerAnswer } from 'fieldwise/server';
 *
 * const answer = createServerAnswer(['{"title":"Tea"}']);
 * const transport = createHandOverTransport(answer.handOver({ topic: 'tea' }), { api: '/api/report' });
 * const run = createInstantRun({ transport });
 * const { data } = await run.submit({ topic: 'tea' }, transport.begun);
 * data; // { title: 'Tea' }
 */
export function createHandOverTransport<Input = unknown>(
  handOver: HandOver<unknown, Input>,
  again: TransportOptions<Input> = {},
): InstantTransport<Input> {
  checkKinds({ handOver, again }, 'object');
  const { head, rest } = handOver;
  checkKinds({ 'handOver.head': head }, 'string');
  checkKinds({ 'handOver.rest': rest }, 'object');
  const decoder = createFrameDecoder();
  const decode = (text: string) =>
    text.split('\n').flatMap((frame) => (frame === '' ? [] : decoder.decode(frame)));
  // Read by somebody before: there is nothing to go on with.
  let isUnread = !rest.locked;
  const arrived = isUnread ? decode(head) : [];
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
    get begun() {
      return isUnread ? arrived.slice(0, end === -1 ? undefined : end) : undefined;
    },
    open(request) {
      if (!isUnread) return createTransport(again).open(request);
      isUnread = false;
      return inBatches(readRest(request.signal));
    },
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
