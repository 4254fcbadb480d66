import { QueryClient } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { REPORT_TEXT, settle } from '../../tests/support/react-harness.js';
import { createPage } from '../../tests/support/report-page.js';

test('the browser takes the server’s HTML over without a mismatch, also when the run is ahead of it', async () => {
  const { transport, page } = createPage();
  const container = document.createElement('div');
  container.innerHTML = renderToString(page());
  const errors: unknown[] = [];
  const client = new QueryClient();
  // Another root of the same cache runs already, as a boundary that hydrates late would find it.
  const other = document.createElement('div');
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
  const { transport, page } = createPage({ initialValue: { title: 'Draft' } });
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
