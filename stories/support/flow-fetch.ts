// In: a flow, as what runs it and who answers its questions. Out: a `fetch` that is a whole server with it, over a network that
// can be cut where the answer is travelled in.
// Everything happens in the page's memory; no request leaves it.
// Knows nothing of which flow it is, or of components.

import type { InstantEvent } from 'fieldwise';
import type { InterruptAnswer } from 'fieldwise/client';
import { createInstantRoute, createInterruptRoute } from 'fieldwise/server';
import { z } from 'zod';
import { carryResponse, type Delivery } from './delivery.js';

export interface ServedFlow<Result> {
  readonly output: z.ZodType<Result>;
  /** Starts an execution, and tells of it. */
  readonly run: (input: string, signal: AbortSignal) => AsyncIterable<InstantEvent<Result>>;
  /** False where nobody asks. */
  readonly answer: (given: InterruptAnswer) => Promise<boolean>;
}

export function flowFetch<Result>(
  { output, run, answer }: ServedFlow<Result>,
  delivery?: Delivery,
): typeof fetch {
  const { POST } = createInstantRoute({
    input: z.string(),
    output,
    onError: () => {},
    run: ({ input, signal }) => run(input, signal),
  });
  const { PATCH } = createInterruptRoute(answer);
  return async (url, init) => {
    const request = new Request(
      new URL(url instanceof Request ? url.url : url, location.origin),
      init,
    );
    if (request.method === 'PATCH') return PATCH(request);
    return carryResponse(await POST(request), delivery);
  };
}
