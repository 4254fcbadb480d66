import { QueryClient, skipToken, useQuery } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { Profiler, useEffect, useState } from 'react';
import type { ProfilerOnRenderCallback } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import { setUp, type Input, type Options } from '../../tests/support/stream-view.js';
import { InstantClientError } from '../client/index.js';
import { StructuredField, useInstantStream } from './index.js';

describe('an imperative stream', () => {
  test('is idle, then connects, streams and completes with the validated answer', async () => {
    const { transport, View, stream, shown } = setUp();
    renderWithCache(<View />);
    expect(shown()).toEqual(['idle:']);
    await after(() => void stream().submit({ topic: 'tides' }));
    expect(shown()).toEqual(['connecting:']);
    expect(transport.last.input).toEqual({ topic: 'tides' });
    await after(() => transport.last.push(REPORT_TEXT.slice(0, 13)));
    expect(shown()).toEqual(['streaming:Tid']);
    await after(() => {
      transport.last.push(REPORT_TEXT.slice(13));
      transport.last.end();
    });
    expect(shown()).toEqual(['complete:Tides']);
    expect(stream().data).toEqual(JSON.parse(REPORT_TEXT));
    expect([stream().isComplete, stream().isRunning, stream().isIdle]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('resolves submit with the settled run, and never rejects', async () => {
    const { transport, View, stream } = setUp();
    renderWithCache(<View />);
    const results: string[] = [];
    const submit = (topic: string) =>
      after(
        () =>
          void stream()
            .submit({ topic })
            .then(({ status }) => results.push(status)),
      );
    await submit('a');
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(results).toEqual(['complete']);
    await submit('b');
    await after(() => transport.last.fail(new Error('cable')));
    expect(results).toEqual(['complete', 'error']);
  });

  test('sends the later of two submits alone, and aborts the earlier', async () => {
    const onFinish = vi.fn<NonNullable<Options['onFinish']>>();
    const { transport, View, stream, shown } = setUp({ onFinish });
    renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"From A'));
    const [first] = transport.calls;
    await after(() => void stream().submit({ topic: 'b' }));
    expect(first?.signal.aborted).toBe(true);
    await after(() => {
      first?.push(' and more"');
      first?.end();
      transport.last.push('{"title":"From B"');
    });
    expect(shown()).toEqual(['streaming:From B']);
    expect(transport.calls).toHaveLength(2);
  });

  test('keeps what arrived when it is stopped', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    await after(() => stream().stop());
    expect(shown()).toEqual(['stopped:Half']);
    expect(transport.last.signal.aborted).toBe(true);
    expect(client.getQueryState(['fieldwise', 'report'])).toMatchObject({
      status: 'success',
      fetchStatus: 'idle',
      data: { status: 'stopped', partial: { title: 'Half' } },
    });
  });

  test('shows an error and keeps what arrived', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    await after(() => transport.last.send({ type: 'error', code: 'overloaded', message: 'Busy.' }));
    expect(shown()).toEqual(['error:Half']);
    expect(stream().error).toBeInstanceOf(InstantClientError);
    expect(stream().error).toMatchObject({ code: 'overloaded', message: 'Busy.' });
    expect(client.getQueryState(['fieldwise', 'report'])).toMatchObject({
      status: 'error',
      fetchStatus: 'idle',
      error: { code: 'overloaded' },
      data: { status: 'error', partial: { title: 'Half' } },
    });
  });

  test('submits the last input again on retry, and forgets it on reset', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    await after(() => void stream().retry());
    expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'a']);
    await after(() => transport.last.push('{"title":"Again'));
    expect(shown()).toEqual(['streaming:Again']);
    await after(() => stream().reset());
    expect(shown()).toEqual(['idle:']);
    expect(transport.last.signal.aborted).toBe(true);
    expect(client.getQueryState(['fieldwise', 'report'])).toMatchObject({
      status: 'pending',
      fetchStatus: 'idle',
    });
    await after(() => void stream().retry());
    expect(transport.calls).toHaveLength(2);
  });

  test('calls onFinish once per run, of the latest render, for complete and for stopped', async () => {
    const finished: string[] = [];
    const { transport, View, stream } = setUp();
    const { rerender } = renderWithCache(
      <View onFinish={({ status }) => finished.push(`first ${status}`)} />,
    );
    await after(() => void stream().submit({ topic: 'a' }));
    rerender(<View onFinish={({ status }) => finished.push(`second ${status}`)} />);
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(finished).toEqual(['second complete']);
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => stream().stop());
    expect(finished).toEqual(['second complete', 'second stopped']);
  });

  test('opens with the transport of the latest render', async () => {
    const later = createManualTransport<Input>();
    const { transport, View, stream } = setUp();
    const { rerender } = renderWithCache(<View />);
    rerender(<View transport={later} />);
    await after(() => void stream().submit({ topic: 'a' }));
    expect([transport.calls.length, later.calls.length]).toEqual([0, 1]);
  });

  test('keeps the identity of its functions through renders, runs and keys', async () => {
    const { transport, View, stream } = setUp();
    const { rerender } = renderWithCache(<View />);
    const { submit, stop, reset, retry } = stream();
    await after(() => void submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"x'));
    rerender(<View id="other" />);
    expect([stream().submit, stream().stop, stream().reset, stream().retry]).toEqual([
      submit,
      stop,
      reset,
      retry,
    ]);
  });

  test('is private to its component when nothing names it', async () => {
    const { transport, stream, View, shown } = setUp();
    const client = new QueryClient();
    function Two() {
      const named = { transport, schema: Report, scheduler: nextTask };
      const a = useInstantStream<Report, Input>(named);
      return <p data-testid="other">{a.status}</p>;
    }
    renderWithCache(
      <>
        <Two />
        <View />
      </>,
      { client },
    );
    await after(() => void stream().submit({ topic: 'a' }));
    expect(shown()).toEqual(['connecting:']);
    expect(screen.getByTestId('other').textContent).toBe('idle');
  });

  test('without api and transport watches the run of its key, and cannot submit', async () => {
    const { transport, View, stream } = setUp();
    function Viewer() {
      const { partial } = useInstantStream<Report>({ id: 'report', scheduler: nextTask });
      return <p data-testid="viewer">{partial?.title}</p>;
    }
    function Nowhere() {
      const { submit, error } = useInstantStream({ id: 'nowhere' });
      return <button onClick={() => void submit({})}>{error?.code ?? 'go'}</button>;
    }
    renderWithCache(
      <>
        <Viewer />
        <View />
        <Nowhere />
      </>,
    );
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    expect(screen.getByTestId('viewer').textContent).toBe('Half');
    await after(() => screen.getByText('go').click());
    expect(screen.getByText('invalid-option')).toBeDefined();
  });
});

