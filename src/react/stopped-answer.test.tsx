import {
  dehydrate,
  type DehydratedState,
  hydrate,
  HydrationBoundary,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { Suspense } from 'react';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { createPage } from '../../tests/support/report-page.js';
import { setUp } from '../../tests/support/stream-view.js';
import { FieldBoundary, useFieldValue, useInstantStream } from './index.js';
import type { FieldFailure, StreamSource } from './index.js';

const KEY = ['fieldwise', 'report', 'go'];
const HALF = '{"title":"Tides","score":"high","items":[{"name":"mo';

/** A client with an answer that `end` ended half-way, as JSON carried it from another process. */
async function carried(end: 'stop' | 'unmount' | 'nothing'): Promise<QueryClient> {
  const { transport, page } = createPage();
  const first = new QueryClient();
  const { unmount } = renderWithCache(page(first));
  await after(() => transport.last.push(HALF));
  // A reload ends nothing first: the persister has what the last flush wrote.
  const state = () => JSON.parse(JSON.stringify(dehydrate(first))) as DehydratedState;
  let kept = state();
  if (end === 'stop') await after(() => void first.cancelQueries());
  unmount();
  await settle();
  if (end !== 'nothing') kept = state();
  const client = new QueryClient();
  hydrate(client, kept);
  return client;
}

const statusOf = (container: HTMLElement, path: string) =>
  container.querySelector(`[data-field="${path}"]`)?.getAttribute('data-status');

test('an answer that was stopped is begun from: stopped, its fields as they were, nothing sent', async () => {
  const client = await carried('stop');
  const { transport, page } = createPage();
  const { container } = renderWithCache(page(client));
  expect(container.textContent).toBe('stoppedTidesTidesitems[0]');
  expect(statusOf(container, 'title')).toBe('complete');
  expect(statusOf(container, 'items')).toBe('incomplete');
  await settle();
  expect(container.textContent).toBe('stoppedTidesTidesitems[0]');
  expect(transport.calls).toHaveLength(0);
});

test('the fields of a stopped answer are complete, invalid, cut off and missing as before', async () => {
  const client = await carried('stop');
  const { View, stream } = setUp({ input: undefined, queryKey: KEY });
  renderWithCache(<View />, { client });
  const { run } = stream();
  expect(run.getField('title').status).toBe('complete');
  expect(run.getField('score')).toMatchObject({ status: 'invalid', value: 'high' });
  expect(run.getField('score').issues).toHaveLength(1);
  expect(run.getField('items[0].name')).toMatchObject({ status: 'incomplete', value: 'mo' });
  expect(run.getField('items[0].tags').status).toBe('missing');
  expect(stream().input).toBe('go');
});

test('a stopped answer can be asked for again, with the input it had', async () => {
  const client = await carried('stop');
  const { transport, View, stream } = setUp({ queryKey: KEY });
  renderWithCache(<View />, { client });
  await after(() => void stream().retry());
  expect(transport.calls.map(({ input }) => input)).toEqual(['go']);
  expect(stream().runId).toBe(2);
});

test.each(['unmount', 'nothing'] as const)(
  'an answer that nobody stopped (%s) is asked for again by a declared input',
  async (end) => {
    const client = await carried(end);
    const { transport, page } = createPage();
    const { container } = renderWithCache(page(client), { isStrict: true });
    await settle();
    expect(transport.calls).toHaveLength(1);
    expect(container.textContent).toBe('connecting…soon');
  },
);

test('an answer that nobody stopped is shown stopped to whoever does not ask', async () => {
  const client = await carried('nothing');
  const { transport, View, shown } = setUp({ queryKey: KEY });
  renderWithCache(<View />, { client });
  await settle();
  expect(shown()).toEqual(['stopped:Tides']);
  expect(transport.calls).toHaveLength(0);
});

test('what was cut off is stale until the new answer has it, where the mode says so', async () => {
  const client = await carried('nothing');
  const { transport, page } = createPage({ refetchMode: 'replace' });
  const { container } = renderWithCache(page(client));
  await settle();
  expect(container.textContent).toBe('connectingTidesTidesitems[0]');
  await after(() => transport.last.push('{"title":"New'));
  expect(container.textContent).toBe('streamingNewNewitems[0]');
});

test('hydrating in the middle of a stream has no mismatch, and asks once', async () => {
  const server = await carried('nothing');
  const state = dehydrate(server);
  const { page: render } = createPage();
  const container = document.createElement('div');
  container.innerHTML = renderToString(render());
  const { transport, page } = createPage();
  const errors: unknown[] = [];
  const browser = new QueryClient();
  const ui = (
    <QueryClientProvider client={browser}>
      <HydrationBoundary state={state}>{page(browser)}</HydrationBoundary>
    </QueryClientProvider>
  );
  let root: ReturnType<typeof hydrateRoot> | undefined;
  act(() => {
    root = hydrateRoot(container, ui, { onRecoverableError: (error) => errors.push(error) });
  });
  await settle();
  expect(errors).toEqual([]);
  expect(transport.calls).toHaveLength(1);
  act(() => root?.unmount());
});

test('data of another version is not begun from', async () => {
  const client = new QueryClient();
  client.setQueryData(KEY, { version: 2, status: 'complete', data: { title: 'Later' } });
  const { transport, page } = createPage();
  renderWithCache(page(client));
  await settle();
  expect(transport.calls).toHaveLength(1);
});

test('the cache holds plain data: what JSON carries is what is there', async () => {
  const { transport, page } = createPage();
  const client = new QueryClient();
  renderWithCache(page(client));
  await after(() => transport.last.push(HALF));
  await after(() => void client.cancelQueries());
  const data = client.getQueryData<object>(KEY);
  expect(data).toMatchObject({ version: 1, status: 'stopped', open: ['items', 0, 'name'] });
  expect(structuredClone(data)).toEqual(JSON.parse(JSON.stringify(data)));
});

/** A page that waits for its fields, and what was thrown in it. */
function createWaitingPage(path: 'title' | 'items' | 'score', options: object = {}) {
  const transport = createManualTransport<string>();
  const thrown: unknown[] = [];
  function Value({ stream }: { stream: StreamSource<Report> }) {
    return <i>{JSON.stringify(useFieldValue(path, stream))}</i>;
  }
  function Page() {
    const report = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      input: 'go',
      id: 'report',
      ...options,
    });
    return (
      <Suspense fallback={<u>…</u>}>
        <FieldBoundary path={path} stream={report} fallback={failed}>
          <Value stream={report} />
        </FieldBoundary>
      </Suspense>
    );
  }
  function failed({ error }: FieldFailure): ReactNode {
    thrown.push(error);
    return <b>failed</b>;
  }
  return { transport, thrown, Page };
}

