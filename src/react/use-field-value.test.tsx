import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { Component, startTransition, StrictMode, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, Report } from '../../tests/support/react-harness.js';
import { idleRun, startedRun } from '../../tests/support/started-run.js';
import { setUp } from '../../tests/support/stream-view.js';
import { InstantClientError } from '../client/index.js';
import { whenReadable } from './field-reading.js';
import {
  InstantReactError,
  InstantStreamProvider,
  useFieldValue,
  useInstantStream,
} from './index.js';
import type { FieldUntil, StreamSource } from './index.js';

interface ValueProps {
  readonly path: string;
  readonly stream: StreamSource;
  readonly until?: FieldUntil;
}

function Value({ path, stream, until = 'complete' }: ValueProps) {
  return <i>{`${path}=${JSON.stringify(useFieldValue(path, stream, { until }))} `}</i>;
}

/** Keeps what was thrown. */
class Catcher extends Component<{ children: ReactNode }, { error?: unknown }> {
  override state: { error?: unknown } = {};
  static getDerivedStateFromError(error: unknown) {
    return { error };
  }
  override render() {
    const { error } = this.state;
    return error === undefined ? this.props.children : <b>{(error as Error).name}</b>;
  }
}

const shown = () =>
  [...document.body.querySelectorAll('i, u, b')]
    .filter((element) => (element as HTMLElement).style.display !== 'none')
    .map((element) => element.textContent?.trim());

describe('a field that is waited for', () => {
  test('suspends until it is complete, whatever else arrives', async () => {
    const { stream, call } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="title" stream={stream} />
      </Suspense>,
      { isStrict: true },
    );
    expect(shown()).toEqual(['…']);
    await after(() => call.push('{"score":1,"title":"Ti'));
    expect(shown()).toEqual(['…']);
    await after(() => call.push('des"'));
    expect(shown()).toEqual(['title="Tides"']);
  });

  test('is shown from its first byte when that is asked for, and grows', async () => {
    const { stream, call } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="title" stream={stream} until="start" />
      </Suspense>,
    );
    expect(shown()).toEqual(['…']);
    await after(() => call.push('{"title":"Ti'));
    expect(shown()).toEqual(['title="Ti"']);
    await after(() => call.push('de'));
    expect(shown()).toEqual(['title="Tide"']);
    await after(() => call.push('s"'));
    expect(shown()).toEqual(['title="Tides"']);
  });

  test('reveals nested boundaries as their fields arrive', async () => {
    const { stream, call } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>all</u>}>
        <Value path="title" stream={stream} />
        <Suspense fallback={<u>items</u>}>
          <Value path="items" stream={stream} />
        </Suspense>
        <Suspense fallback={<u>score</u>}>
          <Value path="score" stream={stream} />
        </Suspense>
      </Suspense>,
      { isStrict: true },
    );
    expect(shown()).toEqual(['all']);
    await after(() => call.push('{"title":"T",'));
    expect(shown()).toEqual(['title="T"', 'items', 'score']);
    await after(() => call.push('"score":7,'));
    expect(shown()).toEqual(['title="T"', 'items', 'score=7']);
    await after(() => call.push('"items":[]}'));
    expect(shown()).toEqual(['title="T"', 'items=[]', 'score=7']);
  });

  test('waits for a submit, and is undefined when it was left out', async () => {
    const { stream, run, transport } = idleRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="items[0].name" stream={stream} />
      </Suspense>,
    );
    await after(() => void run.submit('go'));
    expect(shown()).toEqual(['…']);
    await after(() => transport.last.push('{"items":[{"tags":["a"],'));
    expect(shown()).toEqual(['…']);
    await after(() => transport.last.push('"tags":[]}'));
    expect(shown()).toEqual(['items[0].name=undefined']);
    await after(() => run.stop());
    expect(shown()).toEqual(['items[0].name=undefined']);
  });

  test('is undefined, too, when its parent was left out, and the answer fails because of that', async () => {
    const { stream, run, call } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="items[0].name" stream={stream} />
      </Suspense>,
    );
    await after(() => call.push('{"title":"T"}'));
    await after(() => call.end());
    expect(run.getSnapshot().status).toBe('error');
    expect(shown()).toEqual(['items[0].name=undefined']);
  });

  test('renders as often as its value is another one', async () => {
    const { stream, call } = await startedRun();
    let renders = 0;
    function Counted() {
      useFieldValue('title', stream);
      renders++;
      return null;
    }
    await after(() => call.push('{"title":"Tides"'));
    renderWithCache(<Counted />);
    await after(() => call.push(',"score":1,"items":[{"name":"moon'));
    await after(() => call.push('"}'));
    expect(renders).toBe(1);
  });

  test('is the whole answer once the schema has judged it', async () => {
    const { stream, call } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="" stream={stream} />
      </Suspense>,
    );
    await after(() => call.push('{"title":"T","score":1,"items":[]}'));
    expect(shown()).toEqual(['…']);
    await after(() => call.end());
    expect(shown()).toEqual(['={"title":"T","score":1,"items":[]}']);
  });
});

