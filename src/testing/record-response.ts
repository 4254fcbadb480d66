// In: a response as it comes over the network. Out: the same response, and a recording of what came.
// Nothing is read ahead and nothing is kept back: the reader sets the pace, and leaving reaches the server.
// Knows nothing of what the bytes say.

import type { RecordOptions } from './record-run.js';
import type { Recording } from './recording.js';

export interface RecordResponseOptions extends RecordOptions {
  /** Bytes after which nothing more is recorded; the response goes on. @default 8_000_000 */
  readonly maxBytes?: number;
}

/** A response to be read in place of the other one, and what will have been read of it. */
export interface RecordedResponse {
  readonly response: Response;
  /** Resolves when the body is over, broken, or left by its reader; never rejects. */
  readonly recording: Promise<Recording>;
}

/**
 * Records what comes over the network: text, borders of the chunks, times, content type and status. The response it
 * returns has the same status, headers, address and bytes, and is the one to read; a body that breaks, is left, or grows
 * beyond `maxBytes` is a recording that `isCut`.
 *
 * A border inside a character of several bytes is moved before it.
 *
 * @example
 * import { recordResponse } from 'fieldwise/testing';
 *
 * const headers = { 'content-type': 'text/plain' };
 * const { response, recording } = recordResponse(new Response('{"title":"Tea"}', { headers }));
 * await response.text(); // '{"title":"Tea"}'
 * const { text, contentType } = await recording;
 * text; // '{"title":"Tea"}'
 * contentType; // 'text/plain'
 */
export function recordResponse(
  response: Response,
  { now = () => performance.now(), maxBytes = 8_000_000 }: RecordResponseOptions = {},
): RecordedResponse {
  const tape = createTape(response, { now, maxBytes });
  if (response.body === null) {
    tape.stop(false);
    return { response, recording: tape.recording };
  }
  const copy = new Response(passOn(response.body, tape), {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  });
  // A response that is made has no address; the one that was fetched has.
  Object.defineProperty(copy, 'url', { value: response.url });
  return { response: copy, recording: tape.recording };
}

interface Tape {
  readonly note: (bytes: Uint8Array) => void;
  readonly stop: (isCut: boolean) => void;
  readonly recording: Promise<Recording>;
}

function createTape(
  { headers, status }: Response,
  { now, maxBytes }: Required<RecordResponseOptions>,
): Tape {
  const start = now();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const ends: number[] = [];
  const atMs: number[] = [];
  let text = '';
  let left = maxBytes;
  const add = (piece: string) => {
    if (piece === '') return;
    text += piece;
    ends.push(text.length);
    atMs.push(Math.round(now() - start));
  };
  const { promise: recording, resolve } = withResolvers();
  return {
    recording,
    note(bytes) {
      if (left >= 0) left -= bytes.length;
      if (left >= 0) add(decoder.decode(bytes, { stream: true }));
    },
    stop(isBroken) {
      const isCut = isBroken || left < 0;
      if (!isCut) add(decoder.decode());
      resolve({
        version: 1,
        contentType: headers.get('content-type') ?? 'application/octet-stream',
        ...(status !== 200 && { status }),
        ...(isCut && { isCut }),
        text,
        ends,
        atMs,
      });
    },
  };
}

function withResolvers(): {
  readonly promise: Promise<Recording>;
  readonly resolve: (recording: Recording) => void;
} {
  let resolve!: (recording: Recording) => void;
  const promise = new Promise<Recording>((settle) => (resolve = settle));
  return { promise, resolve };
}

function passOn(body: ReadableStream<Uint8Array>, tape: Tape): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          tape.stop(true);
          throw error;
        });
        if (done) {
          tape.stop(false);
          controller.close();
        } else {
          tape.note(value);
          controller.enqueue(value);
        }
      },
      async cancel(reason) {
        tape.stop(true);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
