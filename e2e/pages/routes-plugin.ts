// In: Vite's development server. Out: the web-standard handlers of routes.ts mounted on it at /api.
// Vite runs routes.ts itself, so it imports `fieldwise/…` as a user's server does.
// Knows nothing of what the routes answer.

import { fileURLToPath } from 'node:url';
import { createRequestListener } from '@remix-run/node-fetch-server';
import type { Plugin } from 'vite';
import type * as RoutesModule from './routes.js';

export function routes(): Plugin {
  return {
    name: 'fieldwise-e2e-routes',
    configureServer(server) {
      const file = fileURLToPath(new URL('routes.ts', import.meta.url));
      // Vite types what it loads as a record of anything; the file is the one named above.
      const load = async () => (await server.ssrLoadModule(file)) as typeof RoutesModule;
      let loading: Promise<RoutesModule.Routes> | undefined;
      const routes = () => (loading ??= load().then(({ createRoutes }) => createRoutes()));

      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/api/') !== true) return next();
        const cut = () => void request.socket.destroy();
        const listen = createRequestListener(async (asked) => (await routes()).handle(asked, cut));
        return listen(request, response);
      });
    },
  };
}
