// In: a handler of web-standard requests. Out: a real HTTP server on a free port of this machine, and ways to end it.
// Knows nothing of what is served.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';

export interface Served {
  readonly url: string;
  /** Destroys every connection, as a broken network does; the server stays. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** `onError` hears of what handlers and bodies throw; without it, the log does. */
export async function serve(
  handler: (request: Request) => Promise<Response>,
  options: { readonly onError?: (error: unknown) => void } = {},
): Promise<Served> {
  const server = createServer(createRequestListener(handler, options));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    cut: () => server.closeAllConnections(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