describe('a field that is waited for, of an answer that was cut off', () => {
  test.each([
    ['nothing', 'items'],
    ['unmount', 'items'],
    ['nothing', 'score'],
  ] as const)('(%s) is waited for where it is asked for anew: %s', async (end, path) => {
    const client = await carried(end);
    const { transport, thrown, Page } = createWaitingPage(path);
    const { container } = renderWithCache(<Page />, { client });
    expect(container.textContent).toBe('…');
    await settle();
    expect(transport.calls).toHaveLength(1);
    await after(() => transport.last.push('{"title":"New","score":1,"items":[]}'));
    expect(container.querySelector('i')?.textContent).toBe(path === 'score' ? '1' : '[]');
    expect(thrown).toEqual([]);
  });

  test('is waited for when its components come back', async () => {
    const client = new QueryClient();
    const { transport, thrown, Page } = createWaitingPage('items');
    const first = renderWithCache(<Page />, { client });
    await after(() => transport.last.push(HALF));
    first.unmount();
    await settle();
    const { container } = renderWithCache(<Page />, { client });
    await settle();
    expect([container.textContent, transport.calls.length]).toEqual(['…', 2]);
    expect(thrown).toEqual([]);
  });

  test('waits where its input is held back', async () => {
    const client = await carried('nothing');
    const { transport, thrown, Page } = createWaitingPage('items', { enabled: false });
    const { container } = renderWithCache(<Page />, { client });
    await settle();
    expect(container.textContent).not.toBe('failed');
    expect([thrown, transport.calls]).toEqual([[], []]);
  });

  test.each([
    ['someone stopped it', 'stop', {}],
    ['nothing is declared', 'nothing', { input: undefined, queryKey: KEY }],
  ] as const)('fails where %s', async (_, end, options) => {
    const client = await carried(end);
    const { transport, thrown, Page } = createWaitingPage('items', options);
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    const { container } = renderWithCache(<Page />, { client });
    await settle();
    expect(container.textContent).toBe('failed');
    expect(thrown[0]).toMatchObject({ code: 'stopped-field' });
    expect(transport.calls).toEqual([]);
    complain.mockRestore();
  });
});
