// In: a transport and what to ask it. Out: its events, one call each, until the last one, an abort or a failure.
// A transport that ignores the abort is left behind, not waited for.
// Knows nothing of snapshots, listeners or status.

import type { InstantEvent } from '../protocol/index.js';
import { connectionLost } from './error.js';
import { batchesOf } from './event-batches.js';
import { receivedEvent } from './received-event.js';
import type { InstantTransport, TransportRequest } from './transport.js';

/** Rejects with what the transport threw, or `connection-lost` when it ended without a last event. */
export async function receiveEvents<Input>(
  transport: InstantTransport<Input>,
  request: TransportRequest<Input>,
  onEvent: (event: InstantEvent) => void,
): Promise<void> {
  const { signal } = request;
  const events = await transport.open(request);
  const iterator = batchesOf(events);
  let hasLeft = signal.aborted;
  const leave = () => {
    hasLeft = true;
    void abandon(iterator);
  };
  if (hasLeft) return leave();
  signal.addEventListener('abort', leave, { once: true });
  try {
    for (;;) {
      const { done, value } = await iterator.next();
      if (hasLeft) return;
      if (done) throw connectionLost();
      const batch: readonly InstantEvent[] = Array.isArray(value) ? value : [value as InstantEvent];
      for (const received of batch) {
        const event = receivedEvent(received);
        onEvent(event);
        if (event.type === 'end' || event.type === 'error') return void finish(iterator);
        // A listener may have ended the run.
        if (hasLeft) return;
      }
    }
  } catch (error) {
    leave();
    throw error;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

async function abandon(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    await iterator.return?.();
  } catch {
    // Nobody waits for these events any more.
  }
}

/** After its last event a source may tidy up after itself; if it has more to say instead, it is left. */
async function finish(iterator: AsyncIterator<unknown>): Promise<void> {
  try {
    const { done } = await iterator.next();
    if (!done) await iterator.return?.();
  } catch {
    // The run has its last event; what fails behind it concerns nobody.
  }
}