describe('a declared input', () => {
  test('starts by itself, once under StrictMode', async () => {
    const { transport, View, shown } = setUp({ input: { topic: 'a' } });
    renderWithCache(<View />, { isStrict: true });
    await settle();
    expect(transport.calls).toHaveLength(1);
    expect(transport.last.signal.aborted).toBe(false);
    await after(() => transport.last.push('{"title":"Half'));
    expect(shown()).toEqual(['streaming:Half']);
  });

  test('starts another run when its content changes, not when its identity does', async () => {
    const { transport, View, shown } = setUp();
    const { rerender } = renderWithCache(<View input={{ topic: 'a' }} />);
    await after(() => transport.last.push('{"title":"A'));
    rerender(<View input={{ topic: 'a' }} />);
    await settle();
    expect(transport.calls).toHaveLength(1);
    rerender(<View input={{ topic: 'b' }} />);
    expect(shown()).toEqual(['connecting:']);
    await settle();
    expect(transport.calls.map(({ input, signal }) => [input.topic, signal.aborted])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    await after(() => transport.last.push('{"title":"B'));
    expect(shown()).toEqual(['streaming:B']);
  });

  test('shows a finished answer again without asking', async () => {
    const { transport, View, shown } = setUp();
    const { rerender } = renderWithCache(<View input={{ topic: 'a' }} />);
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    rerender(<View input={{ topic: 'b' }} />);
    await settle();
    rerender(<View input={{ topic: 'a' }} />);
    await settle();
    expect(shown()).toEqual(['complete:Tides']);
    expect(transport.calls).toHaveLength(2);
  });

  test('waits while it is disabled', async () => {
    const { transport, View } = setUp({ input: { topic: 'a' } });
    const { rerender } = renderWithCache(<View enabled={false} />);
    await settle();
    expect(transport.calls).toHaveLength(0);
    rerender(<View enabled />);
    await settle();
    expect(transport.calls).toHaveLength(1);
  });

  test('starts again when it is mounted after an unmount cut it off', async () => {
    const { transport, View, shown } = setUp({ input: { topic: 'a' } });
    const { rerender } = renderWithCache(<View />);
    await after(() => transport.last.push('{"title":"Half'));
    rerender(<p />);
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
    rerender(<View />);
    await settle();
    expect(transport.calls).toHaveLength(2);
    await after(() => transport.last.push('{"title":"Whole'));
    expect(shown()).toEqual(['streaming:Whole']);
  });

  test('does not start again after it was stopped, failed or completed', async () => {
    const { transport, View, stream, shown } = setUp({ input: { topic: 'a' } });
    const { rerender } = renderWithCache(<View />);
    await settle();
    await after(() => stream().stop());
    rerender(<p />);
    await settle();
    rerender(<View />);
    await settle();
    expect(shown()).toEqual(['stopped:']);
    expect(transport.calls).toHaveLength(1);
  });
});

describe('components with one key', () => {
  test('share one run and one request', async () => {
    const { transport, View, shown } = setUp({ input: { topic: 'a' } });
    renderWithCache(
      <>
        <View />
        <View />
      </>,
    );
    await settle();
    expect(transport.calls).toHaveLength(1);
    await after(() => transport.last.push('{"title":"Half'));
    expect(shown()).toEqual(['streaming:Half', 'streaming:Half']);
  });

  test('abort the request when the last of them unmounts, not before', async () => {
    const { transport, View } = setUp({ input: { topic: 'a' } });
    const { rerender } = renderWithCache(
      <>
        <View key="1" />
        <View key="2" />
      </>,
    );
    await settle();
    rerender(<View key="2" />);
    await settle();
    expect(transport.last.signal.aborted).toBe(false);
    rerender(<p />);
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
  });

  test.each([false, true])(
    'tell the last of them once that unmounting ended the run (StrictMode: %s)',
    async (isStrict) => {
      const finished: string[] = [];
      const { transport, View } = setUp({ input: { topic: 'a' } });
      const onFinish: Options['onFinish'] = ({ reason, partial }) =>
        finished.push(`${reason} ${partial?.title}`);
      const { rerender } = renderWithCache(<View onFinish={onFinish} />, { isStrict });
      await settle();
      await after(() => transport.last.push('{"title":"Half'));
      rerender(<p />);
      await settle();
      await settle();
      expect(finished).toEqual(['stopped Half']);
      await after(() => transport.last.end());
      expect(finished).toEqual(['stopped Half']);
    },
  );

  test('hear nothing more when they had left before the run began', async () => {
    const finished: string[] = [];
    const { transport, View, stream } = setUp();
    const { rerender } = renderWithCache(<View onFinish={({ reason }) => finished.push(reason)} />);
    const { submit } = stream();
    rerender(<p />);
    await settle();
    await settle();
    await after(() => void submit({ topic: 'late' }));
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(finished).toEqual([]);
  });

  test('hand the run over when one unmounts and another mounts', async () => {
    const { transport, View, shown } = setUp({ input: { topic: 'a' } });
    const { rerender } = renderWithCache(<View key="1" />);
    await after(() => transport.last.push('{"title":"Half'));
    rerender(<View key="2" />);
    await settle();
    expect(transport.calls).toHaveLength(1);
    expect(transport.last.signal.aborted).toBe(false);
    expect(shown()).toEqual(['streaming:Half']);
  });

  test('are each told once that the run finished', async () => {
    const finished: string[] = [];
    const { transport, View } = setUp({ input: { topic: 'a' } });
    renderWithCache(
      <>
        <View onFinish={() => finished.push('one')} />
        <View onFinish={() => finished.push('two')} />
        <View />
      </>,
      { isStrict: true },
    );
    await settle();
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(finished).toEqual(['one', 'two']);
  });
});

describe('the query cache', () => {
  const KEY = ['fieldwise', 'report'];

  async function streaming() {
    const all = setUp();
    const { client, rerender, unmount } = renderWithCache(<all.View />);
    await after(() => void all.stream().submit({ topic: 'a' }));
    await after(() => all.transport.last.push('{"title":"Half'));
    return { ...all, client, rerender, unmount };
  }

  test('has the status and what arrived, at every flush', async () => {
    const { transport, client } = await streaming();
    expect(client.getQueryState(KEY)).toMatchObject({
      fetchStatus: 'fetching',
      data: { status: 'streaming', partial: { title: 'Half' }, runId: 1 },
    });
    await after(() => {
      transport.last.push(REPORT_TEXT.slice('{"title":"Tide'.length));
      transport.last.end();
    });
    expect(client.getQueryState(KEY)).toMatchObject({
      status: 'success',
      fetchStatus: 'idle',
      data: { status: 'complete', data: { title: 'Halfs', score: 7.5 } },
    });
  });

  test('is written once per flush, however many fields a flush completes', async () => {
    const { transport, client } = await streaming();
    const written: unknown[] = [];
    client.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'success')
        written.push(event.action.data);
    });
    const items = Array.from({ length: 100 }, () => '{"name":"moon","tags":["a"]}').join();
    await after(() => transport.last.push(`","score":1,"items":[${items}`));
    expect(written).toHaveLength(1);
    await after(() => {
      transport.last.push(']}');
      transport.last.end();
    });
    // Twice, but the second time as the fetch's result: the same object, so nobody who compares it sees a change.
    expect(written).toHaveLength(3);
    expect(written[2]).toBe(written[1]);
    expect(client.getQueryData(KEY)).toBe(written[1]);
  });

  test('is read by useQuery like any query', async () => {
    const { transport, View, stream } = setUp();
    function Watcher() {
      const { data } = useQuery<{ partial?: { title?: string } }>({
        queryKey: KEY,
        queryFn: skipToken,
      });
      return <p data-testid="watcher">{data?.partial?.title}</p>;
    }
    renderWithCache(
      <>
        <View />
        <Watcher />
      </>,
    );
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    expect(screen.getByTestId('watcher').textContent).toBe('Half');
  });

  test('stops the run by cancelQueries', async () => {
    const { transport, client, shown } = await streaming();
    await act(() => client.cancelQueries({ queryKey: KEY }));
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
    expect(shown()).toEqual(['stopped:Half']);
  });

  test('asks again by refetchQueries and invalidateQueries, with the last input', async () => {
    const { transport, client, shown } = await streaming();
    await after(() => void client.refetchQueries({ queryKey: KEY }));
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    expect(shown()).toEqual(['complete:Tides']);
    await after(() => void client.invalidateQueries({ queryKey: KEY }));
    expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'a', 'a']);
    expect(shown()).toEqual(['connecting:']);
  });

  test('does not fetch what was never submitted', async () => {
    const { transport, View } = setUp();
    const { client } = renderWithCache(<View />);
    await act(() => client.invalidateQueries());
    await act(() => client.refetchQueries());
    expect(transport.calls).toHaveLength(0);
  });

  test('starts over by resetQueries', async () => {
    const { transport, client, shown } = await streaming();
    await after(() => void client.resetQueries({ queryKey: KEY }));
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    expect(shown()).toEqual(['connecting:']);
  });

  test('forgets the run by removeQueries: it is aborted, and the component is idle and usable', async () => {
    const { transport, client, stream, shown } = await streaming();
    act(() => client.removeQueries({ queryKey: KEY }));
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
    expect(shown()).toEqual(['idle:']);
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => transport.last.push('{"title":"B'));
    expect(shown()).toEqual(['streaming:B']);
    expect(client.getQueryState(KEY)).toMatchObject({ data: { partial: { title: 'B' } } });
  });

  test('runs what is submitted right after removeQueries', async () => {
    const { transport, client, stream, shown } = await streaming();
    await after(() => {
      client.removeQueries({ queryKey: KEY });
      void stream().submit({ topic: 'b' });
    });
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await after(() => transport.last.push('{"title":"B'));
    expect(shown()).toEqual(['streaming:B']);
  });

  test('does not ask again by itself for a declared answer that was removed', async () => {
    const { transport, View, shown } = setUp({ input: { topic: 'a' } });
    const { client } = renderWithCache(<View />);
    await settle();
    act(() => client.clear());
    await settle();
    expect(shown()).toEqual(['idle:']);
    expect(transport.calls).toHaveLength(1);
  });

  test('collects the answer some time after its last component left', async () => {
    const { transport, View } = setUp({ input: { topic: 'a' }, gcTime: 5 });
    const { client, unmount } = renderWithCache(<View />);
    await after(() => {
      transport.last.push(REPORT_TEXT);
      transport.last.end();
    });
    unmount();
    await vi.waitFor(() => expect(client.getQueryCache().getAll()).toEqual([]));
  });
});

