// In: a response. Out: the events of the answer in it, and what was forgiven in its text.
// Frames and messages are read by the client; bare text here, because its repairs are worth telling.
// Knows nothing of where the response comes from.

import { readTextStream } from '../client/index.js';
import { instantEvents, type InstantEvent, type Repair } from '../protocol/index.js';
import type { Traffic } from './summary.js';

export interface ReadAnswerOptions {
  readonly isStrict: boolean;
  readonly signal: AbortSignal;
  readonly onRepair: (repair: Repair) => void;
}

/**
 * Throws whatever the body does.
 *
 * @throws {InstantClientError} what `readTextStream` throws
 * @throws {InstantParseError} for a text that cannot be read
 */
export function readAnswer(
  response: Response,
  { isStrict, signal, onRepair }: ReadAnswerOptions,
): AsyncGenerator<InstantEvent, void, undefined> {
  return isBareText(response) && response.body !== null
    ? instantEvents(response.body, { strict: isStrict, onRepair })
    : readTextStream(response, { strict: isStrict, signal });
}

/** True of a body that holds the answer itself, and neither frames, messages, a page nor a refusal. */
export function isBareText({ ok, headers }: Response): boolean {
  return ok && !/event-stream|ndjson|jsonl|text\/html/i.test(headers.get('content-type') ?? '');
}

/** The same response, whose bytes and chunks are counted as they are read. */
export function countBody(response: Response, traffic: Traffic): Response {
  const reader = response.body?.getReader();
  if (reader === undefined) return response;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        traffic.bytes += value.length;
        traffic.chunks++;
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
