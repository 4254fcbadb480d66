// In: what to play at which address. Out: an HTTP server on this machine that plays it to whoever asks.
// The page thinks it asked its own route, so the answer allows every origin.
// Knows nothing of Playwright.

/// <reference types="node" />

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recording } from '../recording.js';
import { replayRun, type ReplayOptions } from '../replay-run.js';

/** What to answer with, and who hears how it ended. */
export interface Answer {
  readonly recording: Recording;
  readonly replay: ReplayOptions;
  readonly onEnd: (status: 'finished' | 'aborted' | 'cut') => void;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:…` */
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** `answerTo` is told the number that the address ends with. */
export async function startServer(
  answerTo: (id: number) => Answer | undefined,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    const answer = answerTo(Number(request.url?.slice(1)));
    if (request.method === 'OPTIONS' || answer === undefined) {
      response.writeHead(answer === undefined ? 404 : 204, openTo(request)).end();
    } else void play(answer, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function play(
  { recording, replay, onEnd }: Answer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  try {
    const answer = replayRun(recording, replay).respond({ signal: left.signal });
    response.writeHead(answer.status, {
      ...Object.fromEntries(answer.headers),
      ...openTo(request),
    });
    response.flushHeaders();
    if (answer.body !== null) for await (const bytes of answer.body) await write(response, bytes);
    response.end();
    onEnd('finished');
  } catch {
    // Whatever ended it, the page sees a connection that broke; the status says which it was.
    onEnd(left.signal.aborted ? 'aborted' : 'cut');
    response.destroy();
  }
}

/** Resolves when it has left: what still waits here when the connection is cut would never arrive. */
function write(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    response.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

function openTo({ headers }: IncomingMessage): Record<string, string> {
  return {
    'access-control-allow-origin': headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
  };
}