describe('another submit', () => {
  test('suspends again', async () => {
    const { stream, run, call, transport } = await startedRun();
    renderWithCache(
      <Suspense fallback={<u>…</u>}>
        <Value path="title" stream={stream} />
      </Suspense>,
      { isStrict: true },
    );
    await after(() => call.push('{"title":"one"'));
    expect(shown()).toEqual(['title="one"']);
    await after(() => void run.submit('again'));
    expect(shown()).toEqual(['…']);
    await after(() => transport.last.push('{"title":"two"'));
    expect(shown()).toEqual(['title="two"']);
  });

  test('inside a transition keeps what is shown, through growth and renders of others', async () => {
    const { transport, View, stream } = setUp();
    function Page() {
      const [count, setCount] = useState(0);
      return (
        <>
          <View />
          <button onClick={() => setCount((before) => before + 1)}>+</button>
          <Suspense fallback={<u>…</u>}>
            <Later count={count} />
          </Suspense>
        </>
      );
    }
    function Later({ count }: { count: number }) {
      const title = useFieldValue('title', stream());
      return <i>{`${title} ${count}`}</i>;
    }
    // The stream is known once the view is on the screen.
    const { rerender } = renderWithCache(<View />, { isStrict: true });
    await after(() => void stream().submit({ topic: 'one' }));
    await after(() => transport.last.push('{"title":"one"'));
    rerender(<Page />);
    expect(shown()).toEqual(['one 0']);
    await after(() => startTransition(() => void stream().submit({ topic: 'two' })));
    expect(transport.calls).toHaveLength(2);
    await after(() => transport.last.push('{"title":"t'));
    await after(() => screen.getByText('+').click());
    await after(() => transport.last.push('w'));
    expect(shown()).toEqual(['one 1']);
    await after(() => transport.last.push('o"'));
    expect(shown()).toEqual(['two 1']);
  });

  test('and another path, or another stream, waits for that one', async () => {
    const { stream, call } = await startedRun();
    const other = await startedRun();
    const page = (props: ValueProps) => (
      <Suspense fallback={<u>…</u>}>
        <Value {...props} />
      </Suspense>
    );
    await after(() => call.push('{"title":"T",'));
    const { rerender } = renderWithCache(page({ path: 'title', stream }));
    rerender(page({ path: 'score', stream }));
    expect(shown()).toEqual(['…']);
    await after(() => call.push('"score":2,'));
    expect(shown()).toEqual(['score=2']);
    rerender(page({ path: 'score', stream: other.stream }));
    expect(shown()).toEqual(['…']);
    await after(() => other.call.push('{"score":3,'));
    expect(shown()).toEqual(['score=3']);
  });
});

