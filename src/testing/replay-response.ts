// In: pieces as they are played. Out: a response that brings them, as a server would.
// Pieces of a recorded body are its bytes again; pieces of an answer are frames, as our own route writes them.
// Knows nothing of recordings' files or of who asks.

import { createFrameEncoder, createInstantParser } from '../protocol/index.js';
import { cutConnection } from './model-fault.js';
import type { Recording } from './recording.js';

/** Plays pieces; returns true when the connection is lost behind the last one. */
export type PlayPieces = (signal?: AbortSignal) => AsyncGenerator<string, boolean, undefined>;

export function replayResponse(
  { contentType, status = 200 }: Pick<Recording, 'contentType' | 'status'>,
  play: PlayPieces,
  signal: AbortSignal | undefined,
): Response {
  const left = new AbortController();
  const encode = contentType === undefined ? encodeFrames() : encodeText();
  const pieces = play(signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]));
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // A stream that was given nothing is not asked again, and not every piece makes bytes.
        for (;;) {
          const { done, value } = await pieces.next();
          if (done === true && value) throw cutConnection();
          const bytes = encode(done === true ? undefined : value);
          if (bytes.length > 0) controller.enqueue(bytes);
          if (done === true) controller.close();
          if (done === true || bytes.length > 0) return;
        }
      },
      cancel: (reason) => left.abort(reason),
    },
    { highWaterMark: 0 },
  );
  const isBodiless = status === 204 || status === 205 || status === 304;
  return new Response(isBodiless ? null : body, {
    status,
    headers: {
      'content-type': contentType ?? 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    },
  });
}

/** Takes a piece, or `undefined` at the end. */
type Encode = (piece: string | undefined) => Uint8Array;

/** A border may lie inside a surrogate pair, which bytes cannot: its first half waits for the second. */
function encodeText(): Encode {
  const encoder = new TextEncoder();
  let half = '';
  return (piece = '') => {
    const text = half + piece;
    half = piece !== '' && /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
    return encoder.encode(text.slice(0, text.length - half.length));
  };
}

function encodeFrames(): Encode {
  const encoder = new TextEncoder();
  const parser = createInstantParser();
  const frames = createFrameEncoder();
  return (piece) => {
    const frame = frames.encode(piece === undefined ? parser.end() : parser.feed(piece));
    return encoder.encode(frame === '' ? '' : `data:${frame}\n\n`);
  };
}
