import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { StrictMode, useEffect } from 'react';
import type { ReactNode } from 'react';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { createServerAnswer } from 'fieldwise/server';
import { afterEach, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { nextTask, Report, REPORT_TEXT, settle } from '../../tests/support/react-harness.js';
import { useContinuedStream, type HandOver, type InstantStream } from './index.js';
import type { UseContinuedStreamOptions } from './use-continued-stream.js';

let roots: Root[] = [];
afterEach(async () => {
  act(() => {
    for (const root of roots) root.unmount();
  });
  roots = [];
  await settle();
});

/** An answer that a server is reading, and says on when the test says so. */
function createRunning() {
  const pieces = createManualPieces();
  const answer = createServerAnswer(pieces.source, { schema: Report });
  return { ...pieces, answer };
}

function createManualPieces() {
  let controller: ReadableStreamDefaultController<string> | undefined;
  const source = new ReadableStream<string>({ start: (given) => void (controller = given) });
  return {
    source,
    push: (text: string) => controller?.enqueue(text),
    end: () => controller?.close(),
  };
}

const seen: { stream?: InstantStream<Report> } = {};
function live(): InstantStream<Report> {
  if (!seen.stream) throw new Error('Nothing was rendered.');
  return seen.stream;
}
const statuses: string[] = [];

const HEAD = '{"title":"Tides",';
const REST = REPORT_TEXT.slice(HEAD.length);

type Options = UseContinuedStreamOptions<Report>;

function View({ handOver, options }: { handOver: HandOver<Report>; options: Options }) {
  const stream = useContinuedStream<Report>(handOver, { scheduler: nextTask, ...options });
  const { status } = stream;
  useEffect(() => {
    seen.stream = stream;
    statuses.push(status);
  });
  return (
    <p>
      <b>{status}</b>:<stream.Field path="title" pending="…" />
      <stream.Field path="items" when="complete" pending=" soon" missing=" none">
        {({ value }) => `${value?.length} items`}
      </stream.Field>
    </p>
  );
}

function page(handOver: HandOver<Report>, options: Options = {}, client = new QueryClient()) {
  return (
    <QueryClientProvider client={client}>
      <View handOver={handOver} options={{ schema: Report, ...options }} />
    </QueryClientProvider>
  );
}

/** What a framework does to a prop on its way: another object, another stream. */
function carried(handOver: HandOver<Report>): [HandOver<Report>, HandOver<Report>] {
  const [one, two] = handOver.rest.tee();
  return [
    { ...handOver, rest: one },
    { ...handOver, rest: two },
  ];
}

function mount(ui: ReactNode) {
  const container = document.createElement('div');
  const root = createRoot(container);
  roots.push(root);
  act(() => root.render(ui));
  return { container, root };
}

test('the server renders what has arrived, and the browser goes on from there without a mismatch', async () => {
  const { answer, push, end } = createRunning();
  const title = answer.field('title');
  push(HEAD);
  await title;
  const [forServer, forBrowser] = carried(answer.handOver('go'));
  const container = document.createElement('div');
  container.innerHTML = renderToString(page(forServer));
  expect(container.textContent).toBe('streaming:Tides soon');

  const errors: unknown[] = [];
  const transport = createManualTransport();
  const onField = vi.fn<(path: string) => void>();
  statuses.length = 0;
  act(() => {
    const ui = page(forBrowser, { transport, onField: ({ path }) => onField(path) });
    const onRecoverableError = (error: unknown) => errors.push(error);
    roots.push(hydrateRoot(container, ui, { onRecoverableError }));
  });
  expect(container.textContent).toBe('streaming:Tides soon');
  push(REST);
  end();
  await settle();
  await settle();
  expect(container.textContent).toMatch(/^complete:Tides\d items$/);
  expect(live().data?.title).toBe('Tides');
  expect(errors).toEqual([]);
  expect(transport.calls).toHaveLength(0);
  expect(new Set(statuses)).toEqual(new Set(['streaming', 'complete']));
  expect(onField).not.toHaveBeenCalledWith('title');
  expect(onField.mock.calls.filter(([path]) => path === 'items')).toHaveLength(1);
});

test('StrictMode, and a second component with the same hand-over, read it once', async () => {
  const { answer, push, end } = createRunning();
  const handOver = answer.handOver('go');
  const transport = createManualTransport();
  const client = new QueryClient();
  const { container } = mount(
    <StrictMode>
      {page(handOver, { transport }, client)}
      {page(handOver, { transport }, client)}
    </StrictMode>,
  );
  expect(container.textContent).toBe('connecting:… soonconnecting:… soon');
  push(HEAD);
  await settle();
  expect(container.textContent).toBe('streaming:Tides soonstreaming:Tides soon');
  push(REST);
  end();
  await settle();
  expect(container.textContent).toBe('complete:Tides2 itemscomplete:Tides2 items');
  expect(transport.calls).toHaveLength(0);
});

test('a component that comes back with the same hand-over finds the answer, and nothing is asked', async () => {
  const { answer, push, end } = createRunning();
  const handOver = answer.handOver('go');
  const transport = createManualTransport();
  const client = new QueryClient();
  const first = mount(page(handOver, { transport }, client));
  push(REPORT_TEXT);
  end();
  await settle();
  act(() => first.root.render(null));
  await settle();
  const { container } = mount(page(handOver, { transport }, client));
  expect(container.textContent).toBe('complete:Tides2 items');
  await settle();
  expect(transport.calls).toHaveLength(0);
});

test.each(['in the cache', 'collected'])(
  'one that left before the end and comes back asks the route, with the run %s',
  async (where) => {
    const { answer, push } = createRunning();
    const handOver = answer.handOver({ topic: 'tea' });
    const transport = createManualTransport();
    const client = new QueryClient();
    const first = mount(page(handOver, { transport }, client));
    push(HEAD);
    await settle();
    act(() => first.root.render(null));
    await settle();
    expect(live().run.getSnapshot().status).toBe('stopped');
    if (where === 'collected') client.clear();
    const { container } = mount(page(handOver, { transport }, client));
    await settle();
    expect(transport.calls.map(({ input }) => input)).toEqual([{ topic: 'tea' }]);
    act(() => transport.last.push('{"title":"New'));
    await settle();
    expect(container.textContent).toBe('streaming:New soon');
  },
);

test('a stream that breaks is an error with what had arrived, and a retry asks the route', async () => {
  const { answer, push } = createRunning();
  const title = answer.field('title');
  push(HEAD);
  await title;
  const { head, id, input } = answer.handOver('go');
  const rest = new ReadableStream<string>({ start: (controller) => controller.close() });
  const transport = createManualTransport();
  const { container } = mount(page({ id, input, head, rest }, { transport, retry: 3 }));
  await settle();
  expect(container.querySelector('b')?.textContent).toBe('error');
  expect(live().error).toMatchObject({ kind: 'connection', code: 'connection-lost' });
  expect(live().partial).toEqual({ title: 'Tides' });
  expect(transport.calls).toHaveLength(0);
  act(() => void live().retry());
  await settle();
  expect(transport.calls.map((call) => call.input)).toEqual(['go']);
  act(() => transport.last.push(REPORT_TEXT));
  act(() => transport.last.end());
  await settle();
  expect(container.textContent).toBe('complete:Tides2 items');
});

test('another hand-over in its place is shown from its own beginning', async () => {
  const one = createRunning();
  const client = new QueryClient();
  const { container, root } = mount(page(one.answer.handOver('go'), {}, client));
  one.push('{"title":"Tides');
  await settle();
  expect(container.textContent).toBe('streaming:Tides soon');
  const two = createRunning();
  const title = two.answer.field('title');
  two.push('{"title":"Moon",');
  await title;
  const other = two.answer.handOver('go');
  act(() => root.render(page(other, {}, client)));
  expect(container.textContent).toBe('streaming:Moon soon');
  two.push(REST);
  two.end();
  await settle();
  expect(container.textContent).toBe('complete:Moon2 items');
});

test('without a route, asking again is an error that says what is missing', async () => {
  const { answer, push, end } = createRunning();
  const { container } = mount(page(answer.handOver('go')));
  push(REPORT_TEXT);
  end();
  await settle();
  expect(container.querySelector('b')?.textContent).toBe('complete');
  act(() => void live().retry());
  await settle();
  expect(live().error).toMatchObject({ kind: 'usage', code: 'invalid-option' });
});

test('an answer that was whole when it was handed over is complete at once', async () => {
  const { answer, push, end } = createRunning();
  const whole = answer.field('');
  push(REPORT_TEXT);
  end();
  await whole;
  const { container } = mount(page(answer.handOver('go')));
  expect(container.textContent).toBe('streaming:Tides2 items');
  await settle();
  expect(container.textContent).toBe('complete:Tides2 items');
});
