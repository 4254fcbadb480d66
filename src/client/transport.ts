// In: an input. Out: the events of one run.
// The port behind which a network, a worker or a recording may stand.
// Knows nothing of how a run uses the events.

import type { InstantEvent } from '../protocol/index.js';

/** What a run asks a transport for. */
export interface TransportRequest<Input = unknown> {
  readonly input: Input;
  /** Aborted when nobody wants the events any more. */
  readonly signal: AbortSignal;
}

/** Opens the stream of events of one run. A stream that ends without `end` or `error` counts as a lost connection. */
export interface InstantTransport<Input = unknown> {
  /** Events that have arrived already: shown before anything is opened, and not told to callbacks. */
  readonly begun?: readonly InstantEvent[] | undefined;
  open(
    request: TransportRequest<Input>,
  ): AsyncIterable<InstantEvent> | Promise<AsyncIterable<InstantEvent>>;
}
