import {
  dehydrate,
  type DehydratedState,
  hydrate,
  HydrationBoundary,
  IsRestoringProvider,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { deserialize, serialize } from 'node:v8';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  settle,
} from '../../tests/support/react-harness.js';
import { createPage } from '../../tests/support/report-page.js';
import { setUp } from '../../tests/support/stream-view.js';
import { useInstantStream } from './index.js';

const KEY = ['fieldwise', 'report', 'go'];
const COMPLETE = 'completeTidesTidesitems[0]items[1]';

/** A client that has the answer, as JSON carried it from another process or an earlier visit. */
async function clientWithAnswer(): Promise<QueryClient> {
  const { transport, page } = createPage();
  const first = new QueryClient();
  const { unmount } = renderWithCache(page(first));
  await after(() => {
    transport.last.push(REPORT_TEXT);
    transport.last.end();
  });
  unmount();
  await settle();
  const carried = JSON.parse(JSON.stringify(dehydrate(first))) as DehydratedState;
  const client = new QueryClient();
  hydrate(client, carried);
  return client;
}

const show = (ui: ReactNode) => {
  const { container, unmount } = renderWithCache(ui);
  return { text: () => container.textContent, container, unmount };
};

test('an answer in the cache is shown complete, and nothing is sent', async () => {
  const client = await clientWithAnswer();
  const { transport, page } = createPage();
  const { text, container } = show(page(client));
  expect(text()).toBe(COMPLETE);
  expect(container.querySelector('[data-field="title"]')?.getAttribute('data-status')).toBe(
    'complete',
  );
  await settle();
  expect(text()).toBe(COMPLETE);
  expect(transport.calls).toHaveLength(0);
  expect(client.getQueryState(KEY)).toMatchObject({ status: 'success', fetchStatus: 'idle' });
});

test('an answer in the cache is asked for again when somebody invalidates it', async () => {
  const client = await clientWithAnswer();
  const { transport, page } = createPage();
  const { text } = show(page(client));
  await settle();
  await after(() => void client.invalidateQueries({ queryKey: KEY }));
  expect(transport.calls.map(({ input }) => input)).toEqual(['go']);
  await after(() => transport.last.push('{"title":"New'));
  expect(text()).toBe('streamingNewNewsoon');
  expect(client.getQueryData(KEY)).toMatchObject({ runId: 2, status: 'streaming' });
});

test('an invalidated answer in the cache is asked for again on mount', async () => {
  const client = await clientWithAnswer();
  await client.invalidateQueries({ queryKey: KEY });
  const { transport, page } = createPage();
  show(page(client));
  await settle();
  expect(transport.calls).toHaveLength(1);
});

test('the server renders an answer that its cache has, and the browser takes it over without a mismatch', async () => {
  const client = await clientWithAnswer();
  const { transport, page } = createPage();
  const container = document.createElement('div');
  container.innerHTML = renderToString(page(client));
  expect(container.textContent).toBe(COMPLETE);

  const errors: unknown[] = [];
  const browser = new QueryClient();
  const ui = (
    <QueryClientProvider client={browser}>
      <HydrationBoundary state={JSON.parse(JSON.stringify(dehydrate(client)))}>
        {page(browser)}
      </HydrationBoundary>
    </QueryClientProvider>
  );
  let root: ReturnType<typeof hydrateRoot> | undefined;
  act(() => {
    root = hydrateRoot(container, ui, { onRecoverableError: (error) => errors.push(error) });
  });
  await settle();
  expect(errors).toEqual([]);
  expect(container.textContent).toBe(COMPLETE);
  expect(transport.calls).toHaveLength(0);
  act(() => root?.unmount());
});

test('an answer that reaches the cache later is shown', async () => {
  const restored = dehydrate(await clientWithAnswer());
  const { transport, page } = createPage({ enabled: false });
  const client = new QueryClient();
  const { text } = show(page(client));
  expect(text()).toBe('idle…soon');
  await after(() => hydrate(client, restored));
  expect(text()).toBe(COMPLETE);
  expect(transport.calls).toHaveLength(0);
});

