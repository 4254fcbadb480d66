// In: a Vite server, for development or preview. Out: the playground's API mounted at /api on it.
// The server code is run by Vite itself, so it imports `fieldwise/…` like any user's code does.
// Knows nothing of what the API answers.

import { fileURLToPath } from 'node:url';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import {
  runnerImport,
  type Plugin,
  type PreviewServer,
  type ResolvedConfig,
  type ViteDevServer,
} from 'vite';
import type { createHandler } from './server/handler.js';
import { createConnections } from './server/connections.js';

interface HandlerModule {
  readonly createHandler: typeof createHandler;
}

/** Starts the model's endpoint with the server and mounts `/api/run`, `/api/model` and `/api/cut`. */
export function playgroundApi(): Plugin {
  let config: ResolvedConfig;
  const mount = (server: ViteDevServer | PreviewServer) => mountApi(server, config);
  return {
    name: 'fieldwise-playground-api',
    configResolved(resolved) {
      config = resolved;
    },
    configureServer: mount,
    configurePreviewServer: mount,
  };
}

function mountApi(
  { middlewares, httpServer }: ViteDevServer | PreviewServer,
  config: ResolvedConfig,
): void {
  // Vitest and Storybook read this config, too, and never ask for /api: nothing starts before it is needed.
  let loading: ReturnType<typeof loadHandler> | undefined;
  const handler = () => (loading ??= loadHandler(config));
  const connections = createConnections();
  const listen = createRequestListener(async (request) => (await handler()).handle(request));

  httpServer?.once('listening', () => void handler());
  httpServer?.once('close', () => void loading?.then((loaded) => loaded.close()));
  middlewares.use('/api/cut', (request, response) => answerCut(request, response, connections.cut));
  middlewares.use('/api', (request, response) => {
    connections.watch(request, response);
    listen(request, response);
  });
}

async function loadHandler(config: ResolvedConfig) {
  const { module } = await runnerImport<HandlerModule>(
    fileURLToPath(new URL('server/handler.ts', import.meta.url)),
    {
      configFile: false,
      root: config.root,
      logLevel: 'error',
      resolve: { alias: config.resolve.alias },
    },
  );
  return module.createHandler(process.env);
}

function answerCut(
  request: IncomingMessage,
  response: ServerResponse,
  cut: (runId: string) => boolean,
): void {
  const runId = new URL(request.url ?? '', 'http://localhost').searchParams.get('run') ?? '';
  response.statusCode = request.method === 'POST' && cut(runId) ? 204 : 404;
  response.end();
}
