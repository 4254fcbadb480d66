import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { StrictMode, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  REPORT_TEXT,
  settle,
} from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
// Loaded ahead, so that no test waits for a module.
import '../client/amendments.js';
import {
  StructuredField,
  StructuredList,
  StructuredText,
  useElements,
  useField,
  useInstantStream,
  useWhen,
} from './index.js';

test('two roots with one cache share a declared run, until both are gone', async () => {
  const client = new QueryClient();
  const transport = createManualTransport<{ topic: string }>();
  function View() {
    const input = { topic: 'tides' };
    const shared = { id: 'shared', transport, schema: Report, scheduler: nextTask, input };
    const report = useInstantStream(shared);
    return (
      <>
        {report.status} <report.Text path="title" as="b" />
      </>
    );
  }
  const mount = () => {
    const element = document.createElement('div');
    const root = createRoot(element);
    const ui = (
      <StrictMode>
        <QueryClientProvider client={client}>
          <View />
        </QueryClientProvider>
      </StrictMode>
    );
    act(() => root.render(ui));
    return { root, element };
  };
  const one = mount();
  await settle();
  await after(() => transport.last.push('{"title":"Ti'));
  const two = mount();
  await settle();
  expect([one, two].map(({ element }) => element.textContent)).toEqual([
    'streaming Ti',
    'streaming Ti',
  ]);
  await after(() => one.root.unmount());
  await after(() => transport.last.push('des"'));
  expect(two.element.textContent).toBe('streaming Tides');
  const { signal } = transport.last;
  expect(signal.aborted).toBe(false);
  await after(() => two.root.unmount());
  expect([signal.aborted, transport.calls.length]).toEqual([true, 1]);
});

test('rows of a list that is replaced leave with its items, and come back with new ones', async () => {
  const { stream, call } = await startedRun();
  function Second() {
    const items = useElements('items', stream);
    const { status } = useField('items[1].name', stream);
    const settled = useField('items[1].name', stream, { on: 'complete' });
    return <p>{[items.length, status, settled.status, settled.value].join(' ')}</p>;
  }
  const { container } = renderWithCache(
    <>
      <Second />
      <StructuredList path="items" stream={stream} as="ul">
        {(item) => <StructuredText path={item.at('name')} stream={stream} as="li" />}
      </StructuredList>
    </>,
    { isStrict: true },
  );
  const shown = () => ['p', 'ul'].map((tag) => container.querySelector(tag)?.textContent);
  await after(() => call.push('{"items":[{"name":"moon"},{"name":"sun"},{"name":"st'));
  expect(shown()).toEqual(['3 complete complete sun', 'moonsunst']);
  await after(() => call.push('ar"}],"items":[{"name":"mars'));
  expect(shown()).toEqual(['1 pending pending ', 'mars']);
  await after(() => call.push('"},{"name":"io"'));
  expect(shown()).toEqual(['2 complete complete io', 'marsio']);
});

test('a component that a field’s listener unmounts in the middle of a flush is told nothing more', async () => {
  const { stream, call, run } = await startedRun();
  let works = 0;
  function Child() {
    const { status } = useField('score', stream);
    const work = useWhen(['title'], () => (works += 1), stream);
    return (
      <>
        {status} {work.status} <StructuredText path="title" stream={stream} as="b" />
      </>
    );
  }
  function Parent() {
    const [isShown, show] = useState(true);
    // Before the fields of its child, which listen after they are shown.
    useLayoutEffect(() => {
      const leave = () => act(() => flushSync(() => show(run.getSnapshot().partial === undefined)));
      return run.subscribeField('title', leave);
    }, []);
    return isShown ? <Child /> : <i>gone</i>;
  }
  const { container } = renderWithCache(<Parent />, { isStrict: true });
  expect(container.textContent).toBe('pending waiting ');
  await after(() => call.push('{"title":"Tides","score":7,'));
  expect([container.textContent, works]).toEqual(['gone', 0]);
});

test('a field that is asked for anew while another run starts is asked for no more', async () => {
  const { stream, call, run, transport } = await startedRun();
  await after(() => {
    call.push(REPORT_TEXT);
    call.end();
  });
  const { container } = renderWithCache(
    <StructuredField path="title" stream={stream}>
      {({ value, isRetrying, retry }) => (
        <button onClick={() => void retry()}>
          {value} {isRetrying && 'again'}
        </button>
      )}
    </StructuredField>,
    { isStrict: true },
  );
  const retry = () => container.querySelector('button')?.click();
  await after(() => {
    retry();
    void run.submit('b');
  });
  expect(transport.calls.map(({ path }) => path)).toEqual([undefined, undefined]);
  await after(() => transport.last.push('{"title":"New","sc'));
  await after(retry);
  expect([container.textContent, transport.last.path]).toEqual(['New again', 'title']);
  const asked = transport.last;
  await after(() => void run.submit('c'));
  expect([container.textContent, asked.signal.aborted]).toEqual([' ', true]);
  await after(() => asked.push('{"title":"Late"}'));
  await after(() => transport.last.push(REPORT_TEXT));
  expect(container.textContent).toBe('Tides ');
});