describe('a field that cannot be had', () => {
  beforeEach(() => {
    vi.spyOn(console, 'error').mockReturnValue();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  async function failing(path: string, until: FieldUntil = 'complete') {
    const started = await startedRun();
    const caught: { error?: unknown } = {};
    class Keeper extends Catcher {
      override componentDidCatch(error: unknown) {
        caught.error = error;
      }
    }
    renderWithCache(
      <Keeper>
        <Suspense fallback={<u>…</u>}>
          <Value path={path} stream={started.stream} until={until} />
        </Suspense>
      </Keeper>,
      { isStrict: true },
    );
    return { ...started, caught };
  }

  test('because its schema refuses it throws invalid-field, with the issues and the value', async () => {
    const { call, caught } = await failing('score');
    await after(() => call.push('{"score":"much",'));
    expect(caught.error).toBeInstanceOf(InstantReactError);
    expect(caught.error).toMatchObject({
      code: 'invalid-field',
      path: 'score',
      value: 'much',
      issues: [{ path: 'score' }],
    });
  });

  test('because it grew into something invalid throws, also when it was shown from the start', async () => {
    const { call, caught } = await failing('items[0]', 'start');
    await after(() => call.push('{"items":[{"name":1'));
    expect(shown()).toEqual(['items[0]={}']);
    await after(() => call.push('}'));
    expect(caught.error).toMatchObject({ code: 'invalid-field', path: 'items[0]' });
  });

  test('because the run was stopped throws stopped-field', async () => {
    const { call, run, caught } = await failing('title');
    await after(() => call.push('{"title":"Ti'));
    await after(() => run.stop());
    expect(caught.error).toMatchObject({ code: 'stopped-field', path: 'title', value: 'Ti' });
  });

  test('because the run failed throws the run’s own error', async () => {
    const { call, run, caught } = await failing('items[0].name');
    await after(() => call.push('{"title":"T"'));
    await after(() => call.fail(new Error('gone')));
    expect(caught.error).toBeInstanceOf(InstantClientError);
    expect(caught.error).toBe(run.getSnapshot().error);
  });

  test('is not one that was there before the run ended', async () => {
    const { call, caught } = await failing('title');
    await after(() => call.push('{"title":"T"'));
    await after(() => call.fail(new Error('gone')));
    expect([caught.error, shown()]).toEqual([undefined, ['title="T"']]);
  });

  test('keeps what arrived when it was asked for from the start', async () => {
    const { call, run, caught } = await failing('title', 'start');
    await after(() => call.push('{"title":"Ti'));
    await after(() => run.stop());
    expect([caught.error, shown()]).toEqual([undefined, ['title="Ti"']]);
  });
});

describe('the promise of a field', () => {
  test('is one per run, path and want, and leaves nothing behind once it is kept', async () => {
    const { run, call } = await startedRun();
    const other = await startedRun();
    const subscribed = vi.spyOn(run, 'subscribeField');
    const wait = { run, path: 'title', until: 'complete' } as const;
    const promise = whenReadable(wait);
    expect(whenReadable({ ...wait })).toBe(promise);
    expect(whenReadable({ ...wait, until: 'start' })).not.toBe(promise);
    expect(whenReadable({ ...wait, path: 'score' })).not.toBe(promise);
    expect(whenReadable({ ...wait, run: other.run })).not.toBe(promise);
    expect(subscribed).toHaveBeenCalledTimes(3);
    await after(() => call.push('{"title":"T"'));
    await expect(promise).resolves.toBeUndefined();
    await after(() => void run.submit('again'));
    expect(whenReadable(wait)).not.toBe(promise);
  });

  test('is not asked for anew by each render', async () => {
    const { stream, run, call } = await startedRun();
    const subscribed = vi.spyOn(run, 'subscribeField');
    const page = (
      <StrictMode>
        <Suspense fallback={<u>…</u>}>
          <Value path="title" stream={stream} />
          <Value path="title" stream={stream} />
        </Suspense>
      </StrictMode>
    );
    const { rerender, unmount } = renderWithCache(page);
    rerender(page);
    rerender(page);
    expect(subscribed).toHaveBeenCalledTimes(1);
    unmount();
    act(() => call.push('{"title":"T"'));
    expect(screen.queryByText(/title/)).toBeNull();
  });
});

describe('HTML from a server', () => {
  const answer = (title: string) => ({ title, score: 1, items: [] });
  function clientWith(title: string): QueryClient {
    const client = new QueryClient();
    const data = answer(title);
    client.setQueryData(['report'], { status: 'complete', partial: data, data, runId: 1 });
    return client;
  }

  test('is taken over as it is, also when the run is ahead of it', async () => {
    const transport = createManualTransport<string>();
    const seen: { submit?: (input: string) => unknown } = {};
    function Page() {
      const stream = useInstantStream<Report, string>({
        transport,
        schema: Report,
        scheduler: nextTask,
        queryKey: ['report'],
      });
      useEffect(() => {
        seen.submit = stream.submit;
      });
      return <InstantStreamProvider stream={stream}>{title}</InstantStreamProvider>;
    }
    // Made once: React 18 gives up on a boundary that is rendered again before it is taken over.
    const title = (
      <Suspense fallback={<u>…</u>}>
        <Title />
      </Suspense>
    );
    function Title() {
      return <i>{useFieldValue<string>('title')}</i>;
    }
    const page = (client: QueryClient) => (
      <QueryClientProvider client={client}>
        <Page />
      </QueryClientProvider>
    );
    const container = document.createElement('div');
    container.innerHTML = renderToString(page(clientWith('Tides')));
    const client = clientWith('Tides');
    const errors: unknown[] = [];
    const { unmount } = renderWithCache(page(client));
    await after(() => void seen.submit?.('go'));
    await after(() => transport.last.push('{"title":"Winds"'));
    let root: Root | undefined;
    act(() => {
      root = hydrateRoot(container, page(client), {
        onRecoverableError: (error) => errors.push(error),
      });
    });
    await after(() => {});
    expect(errors).toEqual([]);
    expect(container.textContent).toContain('Winds');
    act(() => root?.unmount());
    unmount();
  });
});
