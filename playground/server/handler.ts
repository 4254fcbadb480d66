// In: the environment. Out: one web-standard handler for everything under /api.
// Knows nothing of Node's sockets: cutting a connection is the business of whoever owns them.

import { openEndpoint } from './endpoint.js';
import { createPlaygroundRoute } from './route.js';

export interface PlaygroundHandler {
  readonly handle: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Opens the model's endpoint and answers `POST /run` and `GET /model`. */
export async function createHandler(
  env: Readonly<Record<string, string | undefined>>,
): Promise<PlaygroundHandler> {
  const endpoint = await openEndpoint(env);
  const route = createPlaygroundRoute(endpoint);
  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      if (request.method === 'POST' && pathname === '/run') return route.POST(request);
      if (request.method === 'GET' && pathname === '/model') return Response.json(endpoint.info);
      return Response.json(
        { error: { code: 'not-found', message: `Nothing lives at ${pathname}.` } },
        { status: 404 },
      );
    },
    close: () => endpoint.close(),
  };
}
