// In: a recipe's id. Out: what a run of it needs beside the hook: its transport, its log, and a way to cut its connection.
// Knows nothing of React.

import { createFetchTransport, type InstantTransport } from 'fieldwise/client';
import { RUN_HEADER } from '../shared/run-header.js';
import type { RunInput } from '../shared/run-input.js';
import { createRunLog, type RunLog } from './run-log.js';

export interface Session {
  readonly transport: InstantTransport<RunInput>;
  readonly log: RunLog;
  /** Asks the server to destroy the socket of the run under way: to the page it is a broken network. */
  readonly cut: () => Promise<void>;
}

export function createSession(): Session {
  const log = createRunLog();
  let runId = '';
  const transport = createFetchTransport<RunInput>({
    api: '/api/run',
    headers: () => {
      runId = crypto.randomUUID();
      return { [RUN_HEADER]: runId };
    },
    fetch: async (...request) => {
      const ownId = runId;
      return countBytes(await fetch(...request), (count) => {
        // What was on its way when another run began is not of that run.
        if (ownId === runId) log.addBytes(count);
      });
    },
  });
  return {
    transport,
    log,
    async cut() {
      await fetch(`/api/cut?run=${runId}`, { method: 'POST' });
    },
  };
}

/** The same response; `onBytes` hears the size of each chunk as it is read. */
function countBytes(response: Response, onBytes: (count: number) => void): Response {
  if (response.body === null) return response;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onBytes(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(meter), response);
}
