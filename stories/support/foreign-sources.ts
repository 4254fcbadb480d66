// In: what a model says, and how fast, or how a reader of the stories wants it delivered. Out: transports that bring it, each from
// a source of another kind. Everything happens in the page's memory: the two foreign routes are responses as the AI SDK writes them.
// Knows nothing of components.

import {
  createSourceTransport,
  createTextTransport,
  type InstantTransport,
} from 'fieldwise/client';
import { replayRun, splitText, type Recording } from 'fieldwise/testing';
import { deliverText } from './deliver-text.js';
import { carryResponse, type Delivery } from './delivery.js';

export interface Speech {
  readonly text: string;
  readonly chunkSize: number;
  readonly delayMs: number;
}

/** By what a reader of the stories knows them by. Those that are in the page have no network that could be cut. */
export function createSources(
  speech: Speech,
  delivery?: Delivery,
): Readonly<Record<string, InstantTransport<Speech>>> {
  const { delayMs } = speech;
  const say = () => piecesOf(speech, delivery);
  /** A message before the first piece comes with it. */
  const waiting = (before = 0) =>
    delivery && {
      wait: (index: number, signal: AbortSignal | undefined) =>
        delivery.until(index - before, signal),
    };
  const carry = (response: Response) => carryResponse(response, delivery);
  async function* speak(_: Speech, { signal }: { readonly signal: AbortSignal }) {
    for (const [index, piece] of say().entries()) {
      await (delivery?.until(index, signal) ?? pause(delayMs));
      yield piece;
    }
  }
  return {
    'useObject route': createTextTransport({
      api: '/api/object',
      fetch: async (_, init) => {
        const answer = recordingOf(say(), delayMs);
        const text = { ...answer, contentType: 'text/plain; charset=utf-8' };
        return carry(replayRun(text, waiting()).respond(init ?? {}));
      },
    }),
    'UI message stream': createTextTransport({
      api: '/api/chat',
      fetch: async (_, init) => {
        const messages = recordingOf(messagesOf(say()), delayMs);
        const text = { ...messages, contentType: 'text/event-stream' };
        return carry(replayRun(text, waiting(1)).respond(init ?? {}));
      },
    }),
    Generator: createSourceTransport(speak),
    Recording: {
      open: (request) => replayRun(recordingOf(say(), delayMs), waiting()).open(request),
    },
  };
}

/** Each time anew, because a reader may have chosen otherwise since. */
function piecesOf({ text, chunkSize }: Speech, delivery: Delivery | undefined): readonly string[] {
  return delivery ? deliverText(text, delivery) : splitText(text, { size: chunkSize });
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

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
