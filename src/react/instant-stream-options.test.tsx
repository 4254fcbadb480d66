import {
  QueryClient,
  QueryErrorResetBoundary,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { Component, Suspense, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import type { InstantClientError } from 'fieldwise/client';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { setUp, type Input } from '../../tests/support/stream-view.js';
import { instantStreamOptions, useInstantStream } from './index.js';

const input = { topic: 'a' };

function setUpOptions() {
  const transport = createManualTransport<Input>();
  const shared = { transport, schema: Report, scheduler: nextTask, id: 'report' };
  const report = instantStreamOptions<Report, Input>({ ...shared, input });
  const answer = async () => {
    await after(() => transport.last.push(REPORT_TEXT));
    await after(() => transport.last.end());
  };
  function View() {
    const { status, partial } = useInstantStream<Report, Input>({ ...shared, input });
    return (
      <p data-testid="view">
        {status}:{partial?.title}
      </p>
    );
  }
  const shown = () => screen.getByTestId('view').textContent;
  return { transport, shared, report, answer, View, shown };
}

/** Shows what was thrown below it, and a way to begin anew. */
class Caught extends Component<
  { onReset: () => void; children: ReactNode },
  { kind: string | undefined }
> {
  override state: { kind: string | undefined } = { kind: undefined };
  static getDerivedStateFromError({ kind }: InstantClientError) {
    return { kind };
  }
  override render() {
    const { kind } = this.state;
    if (kind === undefined) return this.props.children;
    const reset = () => {
      this.props.onReset();
      this.setState({ kind: undefined });
    };
    return <button onClick={reset}>{kind}</button>;
  }
}

describe('prefetchQuery', () => {
  test('and then mounting share one request, which goes on when it is there already', async () => {
    const { transport, report, View, shown } = setUpOptions();
    const client = new QueryClient();
    void client.prefetchQuery(report);
    await settle();
    await after(() => transport.last.push('{"title":"Ti'));
    renderWithCache(<View />, { client, isStrict: true });
    await settle();
    expect(shown()).toBe('streaming:Ti');
    await after(() => transport.last.push(REPORT_TEXT.slice(12)));
    await after(() => transport.last.end());
    expect(shown()).toBe('complete:Tides');
    expect(transport.calls).toHaveLength(1);
    expect(transport.last.signal.aborted).toBe(false);
  });

  test('of an answer that is there asks nothing', async () => {
    const { transport, report, answer, View } = setUpOptions();
    const { client } = renderWithCache(<View />);
    await settle();
    await answer();
    await act(() => client.prefetchQuery(report));
    expect(transport.calls).toHaveLength(1);
  });

  test('is stopped by cancelQueries', async () => {
    const { transport, report } = setUpOptions();
    const client = new QueryClient();
    void client.prefetchQuery(report);
    await settle();
    await after(() => transport.last.push('{"title":"Ti'));
    await after(() => void client.cancelQueries());
    expect(transport.last.signal.aborted).toBe(true);
    expect(client.getQueryData(report.queryKey)).toMatchObject({ status: 'stopped' });
  });
});

describe('fetchQuery and ensureQueryData', () => {
  test('wait for the finished answer', async () => {
    const { transport, report, answer } = setUpOptions();
    const client = new QueryClient();
    const fetched = client.fetchQuery(report);
    await settle();
    await answer();
    expect(await fetched).toMatchObject({ status: 'complete', data: { title: 'Tides' } });
    expect((await client.ensureQueryData(report)).data?.title).toBe('Tides');
    expect(client.getQueryData(report.queryKey)?.data?.score).toBe(7.5);
    expect(transport.calls).toHaveLength(1);
  });

  test('reject with the error of the run', async () => {
    const { transport, report } = setUpOptions();
    const client = new QueryClient();
    const failed = client.fetchQuery(report).catch((error: unknown) => error);
    await settle();
    transport.last.fail(new Error('cable'));
    expect(await failed).toMatchObject({ kind: 'connection' });
  });
});

describe('useQuery', () => {
  test('reads the answer as it grows, asks once, and not again by focus or mounting', async () => {
    const { transport, report } = setUpOptions();
    function Watcher() {
      const { data, isSuccess } = useQuery(report);
      return <p>{`${String(isSuccess)} ${data?.status}:${data?.partial?.title}`}</p>;
    }
    const { rerender } = renderWithCache(<Watcher />, { isStrict: true });
    await settle();
    await after(() => transport.last.push('{"title":"Ti'));
    expect(screen.getByText('true streaming:Ti')).toBeDefined();
    await after(() => transport.last.push(REPORT_TEXT.slice(12)));
    await after(() => transport.last.end());
    await after(() => void window.dispatchEvent(new Event('visibilitychange')));
    rerender(<p />);
    await settle();
    rerender(<Watcher />);
    await settle();
    expect(transport.calls).toHaveLength(1);
    expect(screen.getByText('true complete:Tides')).toBeDefined();
  });

  test('does not ask again by mounting after a failure', async () => {
    const { transport, report } = setUpOptions();
    function Watcher() {
      return <p>{useQuery(report).error?.kind}</p>;
    }
    const { rerender } = renderWithCache(<Watcher />);
    await settle();
    await after(() => transport.last.fail(new Error('cable')));
    rerender(<p />);
    await settle();
    rerender(<Watcher />);
    await settle();
    expect(screen.getByText('connection')).toBeDefined();
    expect(transport.calls).toHaveLength(1);
  });

  test('beside the hook shares its run, whichever asks first', async () => {
    const { transport, report, answer, View, shown } = setUpOptions();
    function Watcher() {
      return <i>{useQuery(report).data?.data?.title}</i>;
    }
    renderWithCache(
      <>
        <Watcher />
        <View />
        <Watcher />
      </>,
      { isStrict: true },
    );
    await settle();
    await answer();
    expect(transport.calls).toHaveLength(1);
    expect(shown()).toBe('complete:Tides');
    expect(screen.getAllByText('Tides')).toHaveLength(2);
  });

  test('of a run that is submitted only watches it', async () => {
    const { transport, View, stream } = setUp();
    const report = instantStreamOptions<Report, Input>({ id: 'report' });
    function Watcher() {
      return <i>{useQuery(report).data?.partial?.title}</i>;
    }
    const { container } = renderWithCache(
      <>
        <Watcher />
        <View />
      </>,
    );
    await settle();
    expect(transport.calls).toHaveLength(0);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    expect(container.querySelector('i')?.textContent).toBe('Half');
  });
});

describe('a run that failed before anything arrived', () => {
  const caught = (asked: Promise<unknown>) => asked.catch((error: unknown) => error);
  const fail = (transport: ReturnType<typeof setUpOptions>['transport']) =>
    after(() => transport.last.fail(new Error('cable')));

  test('leaves no data: whoever asks next sends again', async () => {
    const { transport, report, answer } = setUpOptions();
    const client = new QueryClient();
    for (const calls of [1, 2]) {
      const failed = caught(client.ensureQueryData(report));
      await settle();
      await fail(transport);
      expect(await failed).toMatchObject({ kind: 'connection' });
      expect(client.getQueryState(report.queryKey)).toMatchObject({
        status: 'error',
        data: undefined,
      });
      expect(transport.calls).toHaveLength(calls);
    }
    const asked = client.ensureQueryData(report);
    await settle();
    await answer();
    expect((await asked).data?.title).toBe('Tides');
  });

  test('keeps the answer that was there, beside the error', async () => {
    const { transport, report, answer, View, shown } = setUpOptions();
    const { client } = renderWithCache(<View />);
    await settle();
    await answer();
    await after(() => void client.refetchQueries());
    await fail(transport);
    expect(client.getQueryState(report.queryKey)).toMatchObject({
      status: 'error',
      data: { status: 'complete', data: { title: 'Tides' } },
    });
    expect(shown()).toBe('error:');
  });

  test('is idle again once the query is reset', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void stream().submit(input));
    await fail(transport);
    expect(shown()).toEqual(['error:']);
    await after(() =>
      client
        .getQueryCache()
        .find({ queryKey: ['fieldwise', 'report'] })
        ?.reset(),
    );
    expect(shown()).toEqual(['idle:']);
  });

  test('reaches the boundary of useSuspenseQuery, and is asked for anew by its reset', async () => {
    const silent = vi.spyOn(console, 'error').mockReturnValue();
    const { transport, report, answer } = setUpOptions();
    function Title() {
      const { data } = useSuspenseQuery({ ...report, retryOnMount: true });
      return <i>{data.data?.title}</i>;
    }
    const { container } = renderWithCache(
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <Caught onReset={reset}>
            <Suspense fallback="waiting">
              <Title />
            </Suspense>
          </Caught>
        )}
      </QueryErrorResetBoundary>,
    );
    await settle();
    await fail(transport);
    expect(container.textContent).toBe('connection');
    expect(transport.calls).toHaveLength(1);
    await after(() => screen.getByRole('button').click());
    expect(container.textContent).toBe('waiting');
    await answer();
    expect(container.textContent).toBe('Tides');
    expect(transport.calls).toHaveLength(2);
    silent.mockRestore();
  });
});

