// @vitest-environment node
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { InstantStreamProvider, useInstantStream } from 'fieldwise/react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  FlowGraph,
  Lane,
  StructuredField,
  useFlowStatus,
  useInterrupts,
  useLanes,
  useSignals,
} from './index.js';

const drawing = {
  nodes: [{ id: '1', kind: 'chunk', name: 'plan', group: '1' }],
  edges: [],
  groups: [{ id: '1', kind: 'batch', name: 'both' }],
};

function Told() {
  const { status } = useFlowStatus();
  const counts = [useInterrupts().length, useLanes().length, useSignals('task').length];
  return <i>{`${status} ${counts.join()}`}</i>;
}

function Page() {
  const stream = useInstantStream({ api: '/api', input: 'x' });
  return (
    <InstantStreamProvider stream={stream}>
      <Lane name="plan">
        <StructuredField path="title" pending="…" />
      </Lane>
      <StructuredField lane="draft" path="title" as="b" pending="?" />
      <Told />
      <FlowGraph flow={drawing} />
    </InstantStreamProvider>
  );
}

test('a server renders a flow as it is before anything is told', () => {
  const html = renderToString(
    <QueryClientProvider client={new QueryClient()}>
      <Page />
    </QueryClientProvider>,
  );
  expect(html).toContain('>…</span>');
  expect(html).toContain('>?</b>');
  expect(html).toContain('<i>idle 0,0,0</i>');
  expect(html).toContain('data-state="idle"');
  expect(html).toContain('data-group="both"');
});
