// In: a page, an address and a recording. Out: the recording served at that address, as the network would bring it.
// Playwright answers a route only with a whole body, so the request is sent on to a server here that answers in pieces.
// Knows nothing of what the page does with it.

import type { Recording } from '../recording.js';
import type { ReplayOptions } from '../replay-run.js';
import { createGate } from './gate.js';
import { startServer } from './loopback-server.js';

/** The part of Playwright's `Page` or `BrowserContext` that is needed. */
export interface RoutedPage {
  route(url: string | RegExp, handler: (route: PageRoute) => Promise<void>): Promise<unknown>;
  unroute(url: string | RegExp, handler: (route: PageRoute) => Promise<void>): Promise<unknown>;
  once(event: 'close', listener: () => void): unknown;
}

interface PageRoute {
  request(): RoutedRequest;
  continue(options: { url: string }): Promise<void>;
}

/** The part of Playwright's `Request` that is needed. */
export interface RoutedRequest {
  url(): string;
  method(): string;
  postData(): string | null;
}

/** One request of the page. The status changes while it is answered. */
export interface ServedRequest {
  readonly url: string;
  readonly method: string;
  readonly body: string | null;
  /** `aborted`: the page left before the end. `cut`: the recording lost its connection. */
  readonly status: 'running' | 'finished' | 'aborted' | 'cut';
}

export interface ServeRecordingOptions extends Omit<ReplayOptions, 'wait'> {
  /** Nothing is said before `say` or `finish`: what the page shows in between can be looked at without a race. @default false */
  readonly isHeld?: boolean;
}

export interface ServedRecording {
  /** Oldest first. */
  readonly requests: readonly ServedRequest[];
  /** Lets a held recording say so many more pieces. @default 1 */
  readonly say: (pieces?: number) => void;
  /** Lets it say the rest, and every later request all of it. */
  readonly finish: () => void;
  /** Serves it no more; called when the page closes. */
  readonly close: () => Promise<void>;
}

/**
 * Serves a recording to a page in place of the address that it asks: a recorded response as it came, a recorded answer
 * as a Fieldwise route sends it; in pieces, at the recorded times, and cut where `cutAfter` says. A page that leaves ends
 * it. Behind it is an HTTP server on 127.0.0.1, to which Playwright sends the request on, so the page's address must be
 * `http:`, and the browser must run on this machine.
 *
 * @param recording or a function that is told what the page asked.
 * @example
 * ```ts no-run
 * import { expect, type Page } from '@playwright/test';
 * import { recordRun } from 'fieldwise/testing';
 * import { serveRecording, waitForField } from 'fieldwise/testing/playwright';
 *
 * export async function checkTitle(page: Page) {
 *   const recording = await recordRun(['{"title":"Te', 'a"}']);
 *   const served = await serveRecording(page, '**\/api/report', recording, { isHeld: true });
 *   await page.goto('/');
 *   served.say();
 *   const title = await waitForField(page, 'title', { status: 'streaming' });
 *   await expect(title).toHaveText('Te');
 *   served.finish();
 *   await waitForField(page, 'title');
 * }
 * ```
 */
export async function serveRecording(
  page: RoutedPage,
  url: string | RegExp,
  recording: Recording | ((request: ServedRequest) => Recording),
  { isHeld = false, ...replay }: ServeRecordingOptions = {},
): Promise<ServedRecording> {
  const requests: ServedRequest[] = [];
  const recordings: Recording[] = [];
  const gate = createGate(isHeld ? 0 : Infinity);
  const server = await startServer((id) => {
    const [request, asked] = [requests[id], recordings[id]];
    if (request === undefined || asked === undefined) return undefined;
    return {
      recording: asked,
      replay: { ...replay, ...(isHeld && { wait: (_, signal) => gate.pass(signal) }) },
      onEnd: (status) => Object.assign(request, { status }),
    };
  });
  const handle = async (route: PageRoute) => {
    const request = route.request();
    const [address, method, body] = [request.url(), request.method(), request.postData()];
    const served: ServedRequest = { url: address, method, body, status: 'running' };
    requests.push(served);
    // Here, so that what it throws fails the test.
    recordings.push(typeof recording === 'function' ? recording(served) : recording);
    await route.continue({ url: `${server.origin}/${requests.length - 1}` });
  };
  const close = async () => {
    gate.open(Infinity);
    await server.close();
  };
  page.once('close', () => void close());
  await page.route(url, handle);
  return {
    requests,
    say: (pieces = 1) => gate.open(pieces),
    finish: () => gate.open(Infinity),
    async close() {
      await page.unroute(url, handle);
      await close();
    },
  };
}
