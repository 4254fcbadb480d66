// In: the address that is asked. Out: what a run of it needs beside the hook: its transport, its figures, and a way to cut its connection.
// Knows nothing of React.

import { createFetchTransport, type InstantTransport } from 'fieldwise/client';
import { RUN_HEADER } from '../shared/run-header.js';
import type { RunInput } from '../shared/run-input.js';
import { KEY_HEADER } from '../shared/source.js';
import { createRunFigures, type RunFigures } from './run-figures.js';

export interface Session<Input = RunInput> {
  readonly transport: InstantTransport<Input>;
  readonly figures: RunFigures;
  /** What the next request goes by: how its way is, and the key of the reader's own endpoint. */
  readonly prepare: (next: { readonly packetMs: number; readonly apiKey: string }) => void;
  /**
   * Asks the server to destroy the socket of the run under way: to the page it is a broken network. Where the server
   * cannot be asked, or has not answered yet (a browser asks once more when a socket that it used before breaks without
   * a word), the connection is broken at this end, with the same effect. Never rejects.
   */
  readonly cut: () => Promise<void>;
}

export function createSession<Input = RunInput>(api: string): Session<Input> {
  const figures = createRunFigures();
  let runId = '';
  let line = new AbortController();
  let isAnswered = false;
  let next = { packetMs: 0, apiKey: '' };
  const transport = createFetchTransport<Input>({
    api,
    headers: () => (next.apiKey === '' ? {} : { [KEY_HEADER]: next.apiKey }),
    fetch: async (url, request) => {
      // What a person answers goes beside the run, which streams on.
      if (request?.method === 'PATCH') return fetch(url, request);
      const ownId = crypto.randomUUID();
      runId = ownId;
      line = new AbortController();
      isAnswered = false;
      const headers = new Headers(request?.headers);
      headers.set(RUN_HEADER, ownId);
      const signals = [line.signal, request?.signal ?? []].flat();
      const response = await fetch(url, { ...request, headers, signal: AbortSignal.any(signals) });
      if (ownId === runId) isAnswered = true;
      const { packetMs } = next;
      return meter(response, packetMs, (count) => {
        // What was on its way when another run began is not of that run.
        if (ownId === runId) figures.addBytes(count);
      });
    },
  });
  return {
    transport,
    figures,
    prepare(given) {
      next = given;
    },
    async cut() {
      const ownLine = line;
      const isCut = isAnswered && (await cutThere(runId));
      if (!isCut) ownLine.abort(new TypeError('The connection was cut at this end.'));
    },
  };
}

/** Whether the server destroyed the run's socket. */
function cutThere(runId: string): Promise<boolean> {
  return fetch(`/api/cut?run=${runId}`, { method: 'POST' }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** The same response, each of its packets held up for so long; `onBytes` hears the size of each as it is read. */
function meter(response: Response, packetMs: number, onBytes: (count: number) => void): Response {
  if (response.body === null) return response;
  const line = new TransformStream<Uint8Array, Uint8Array>({
    async transform(chunk, controller) {
      if (packetMs > 0) await new Promise((resolve) => setTimeout(resolve, packetMs));
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(line), response);
}
