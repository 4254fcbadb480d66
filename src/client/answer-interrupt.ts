// In: a transport, and what a person answers. Out: the answer taken on the other side, or the error that says why not.
// Loaded when somebody answers: most pages ask nobody.
// Knows nothing of runs.

import { InstantClientError } from './error.js';
import { toHttpError } from './http-error.js';
import { postInput, type FetchTransportOptions } from './post-input.js';
import type { InstantTransport, InterruptAnswer } from './transport.js';

/** @throws {InstantClientError} `invalid-option` where the transport takes none, and what it throws */
export async function answerInterrupt(
  transport: InstantTransport<never>,
  given: InterruptAnswer,
): Promise<void> {
  if (transport.answer !== undefined) return transport.answer(given);
  throw new InstantClientError(
    'usage',
    'invalid-option',
    'The transport of this run takes no answers. Give it a function `answer`, or answer by a function of your own: ' +
      'useInterrupts({ answer }).',
  );
}

/**
 * Sends the answer as JSON to the route that asked, by `PATCH`.
 *
 * @throws {InstantClientError} of the kind `http` with the code of the route, `connection-failed`
 */
export async function sendAnswer<Input>(
  options: FetchTransportOptions<Input>,
  { executionId, interruptId, answer }: InterruptAnswer,
): Promise<void> {
  const { body: _, ...how } = options;
  const { signal } = new AbortController();
  const input = { executionId, interruptId, answer };
  const response = await postInput<typeof input>(
    how,
    { input, signal },
    'application/json',
    'PATCH',
  );
  if (!response.ok) throw await toHttpError(response);
  await response.body?.cancel();
}
