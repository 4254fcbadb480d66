// In: a recorded text, or a recorded body. Out: its events, as a page that had asked for it would have them.
// It comes as the response it was, so bytes, chunks and repairs are told as of any other.
// Knows nothing of runs or of what is shown.

import { createTextTransport } from '../client/index.js';
import type { InstantTransport } from '../client/index.js';
import { pause } from './pause.js';
import type { TextRecording } from './text-recording.js';

export function textTransport(recording: TextRecording): InstantTransport {
  const { contentType, status } = recording;
  const hasBody = ![204, 205, 304].includes(status);
  const respond = (signal: AbortSignal) =>
    new Response(hasBody ? bodyOf(recording, signal) : null, {
      status,
      headers: { 'content-type': contentType },
    });
  return {
    open(request) {
      // Nothing is asked for, so the address is never seen.
      const transport = createTextTransport({
        api: '/',
        fetch: async () => respond(request.signal),
      });
      return transport.open(request);
    },
  };
}

function bodyOf(
  { pieces, isCut }: TextRecording,
  signal: AbortSignal,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let index = 0;
  let playedMs = 0;
  const text = new ReadableStream<string>({
    async pull(controller) {
      const piece = pieces[index++];
      if (piece === undefined) {
        if (isCut) controller.error(new TypeError('The recorded connection was lost here.'));
        else controller.close();
        return;
      }
      if (piece.atMs > playedMs) await pause(piece.atMs - playedMs, signal);
      playedMs = piece.atMs;
      controller.enqueue(piece.text);
    },
  });
  return text.pipeThrough(new TextEncoderStream());
}
