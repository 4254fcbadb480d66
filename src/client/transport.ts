// In: an input. Out: the events of one run.
// The port behind which a network, a worker or a recording may stand.
// Knows nothing of how a run uses the events.

import type { InstantEvent } from '../protocol/index.js';
import type { WireFact } from './wire-fact.js';

/** What a run asks a transport for. */
export interface TransportRequest<Input = unknown> {
  readonly input: Input;
  /**
   * Of a retry of one field: its path as {@link formatPath} writes it. Of the answer only what is there is taken; the
   * rest need not be made. Absent where the whole answer is wanted.
   */
  readonly path?: string | undefined;
  /** Aborted when nobody wants the events any more. */
  readonly signal: AbortSignal;
  /**
   * To be told of each chunk as it arrives and of each repair, beside the events. A transport that has neither, because
   * its events are made in process, leaves it alone.
   */
  readonly onWire?: ((fact: WireFact) => void) | undefined;
}

/** The answer of a person to what a flow asks. */
export interface InterruptAnswer {
  readonly executionId: string;
  readonly interruptId: string;
  readonly answer: unknown;
}

/** Opens the stream of events of one run. A stream that ends without `end` or `error` counts as a lost connection. */
export interface InstantTransport<Input = unknown> {
  /** An answer that has begun elsewhere: `useInstantStream` begins with it where its key has no answer yet. */
  readonly begun?: BegunAnswer | undefined;
  open(
    request: TransportRequest<Input>,
  ): AsyncIterable<InstantEvent> | Promise<AsyncIterable<InstantEvent>>;
  /** Takes the answer of a person to what the flow behind it asks; rejects where it was not taken. */
  answer?: ((given: InterruptAnswer) => Promise<void>) | undefined;
}

/** An answer that has begun elsewhere: opening it gives what follows. */
export interface BegunAnswer extends InstantTransport {
  /** What has arrived of it, without an end. */
  readonly events: readonly InstantEvent[];
  /** Called when a component that shows it is mounted, or waits to be: one that is only rendered uses nothing up. */
  readonly start?: (() => void) | undefined;
}
