import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { createInstantParser } from 'fieldwise';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import { StrictMode } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { asks, inLane, signal } from '../../../tests/support/flow-stage.js';
import { createManualTransport } from '../../../tests/support/manual-transport.js';
import { nextTask, settle } from '../../../tests/support/react-harness.js';
import {
  FlowGraph,
  StructuredField,
  useFlowStatus,
  useInterrupt,
  useLanes,
  useSignal,
  useSignals,
} from './index.js';

const drawing = { nodes: [{ id: '1', kind: 'chunk', name: 'plan' }], edges: [] };

function createPage(onSignal: (value: unknown) => void) {
  const transport = createManualTransport<string>();
  function Told() {
    const { status } = useFlowStatus();
    useSignal('task', onSignal, { from: 'start' });
    const asked = useInterrupt<string>('approve')?.interrupt.payload ?? 'nothing';
    return <p>{[status, asked, useSignals('task').length, useLanes().join()].join(' ')}</p>;
  }
  function Page() {
    const stream = useInstantStream<unknown, string>({
      transport,
      scheduler: nextTask,
      input: 'x',
      id: 'flow',
    });
    return (
      <InstantStreamProvider stream={stream}>
        <StructuredField lane="plan" path="title" as="b" pending="…" />
        <Told />
        <FlowGraph flow={drawing} />
      </InstantStreamProvider>
    );
  }
  const page = (client = new QueryClient()) => (
    <StrictMode>
      <QueryClientProvider client={client}>
        <Page />
      </QueryClientProvider>
    </StrictMode>
  );
  return { transport, page };
}

test('the browser takes over the HTML of a flow without a mismatch, also when the flow is ahead of it', async () => {
  const told = vi.fn<(value: unknown) => void>();
  const { transport, page } = createPage(told);
  const container = document.createElement('div');
  container.innerHTML = renderToString(page());
  expect(container.textContent).toContain('…idle nothing 0 ');
  const errors: unknown[] = [];
  const client = new QueryClient();
  // Another root of the same cache runs already, as a boundary that hydrates late would find it.
  const first = createRoot(document.createElement('div'));
  act(() => first.render(page(client)));
  await settle();
  act(() => {
    for (const event of createInstantParser().feed('{"title":"Trip"'))
      transport.last.send(inLane('plan', event));
    transport.last.send(signal('task', 1));
    transport.last.send(asks('1'));
  });
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
  expect(container.querySelector('b')?.textContent).toBe('Trip');
  expect(container.querySelector('p')?.textContent).toBe('waiting Go? 1 plan');
  // Once for each of the two components.
  expect(told.mock.calls.map(([value]) => value)).toEqual([1, 1]);
  act(() => {
    root?.unmount();
    first.unmount();
  });
});
