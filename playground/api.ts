// In: a Vite server, for development or preview. Out: the playground's API mounted at /api on it.
// The server code is run by Vite itself, so it imports `fieldwise/…` like any user's code does.
// Knows nothing of what the API answers.

import { fileURLToPath } from 'node:url';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { createServer, type Plugin, type PreviewServer, type ViteDevServer } from 'vite';
import type { createHandler } from './server/handler.js';
import { createConnections } from './server/connections.js';

type Server = ViteDevServer | PreviewServer;

interface HandlerModule {
  readonly createHandler: typeof createHandler;
}

type Handler = Awaited<ReturnType<typeof createHandler>>;

/** Starts the model's endpoint with the server and mounts all of `/api`. */
export function playgroundApi(): Plugin {
  return {
    name: 'fieldwise-playground-api',
    configureServer: mountApi,
    configurePreviewServer: mountApi,
  };
}

function mountApi(server: Server): void {
  const { middlewares, httpServer } = server;
  // Vitest and Storybook read this config, too, and never ask for /api: nothing starts before it is needed.
  let loading: Promise<Handler> | undefined;
  const load = () => {
    loading ??= loadHandler(server);
    // A failed load is reported to whoever asked, and tried again for the next.
    loading.catch(() => (loading = undefined));
    return loading;
  };
  const connections = createConnections();
  const listen = createRequestListener(async (request) => (await load()).handle(request));

  httpServer?.once('listening', () => void load().catch(() => undefined));
  httpServer?.once('close', () => void loading?.then((loaded) => loaded.close()));
  middlewares.use('/api/cut', (request, response) => answerCut(request, response, connections.cut));
  middlewares.use('/api', (request, response) => {
    connections.watch(request, response);
    listen(request, response);
  });
}

async function loadHandler(server: Server): Promise<Handler> {
  const vite = 'ssrLoadModule' in server ? server : await createLoader(server);
  const path = fileURLToPath(new URL('server/handler.ts', import.meta.url));
  const module = (await vite.ssrLoadModule(path)) as HandlerModule; // the path names that file
  const handler = await module.createHandler(process.env);
  return {
    ...handler,
    async close() {
      await handler.close();
      if (vite !== server) await vite.close();
    },
  };
}

/** A preview server has no module loader; this is one, without a page, a socket or a watcher. */
function createLoader({ config }: PreviewServer): Promise<ViteDevServer> {
  return createServer({
    configFile: false,
    root: config.root,
    cacheDir: config.cacheDir,
    appType: 'custom',
    logLevel: 'error',
    resolve: { alias: config.resolve.alias },
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });
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
