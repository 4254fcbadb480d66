import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, settle } from '../../tests/support/react-harness.js';
import { useInstantStream } from '../react/index.js';
import { InstantDevtools, InstantDevtoolsPanel } from './eager-devtools.js';

const transport = createManualTransport<unknown>();

function Answer({ queryKey }: { queryKey: readonly unknown[] }) {
  const options = { transport, queryKey, input: 'tides', scheduler: nextTask };
  return <output>{useInstantStream(options).status}</output>;
}

/** Writes what JSON does not. */
const queryKeyHashFn = (key: readonly unknown[]) => key.map(String).join(' ');

/** A page that asks by these keys, with the panel docked, or where it was put. */
function setUp(keys: readonly (readonly unknown[])[], Tools = InstantDevtools) {
  const client = new QueryClient({ defaultOptions: { queries: { queryKeyHashFn } } });
  const page = (shown: typeof keys) => (
    <QueryClientProvider client={client}>
      <Tools initialIsOpen />
      {shown.map((queryKey) => (
        <Answer key={queryKeyHashFn(queryKey)} queryKey={queryKey} />
      ))}
    </QueryClientProvider>
  );
  const { container, rerender } = render(page(keys));
  const host = container.querySelector('[data-fieldwise-devtools]');
  // What is in a shadow root is found as what is in an element.
  const tools = within(host?.shadowRoot as unknown as HTMLElement);
  const names = () => tools.queryAllByRole('option').map((option) => option.title);
  return { container, tools, names, ask: (more: typeof keys) => rerender(page(more)) };
}

afterEach(() => localStorage.clear());

describe('a key that JSON cannot write', () => {
  test.each([
    ['docked', InstantDevtools],
    ['anywhere', InstantDevtoolsPanel],
  ])('is listed, and the page is whole, with the panel %s', async (_, Tools) => {
    const { container, names } = setUp([['one', 12n]], Tools);
    await settle();
    await waitFor(() => expect(names()).toEqual(['one · 12n · tides']));
    expect(container.querySelector('output')?.textContent).toBe('connecting');
  });

  test('is listed when it comes later, as is what comes after it', async () => {
    const { names, ask } = setUp([['one']]);
    await settle();
    await after(() => ask([['one'], ['two', 12n]]));
    await after(() => ask([['one'], ['two', 12n], ['three']]));
    await waitFor(() =>
      expect(names()).toEqual(['one · tides', 'two · 12n · tides', 'three · tides']),
    );
  });
});

describe('a document that is asked with', () => {
  const documentOf = (end: string) => `${'A long document. '.repeat(4000)}${end}`;

  test('makes no long label, and two that begin alike are two runs', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    vi.spyOn(Date, 'now').mockReturnValue(0);
    const { tools, names } = setUp(['first', 'second'].map((end) => [documentOf(end)]));
    await settle();
    await waitFor(() => expect(names()).toHaveLength(2));
    for (const option of tools.getAllByRole('option')) {
      expect(option.title).toMatch(/^A long document\. A.{30,}…$/);
      expect(option.title.length).toBeLessThan(100);
      expect(option.textContent.length).toBeLessThan(140);
    }
    expect(said).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  test('as the name in a file is said and listed in short', async () => {
    const { tools, names } = setUp([]);
    const events = [{ atMs: 0, type: 'end', outcome: 'complete' }];
    const text = JSON.stringify({ version: 1, name: documentOf('.'), dropped: 0, events });
    const file = new File([text], 'run.json', { type: 'application/json' });
    const input = tools.getByLabelText('Recording to replay');
    await after(() => void fireEvent.change(input, { target: { files: [file] } }));
    await waitFor(() => expect(names()).toHaveLength(1), { timeout: 20_000 });
    expect(names()[0]).toMatch(/^Replay of A long document.{30,}…$/);
    expect(names()[0]?.length).toBeLessThan(100);
    const said = tools.getByRole('status').textContent;
    expect(said).toMatch(/^Replaying A long document/);
    expect(said.length).toBeLessThan(100);
  });
});
