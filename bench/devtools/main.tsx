// In: the page's address: `?tools=none|closed|open&events=10000&pace=0`. Out: a page that streams, with those devtools or without.
// The devtools are there, and idle, before the runner says go: what is measured is a stream and not how they load.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { InstantDevtools } from '../../src/devtools/production/index.js';
import { StructuredField, StructuredList, useInstantStream } from '../../src/react/index.js';
import { useEffect, type ReactElement } from 'react';
import { createRoot } from 'react-dom/client';
import { respond } from '../renders/scene.js';
import { createScene } from './scene.js';

/** What one run found; read by the runner. */
export interface DevtoolsResult {
  readonly events: number;
  /** Drawn while it streamed: layout and painting are most of the main thread's work, and go by these. */
  readonly frames: number;
  /** The page shows the whole answer, and the devtools are as they were asked for. */
  readonly isRight: boolean;
}

declare global {
  interface Window {
    goDevtools: () => Promise<DevtoolsResult>;
  }
}

const asked = new URLSearchParams(location.search);
const tools = asked.get('tools') ?? 'none';
const paceMs = Number(asked.get('pace') ?? 0);
const scene = createScene(Number(asked.get('events') ?? 10_000));

type Submit = () => Promise<unknown>;

function Page({ onReady }: { readonly onReady: (submit: Submit) => void }): ReactElement {
  const stream = useInstantStream({
    api: '/in-page',
    fetch: () => Promise.resolve(respond(scene.messages, paceMs, 'text/event-stream')),
  });
  const { submit } = stream;
  useEffect(() => onReady(() => submit({})), [onReady, submit]);
  return (
    <StructuredList path="items" as="ul" stream={stream}>
      {(item) => <StructuredField path={item.path} as="li" stream={stream} />}
    </StructuredList>
  );
}

const root = () => document.querySelector('[data-fieldwise-devtools]')?.shadowRoot;
const isOpen = () => root()?.querySelector('.dock') instanceof Element;
const isThere = { none: () => !root(), closed: () => root() && !isOpen(), open: isOpen }[tools];
if (isThere === undefined) throw new Error(`There are no devtools called ${tools}.`);

const main = document.querySelector('main');
if (main === null) throw new Error('The page has no <main>.');
const ready = new Promise<Submit>((resolve) => {
  createRoot(main).render(
    <QueryClientProvider client={new QueryClient()}>
      <Page onReady={resolve} />
      {tools !== 'none' && <InstantDevtools initialIsOpen={tools === 'open'} />}
    </QueryClientProvider>,
  );
});

function whenThere(): void {
  if (isThere?.()) window.goDevtools = go;
  else requestAnimationFrame(whenThere);
}
requestAnimationFrame(whenThere);

async function go(): Promise<DevtoolsResult> {
  const submit = await ready;
  let frames = 0;
  let frame = requestAnimationFrame(function count() {
    frames += 1;
    frame = requestAnimationFrame(count);
  });
  await submit();
  // The last update may still be waiting for its frame, and the panel is told four times a second.
  await new Promise((resolve) => setTimeout(resolve, 400));
  cancelAnimationFrame(frame);
  const items = document.querySelectorAll('li');
  return {
    events: scene.events,
    frames,
    isRight:
      Boolean(isThere?.()) &&
      items.length === scene.items &&
      items[items.length - 1]?.textContent === scene.last,
  };
}
