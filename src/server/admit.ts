// In: a request. Out: nothing when it may proceed, the Response that turns it away otherwise.
// Browsers of other sites are kept out by default; the application decides the rest.
// Knows nothing of bodies, schemas or streams.

import { ServerError, toErrorResponse } from './error.js';

/** Decides who may ask: `true` lets the request in, `false` answers 401, a `Response` is sent as it is. */
export type Authorize = (request: Request) => boolean | Response | Promise<boolean | Response>;

export interface AdmitOptions {
  readonly authorize: Authorize | undefined;
  readonly allowedOrigins: readonly string[];
}

export async function turnAway(
  request: Request,
  { authorize, allowedOrigins }: AdmitOptions,
): Promise<Response | undefined> {
  if (!isAllowedOrigin(request, allowedOrigins)) {
    return toErrorResponse(
      new ServerError(
        'forbidden-origin',
        403,
        `Requests from ${request.headers.get('origin')} are not accepted here. Add it to allowedOrigins of the route.`,
      ),
    );
  }
  if (authorize === undefined) return undefined;
  const verdict: unknown = await authorize(request);
  if (verdict instanceof Response) return verdict;
  // Anything but a plain yes is a no: a forgotten `return` must not open the door.
  if (verdict === true) return undefined;
  return toErrorResponse(
    new ServerError(
      'unauthorized',
      401,
      'This request is not authorized. Sign in, or send the credentials the route asks for.',
    ),
  );
}

/**
 * Browsers send `Origin` with every cross-site POST, other clients need not. A page cannot forge `Host`, nor send
 * `X-Forwarded-Host` to another site without a preflight, which no route answers; so both may vouch for the origin.
 */
function isAllowedOrigin(request: Request, allowed: readonly string[]): boolean {
  const origin = request.headers.get('origin');
  if (origin === null || allowed.includes('*') || allowed.includes(origin)) return true;
  const { headers, url } = request;
  const hosts = [
    new URL(url).host,
    headers.get('host'),
    headers.get('x-forwarded-host')?.split(',')[0]?.trim(),
  ];
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
