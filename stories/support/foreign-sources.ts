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
  const pieces = splitText(speech.text, { size: speech.chunkSize });
  const answer = recordingOf(pieces, speech.delayMs);
  const text = replayRun({ ...answer, contentType: 'text/plain; charset=utf-8' });
  const messages = replayRun({
    ...recordingOf(messagesOf(pieces), speech.delayMs),
    contentType: 'text/event-stream',
  });
  return {
    'useObject route': createTextTransport({
      api: '/api/object',
      fetch: async (_, init) => text.respond(init ?? {}),
    }),
    'UI message stream': createTextTransport({
      api: '/api/chat',
      fetch: async (_, init) => messages.respond(init ?? {}),
    }),
    Generator: createSourceTransport(speak),
    Recording: replayRun(answer),
  };
}

async function* speak({ text, chunkSize, delayMs }: Speech): AsyncGenerator<string> {
  for (const piece of splitText(text, { size: chunkSize })) {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    yield piece;
  }
}

function messagesOf(pieces: readonly string[]): readonly string[] {
  const write = (part: object) => `data: ${JSON.stringify(part)}\n\n`;
  return [
    write({ type: 'start' }) + write({ type: 'text-start', id: '0' }),
    ...pieces.map((delta) => write({ type: 'text-delta', id: '0', delta })),
    `${write({ type: 'text-end', id: '0' }) + write({ type: 'finish' })}data: [DONE]\n\n`,
  ];
}

function recordingOf(pieces: readonly string[], delayMs: number): Recording {
  let end = 0;
  return {
    version: 1,
    text: pieces.join(''),
    ends: pieces.map((piece) => (end += piece.length)),
    atMs: pieces.map((_, index) => (index + 1) * delayMs),
  };
}
