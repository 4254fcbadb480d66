import { JsonToSseTransformStream, UI_MESSAGE_STREAM_HEADERS, type UIMessageChunk } from 'ai';
import type { InstantEventInput } from 'fieldwise';
import { createSourceTransport, createTextTransport } from 'fieldwise/client';
import { serve } from '../support/serve.js';
import { testTextTransport, type TextPiece } from './text-transport.js';
import { testTransport } from './transport.js';
import type { Connected, Run } from './transport-suite.js';

type Respond = (pieces: AsyncIterable<TextPiece>) => Response;

/** The far side: a server that knows nothing of Fieldwise. */
async function overHttp(run: Run<TextPiece>, respond: Respond): Promise<Connected> {
  const handle = async (request: Request) => {
    const leaving = new AbortController();
    request.signal.addEventListener('abort', () => leaving.abort());
    const pieces = run({ input: await request.json(), signal: leaving.signal });
    return respond(leavable(pieces, leaving));
  };
  // Sources fail on purpose here; that is no news for whoever reads the log.
  const { url, cut, close } = await serve(handle, { onError: () => {} });
  return { transport: createTextTransport({ api: url }), cut, close };
}

/** Aborts when the response is no longer read. */
async function* leavable<Piece>(
  pieces: AsyncIterable<Piece>,
  leaving: AbortController,
): AsyncGenerator<Piece> {
  try {
    yield* pieces;
  } finally {
    leaving.abort();
  }
}

function streamOf<Piece>(pieces: AsyncIterable<Piece>): ReadableStream<Piece> {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

const asBytes: Respond = (pieces) => {
  const encoder = new TextEncoder();
  async function* encode() {
    for await (const piece of pieces)
      yield typeof piece === 'string' ? encoder.encode(piece) : piece;
  }
  return new Response(streamOf(encode()), { headers: { 'content-type': 'text/plain' } });
};

/** As the AI SDK says it: a failure is a part, and the stream has an end. */
const asMessageParts: Respond = (pieces) => {
  const decoder = new TextDecoder();
  async function* parts(): AsyncGenerator<UIMessageChunk> {
    yield { type: 'start' };
    yield { type: 'start-step' };
    yield { type: 'text-start', id: '0' };
    try {
      for await (const piece of pieces) {
        const delta = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
        yield { type: 'text-delta', id: '0', delta };
      }
      yield { type: 'text-end', id: '0' };
    } catch {
      yield { type: 'error', errorText: 'An error occurred.' };
    }
    yield { type: 'finish', finishReason: 'stop' };
  }
  const body = streamOf(parts())
    .pipeThrough(new JsonToSseTransformStream())
    .pipeThrough(new TextEncoderStream());
  return new Response(body, { headers: UI_MESSAGE_STREAM_HEADERS });
};

async function inProcess<Piece extends TextPiece | InstantEventInput>(
  run: Run<Piece>,
): Promise<Connected> {
  const transport = createSourceTransport((input, { signal }) => run({ input, signal }));
  return { transport, close: () => {} };
}

async function ofStream(run: Run<TextPiece>): Promise<Connected> {
  const transport = createSourceTransport((input, { signal }) => streamOf(run({ input, signal })));
  return { transport, close: () => {} };
}

const lost = { kind: 'connection', code: 'connection-lost' };
const failed = { kind: 'server', code: 'source-failed' };

testTextTransport('bare text over HTTP', (run) => overHttp(run, asBytes), { failure: lost });
testTextTransport('an AI SDK UI message stream', (run) => overHttp(run, asMessageParts), {
  failure: failed,
});
testTextTransport('a generator of text', inProcess, { failure: failed, canBeCut: false });
testTextTransport('a stream of text in process', ofStream, { failure: failed, canBeCut: false });
testTransport('a generator of events', inProcess, { canBeCut: false });
