// In: the requests of runs under way. Out: a way to cut one of their connections, as a broken network would.
// Knows nothing of what travels on them.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { RUN_HEADER } from '../shared/run-header.js';

export interface Connections {
  /** Remembers a request that carries a run's id until its response closes. */
  readonly watch: (request: IncomingMessage, response: ServerResponse) => void;
  /** Destroys the socket of a run in the middle of whatever it was writing. False when there is none. */
  readonly cut: (runId: string) => boolean;
}

export function createConnections(): Connections {
  const open = new Map<string, ServerResponse>();
  return {
    watch(request, response) {
      const runId = request.headers[RUN_HEADER];
      if (typeof runId !== 'string') return;
      open.set(runId, response);
      response.once('close', () => open.delete(runId));
    },
    cut(runId) {
      const response = open.get(runId);
      response?.socket?.destroy();
      return response !== undefined;
    },
  };
}
