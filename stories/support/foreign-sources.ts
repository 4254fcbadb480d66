// In: what a model says, and how fast. Out: transports that bring it, each from a source of another kind.
// Everything happens in the page's memory: the two foreign routes are responses as the AI SDK writes them.
// Knows nothing of components.

import {
  createSourceTransport,
  createTextTransport,
  type InstantTransport,
} from 'fieldwise/client';
import { replayRun, splitText, type Recording } from 'fieldwise/testing';

export interface Speech {
  readonly text: string;
  readonly chunkSize: number;
  readonly delayMs: number;
}

/** By what a reader of the stories knows them by. */
export function createSources(speech: Speech): Readonly<Record<string, InstantTransport<Speech>>> {
  return {
    'useObject route': createTextTransport({
      api: '/api/object',
      fetch: async () => respond(speak(speech), 'text/plain; charset=utf-8'),
    }),
    'UI message stream': createTextTransport({
      api: '/api/chat',
      fetch: async () => respond(messageOf(speech), 'text/event-stream'),
    }),
    Generator: createSourceTransport(speak),
    Recording: replayRun(recordingOf(speech)),
  };
}

async function* speak({ text, chunkSize, delayMs }: Speech): AsyncGenerator<string> {
  for (const piece of splitText(text, { size: chunkSize })) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    yield piece;
  }
}

async function* messageOf(speech: Speech): AsyncGenerator<string> {
  const write = (part: object) => `data: ${JSON.stringify(part)}\n\n`;
  yield write({ type: 'start' }) + write({ type: 'text-start', id: '0' });
  for await (const delta of speak(speech)) yield write({ type: 'text-delta', id: '0', delta });
  yield `${write({ type: 'text-end', id: '0' }) + write({ type: 'finish' })}data: [DONE]\n\n`;
}

function respond(pieces: AsyncGenerator<string>, type: string): Response {
  const body = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': type },
  });
}

function recordingOf({ text, chunkSize, delayMs }: Speech): Recording {
  const pieces = splitText(text, { size: chunkSize });
  const ends = pieces.map((_, index) => Math.min((index + 1) * chunkSize, text.length));
  return { version: 1, text, ends, atMs: pieces.map((_, index) => (index + 1) * delayMs) };
}
