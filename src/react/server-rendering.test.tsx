import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { nextTask, REPORT_TEXT, Report, settle } from '../../tests/support/react-harness.js';
import {
  InstantStreamProvider,
  StructuredField,
  StructuredList,
  StructuredText,
  useInstantStream,
} from './index.js';
import type { UseInstantStreamOptions } from './index.js';

function setUp(options: Partial<UseInstantStreamOptions<Report, string>> = {}) {
  const transport = createManualTransport<string>();
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
      <InstantStreamProvider stream={report}>
        <b>{report.status}</b>
        <StructuredField path="title" pending="…" />
        <StructuredText path="title" as="p" />
        <StructuredList path="items" as="ul" pending={<li>soon</li>}>
          {(item) => <li>{item.path}</li>}
        </StructuredList>
      </InstantStreamProvider>
    );
  }
  const page = (client = new QueryClient()) => (
    <QueryClientProvider client={client}>
      <Page />
    </QueryClientProvider>
  );
  return { transport, page };
}

test('the server renders what was there before anything was submitted, and sends nothing', async () => {
  const complain = vi.spyOn(console, 'error').mockReturnValue();
  const { transport, page } = setUp();
  const html = renderToString(page());
  expect(html).toContain('<b>idle</b>');
  expect(html).toContain('data-status="pending" aria-busy="true">…</span>');
  expect(html).toContain('<li>soon</li>');
  await settle();
  expect(transport.calls).toHaveLength(0);
  expect(complain).not.toHaveBeenCalled();
  complain.mockRestore();
});

test('the browser takes the server’s HTML over without a mismatch, also when the run is ahead of it', async () => {
  const { transport, page } = setUp();
  const container = document.createElement('div');
  container.innerHTML = renderToString(page());
  const errors: unknown[] = [];
  const client = new QueryClient();
  // Another root of the same cache runs already, as a boundary that hydrates late would find it.
  const other = document.createElement('div');
  const { createRoot } = await import('react-dom/client');
  const first = createRoot(other);
  act(() => first.render(page(client)));
  await settle();
  act(() => transport.last.push(REPORT_TEXT));
  await settle();
  let root: ReturnType<typeof hydrateRoot> | undefined;
  act(() => {
    root = hydrateRoot(container, page(client), {
      onRecoverableError: (error) => errors.push(error),
    });
  });
  await settle();
  expect(errors).toEqual([]);
  expect(transport.calls).toHaveLength(1);
  expect(container.textContent).toBe('streamingTidesTidesitems[0]items[1]');
  act(() => {
    root?.unmount();
    first.unmount();
  });
});

test('initial values are rendered on the server and replaced as fields arrive', async () => {
  const { transport, page } = setUp({ initialValue: { title: 'Draft' } });
  const container = document.createElement('div');
  container.innerHTML = renderToString(page());
  expect(container.querySelector('p')?.textContent).toBe('Draft');
  let root: ReturnType<typeof hydrateRoot> | undefined;
  act(() => {
    root = hydrateRoot(container, page());
  });
  await settle();
  act(() => transport.last.push('{"title":"Tid'));
  await settle();
  expect(container.querySelector('p')?.textContent).toBe('Tid');
  act(() => root?.unmount());
});