test('an answer put into the cache by hand is shown, unless a run is under way', async () => {
  const { transport, stream, View, shown } = setUp();
  const { client } = renderWithCache(<View />);
  const put = () =>
    void client.setQueryData(['fieldwise', 'report'], {
      status: 'complete',
      data: { title: 'Mine' },
    });
  await after(put);
  expect(shown()).toEqual(['complete:Mine']);
  await after(() => void stream().submit({ topic: 'tides' }));
  await after(() => transport.last.push('{"title":"Run'));
  await after(put);
  await after(() => transport.last.push('ning'));
  expect(shown()).toEqual(['streaming:Running']);
});

test('a declared answer that is held back is not asked for again by the cache', async () => {
  const client = await clientWithAnswer();
  const { transport, page } = createPage({ enabled: false });
  show(page(client));
  await settle();
  await after(() => void client.invalidateQueries({ queryKey: KEY }));
  await after(() => void client.refetchQueries({ queryKey: KEY }));
  expect(transport.calls).toHaveLength(0);
});

test('an answer restored by hand is in the cache, also when it took the place of a run', async () => {
  const { transport, stream, View, shown } = setUp();
  const { client } = renderWithCache(<View />);
  await after(() => void stream().submit({ topic: 'tides' }));
  await after(() => transport.last.push('{"title":"Half'));
  await after(() => stream().run.restore({ data: { title: 'Kept' } }));
  expect(shown()).toEqual(['complete:Kept']);
  expect(transport.last.signal.aborted).toBe(true);
  expect(client.getQueryState(['fieldwise', 'report'])).toMatchObject({
    status: 'success',
    fetchStatus: 'idle',
    data: { status: 'complete', data: { title: 'Kept' } },
  });
});

test('while a persisted cache is being restored nothing is sent, and the answer in it is shown', async () => {
  const restored = dehydrate(await clientWithAnswer());
  const { transport, page } = createPage();
  const client = new QueryClient();
  const restoring = (isRestoring: boolean) => (
    <IsRestoringProvider value={isRestoring}>{page(client)}</IsRestoringProvider>
  );
  const { rerender, container } = renderWithCache(restoring(true));
  await settle();
  expect(transport.calls).toHaveLength(0);
  await after(() => {
    hydrate(client, restored);
    rerender(restoring(false));
  });
  expect(container.textContent).toBe(COMPLETE);
  expect(transport.calls).toHaveLength(0);
});

test.each([
  ['an answer cut off by a reload', { status: 'streaming', partial: { title: 'Half' } }],
  ['what another function cached', { title: 'no run at all' }],
  ['nothing', null],
])('%s is no answer to begin from: a declared input is asked', async (_, data) => {
  const client = new QueryClient();
  client.setQueryData(KEY, data);
  const { transport, page } = createPage();
  const { text } = show(page(client));
  expect(text()).toBe('connecting…soon');
  await settle();
  expect(transport.calls).toHaveLength(1);
  await after(() => transport.last.push('{"title":"Tid'));
  expect(screen.getByText('streaming')).toBeDefined();
});

test('what a schema makes beyond JSON is back as it was where its carrier knows it', async () => {
  const Day = z.object({ when: z.iso.date().transform((text) => new Date(text)) });
  const transport = createManualTransport<string>();
  function View() {
    const { data, status } = useInstantStream({
      transport,
      schema: Day,
      id: 'day',
      input: 'go',
      scheduler: nextTask,
    });
    return <p>{data ? data.when.toISOString() : status}</p>;
  }
  const { client: first, unmount } = renderWithCache(<View />);
  await settle();
  await after(() => {
    transport.last.push('{"when":"2020-01-02"}');
    transport.last.end();
  });
  unmount();
  const carried = dehydrate(first, { serializeData: serialize });
  const client = new QueryClient();
  const deserializeData = (data: Uint8Array): unknown => deserialize(data);
  hydrate(client, carried, { defaultOptions: { deserializeData } });
  const { container } = renderWithCache(<View />, { client });
  expect(container.textContent).toBe('2020-01-02T00:00:00.000Z');
  expect(transport.calls).toHaveLength(1);
});
