// In: a script. Out: an OpenAI-compatible endpoint on 127.0.0.1 that follows it over real HTTP.
// A mock server speaks the protocol; a relay before it notices what the mock does not tell: a client that hung up.
// Knows nothing of agents.

import { LLMock } from '@copilotkit/aimock';
import { createServer, request as connect, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ModelScript, ModelUnderTest } from './model.js';

export async function startEndpoint(script: ModelScript): Promise<ModelUnderTest> {
  const mock = new LLMock({ host: '127.0.0.1', port: 0 });
  addAnswer(mock, script);
  const url = await mock.start();
  const seen = { calls: 0, isAborted: false };
  const relay = startRelay(url, seen);
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const { port } = relay.address() as AddressInfo;
  return {
    model: { baseURL: `http://127.0.0.1:${port}/v1`, model: 'scripted', apiKey: 'any' },
    calls: () => seen.calls,
    asked: () => JSON.stringify(mock.getLastRequest()?.body ?? ''),
    isAborted: () => seen.isAborted,
    stop: async () => {
      relay.closeAllConnections();
      await new Promise((resolve) => relay.close(resolve));
      await mock.stop();
    },
  };
}

function addAnswer(
  mock: LLMock,
  { chunks, reasoning, finishReason, delayMs = 0, fail }: ModelScript,
): void {
  const anything = { predicate: () => true };
  if (fail === 'call') {
    mock.on(anything, { error: { message: 'slow down' }, status: 429 });
    return;
  }
  mock.on(
    anything,
    {
      blocks: chunks.map((text) => ({ type: 'text' as const, text })),
      ...(reasoning !== undefined && { reasoning }),
      ...(finishReason !== undefined && { finishReason }),
    },
    {
      // The blocks are the chunks.
      chunkSize: Number.MAX_SAFE_INTEGER,
      latency: delayMs,
      ...(fail === 'read' && { truncateAfterChunks: 5 }),
      ...(fail === 'part' && { chaos: { malformedRate: 1 } }),
    },
  );
}

/** Passes everything on and notes a client that leaves before the answer is over. */
function startRelay(url: string, seen: { calls: number; isAborted: boolean }): Server {
  return createServer((incoming, outgoing) => {
    seen.calls++;
    const { method, headers, url: path } = incoming;
    const upstream = connect(
      new URL(path ?? '/', url),
      { method: method ?? 'GET', headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', () => outgoing.destroy());
        answer.pipe(outgoing);
      },
    );
    upstream.on('error', () => outgoing.destroy());
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) seen.isAborted = true;
      upstream.destroy();
    });
    incoming.pipe(upstream);
  });
}