describe('a run that failed in the middle', () => {
  test('throws to whoever waited, leaves what arrived as data, and is sent again by fetchQuery', async () => {
    const { transport, report, answer } = setUpOptions();
    const client = new QueryClient();
    function Watcher() {
      const { data, isError } = useQuery(report);
      return <p>{`${String(isError)} ${data?.status}:${data?.partial?.title}`}</p>;
    }
    const failed = client.ensureQueryData(report).catch((error: unknown) => error);
    renderWithCache(<Watcher />, { client });
    await settle();
    await after(() => transport.last.push('{"title":"Half'));
    await after(() => transport.last.fail(new Error('cable')));
    expect(await failed).toMatchObject({ kind: 'connection' });
    expect(screen.getByText('true error:Half')).toBeDefined();
    expect(await client.ensureQueryData(report)).toMatchObject({ status: 'error' });
    expect(transport.calls).toHaveLength(1);
    const again = client.fetchQuery(report);
    await settle();
    await answer();
    expect((await again).data?.title).toBe('Tides');
    expect(transport.calls).toHaveLength(2);
  });
});

test('useSuspenseQuery waits for the answer, and the hook below it finds it complete', async () => {
  const { transport, report, answer, View, shown } = setUpOptions();
  function Waiting() {
    const { data } = useSuspenseQuery(report);
    return (
      <>
        <i>{data.data?.title}</i>
        <View />
      </>
    );
  }
  const { container } = renderWithCache(
    <Suspense fallback="waiting">
      <Waiting />
    </Suspense>,
  );
  await settle();
  expect(container.textContent).toBe('waiting');
  await answer();
  expect(container.querySelector('i')?.textContent).toBe('Tides');
  expect(shown()).toBe('complete:Tides');
  expect(transport.calls).toHaveLength(1);
});

test('a mounted component serves what is fetched after its prefetcher is forgotten', async () => {
  const { report, answer, transport, shared } = setUpOptions();
  const later = createManualTransport<Input>();
  const client = new QueryClient();
  void client.prefetchQuery(report);
  await settle();
  await answer();
  function Late() {
    return <p>{useInstantStream<Report, Input>({ ...shared, input, transport: later }).status}</p>;
  }
  renderWithCache(<Late />, { client });
  await settle();
  await after(() => void client.refetchQueries());
  expect([transport.calls.length, later.calls.length]).toEqual([1, 1]);
});

test('options that name nothing are refused at once', () => {
  const { transport } = setUpOptions();
  expect(() => instantStreamOptions({ transport, input })).toThrow(
    expect.objectContaining({ code: 'missing-key' }),
  );
  expect(() => instantStreamOptions({ api: '/api' })).toThrow(
    expect.objectContaining({ code: 'missing-key' }),
  );
  expect(instantStreamOptions({ api: '/api', input }).queryKey).toEqual([
    'fieldwise',
    '/api',
    input,
  ]);
});