describe('a component', () => {
  test('that only submits never renders while the answer streams', async () => {
    const transport = createManualTransport<Input>();
    const onRender = vi.fn<ProfilerOnRenderCallback>();
    function Asker() {
      const stream = useInstantStream<Report, Input>({
        transport,
        schema: Report,
        scheduler: nextTask,
      });
      return <button onClick={() => void stream.submit({ topic: 'a' })}>ask</button>;
    }
    renderWithCache(
      <Profiler id="asker" onRender={onRender}>
        <Asker />
      </Profiler>,
    );
    await after(() => screen.getByText('ask').click());
    for (const character of REPORT_TEXT) await after(() => transport.last.push(character));
    await after(() => transport.last.end());
    expect(onRender).toHaveBeenCalledTimes(1);
  });

  test('that reads the status renders when the status changes', async () => {
    const transport = createManualTransport<Input>();
    const statuses: string[] = [];
    function Status() {
      const { status, submit } = useInstantStream<Report, Input>({
        transport,
        schema: Report,
        scheduler: nextTask,
      });
      statuses.push(status);
      return <button onClick={() => void submit({ topic: 'a' })}>ask</button>;
    }
    renderWithCache(<Status />);
    await after(() => screen.getByText('ask').click());
    for (const character of REPORT_TEXT) await after(() => transport.last.push(character));
    await after(() => transport.last.end());
    expect(statuses).toEqual(['idle', 'connecting', 'streaming', 'complete']);
  });

  test('is not subscribed by whoever looks its stream through, as React in development does with a prop', async () => {
    const transport = createManualTransport<Input>();
    const statuses: string[] = [];
    function Parent() {
      const stream = useInstantStream<Report, Input>({
        transport,
        schema: Report,
        scheduler: nextTask,
      });
      statuses.push(stream.status);
      useEffect(() => void Object.values(stream), [stream]);
      return <button onClick={() => void stream.submit({ topic: 'a' })}>ask</button>;
    }
    renderWithCache(<Parent />);
    await after(() => screen.getByText('ask').click());
    for (const character of REPORT_TEXT) await after(() => transport.last.push(character));
    await after(() => transport.last.end());
    expect(statuses).toEqual(['idle', 'connecting', 'streaming', 'complete']);
  });

  test('reads the present value in an event handler it has never rendered', async () => {
    const transport = createManualTransport<Input>();
    const read: (string | undefined)[] = [];
    function Late() {
      const stream = useInstantStream<Report, Input>({
        transport,
        schema: Report,
        scheduler: nextTask,
      });
      return (
        <>
          <button onClick={() => void stream.submit({ topic: 'a' })}>ask</button>
          <button onClick={() => read.push(stream.partial?.title)}>read</button>
        </>
      );
    }
    renderWithCache(<Late />);
    await after(() => screen.getByText('ask').click());
    await after(() => transport.last.push('{"title":"Now'));
    await after(() => screen.getByText('read').click());
    await after(() => transport.last.push(' later'));
    await after(() => screen.getByText('read').click());
    expect(read).toEqual(['Now', 'Now later']);
  });

  test('that renders for its own reasons between two flushes sees one consistent state', async () => {
    const transport = createManualTransport<Input>();
    let flush = () => {};
    const scheduler = (given: () => void) => {
      flush = given;
      return () => {};
    };
    const seen: string[] = [];
    function View() {
      const [count, setCount] = useState(0);
      const stream = useInstantStream<Report, Input>({
        transport,
        schema: Report,
        scheduler,
        id: 'report',
        input: { topic: 'a' },
      });
      seen.push(`${count} ${stream.partial?.title}`);
      return (
        <>
          <button onClick={() => setCount(count + 1)}>count</button>
          <p data-testid="title">
            <StructuredField path="title" stream={stream} />
          </p>
        </>
      );
    }
    renderWithCache(<View />);
    await after(() => transport.last.push('{"title":"One'));
    await after(() => flush());
    await after(() => transport.last.push(' two'));
    await after(() => screen.getByText('count').click());
    expect(seen.at(-1)).toBe('1 One');
    expect(screen.getByTestId('title').textContent).toBe('One');
    await after(() => flush());
    expect(seen.at(-1)).toBe('1 One two');
    expect(screen.getByTestId('title').textContent).toBe('One two');
  });
});
