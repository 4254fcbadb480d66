// In: the environment. Out: one web-standard handler for everything under /api.
// Knows nothing of Node's sockets: cutting a connection is the business of whoever owns them.

import { openEndpoint } from './endpoint.js';
import { createPlaygroundRoute } from './route.js';
import { createWorkflowRoute } from './workflow-route.js';

export interface PlaygroundHandler {
  readonly handle: (request: Request) => Promise<Response>;
  readonly close: () => Promise<void>;
}

type Handle = (request: Request) => Response | Promise<Response>;

/** Opens the model's endpoint and answers what is asked of the recipes, of the workflow and of the model. */
export async function createHandler(
  env: Readonly<Record<string, string | undefined>>,
): Promise<PlaygroundHandler> {
  const endpoint = await openEndpoint(env);
  const recipes = createPlaygroundRoute(endpoint);
  const workflow = createWorkflowRoute(endpoint);
  const handlers: ReadonlyMap<string, Handle> = new Map<string, Handle>([
    ['POST /run', recipes.POST],
    ['POST /workflow', workflow.POST],
    ['PATCH /workflow', workflow.PATCH],
    ['GET /workflow', workflow.GET],
    ['GET /model', () => Response.json(endpoint.info)],
  ]);
  return {
    async handle(request) {
      const { pathname } = new URL(request.url);
      const handler = handlers.get(`${request.method} ${pathname}`);
      if (handler !== undefined) return handler(request);
      return Response.json(
        { error: { code: 'not-found', message: `Nothing lives at ${pathname}.` } },
        { status: 404 },
      );
    },
    close: () => endpoint.close(),
  };
}
