// In: how to ask a Fieldwise route, perhaps among the options of a run. Out: a transport over fetch.
// Knows nothing of runs or React.

import { checkRequest, postInput, type FetchTransportOptions } from './post-input.js';
import { readInstantStream } from './read-instant-stream.js';
import { wireCallbacks } from './wire-fact.js';
import type { InstantTransport } from './transport.js';

/** @throws {UsageError} `invalid-option` */
export function fetchTransport<Input>(
  options: FetchTransportOptions<Input>,
): InstantTransport<Input> {
  checkRequest(options);
  return {
    async open(request) {
      const response = await postInput(options, request, 'text/event-stream');
      const { onBytes } = wireCallbacks({}, request.onWire);
      return readInstantStream(response, { signal: request.signal, onBytes });
    },
    async answer(given) {
      const { sendAnswer } = await import('./answer-interrupt.js');
      await sendAnswer(options, given);
    },
  };
}
