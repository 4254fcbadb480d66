import { focusManager } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
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
import { setUp, type Input } from '../../tests/support/stream-view.js';
import { useInstantStream, type InstantStreamValues } from './index.js';

const FLAGS = [
  'isIdle',
  'isRunning',
  'isStreaming',
  'isComplete',
  'isStopped',
  'isError',
  'isPending',
  'isSuccess',
  'isFetching',
  'isLoading',
  'isRefetching',
] as const;

const raised = (stream: InstantStreamValues<unknown>) => FLAGS.filter((flag) => stream[flag]);

describe('the flags of a stream', () => {
  test('mean what TanStack Query means by them, through the life of a run', async () => {
    const { transport, View, stream } = setUp();
    renderWithCache(<View />);
    expect(raised(stream())).toEqual(['isIdle', 'isPending']);
    await after(() => void stream().submit({ topic: 'a' }));
    const loading = ['isPending', 'isFetching', 'isLoading'];
    expect(raised(stream())).toEqual(['isRunning', ...loading]);
    await after(() => transport.last.push(REPORT_TEXT));
    expect(raised(stream())).toEqual(['isRunning', 'isStreaming', ...loading]);
    await after(() => transport.last.end());
    expect(raised(stream())).toEqual(['isComplete', 'isSuccess']);
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => stream().stop());
    expect(raised(stream())).toEqual(['isStopped', 'isPending']);
    await after(() => void stream().submit({ topic: 'c' }));
    await after(() => transport.last.fail(new Error('cable')));
    expect(raised(stream())).toEqual(['isError']);
  });

  test('refetching is not loading: there is data to show', async () => {
    const { transport, View, stream } = setUp({ refetchMode: 'replace' });
    renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push(REPORT_TEXT));
    await after(() => transport.last.end());
    await after(() => void stream().submit({ topic: 'b' }));
    expect(raised(stream())).toEqual(['isRunning', 'isSuccess', 'isFetching', 'isRefetching']);
  });
});

test('a component that reads the progress of fields renders when that changes, and only then', async () => {
  const transport = createManualTransport<Input>();
  const seen: number[] = [];
  function Progress() {
    const { progress, submit } = useInstantStream<Report, Input>({
      transport,
      schema: Report,
      scheduler: nextTask,
    });
    seen.push(progress.fields);
    return <button onClick={() => void submit({ topic: 'a' })}>ask</button>;
  }
  renderWithCache(<Progress />);
  await after(() => screen.getByText('ask').click());
  await after(() => transport.last.push('{"title":"Tides","score":1,'));
  await after(() => transport.last.push('"items":[{'));
  await after(() => transport.last.send({ type: 'reasoning', delta: 'hm' }));
  expect(seen).toEqual([0, 2]);
});

test('automatic retries are counted, and end with the answer', async () => {
  const { transport, View, stream, shown } = setUp({ retry: 2, retryDelay: 0 });
  renderWithCache(<View />, { isStrict: true });
  await after(() => void stream().submit({ topic: 'a' }));
  await after(() => transport.last.fail(new Error('cable')));
  expect([stream().attempt, shown()]).toEqual([2, ['connecting:']]);
  await after(() => transport.last.push(REPORT_TEXT));
  await after(() => transport.last.end());
  expect([stream().attempt, shown()]).toEqual([2, ['complete:Tides']]);
  expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'a']);
});

test('onField of the latest render is told of each completed field, once', async () => {
  const told: string[] = [];
  const { transport, View, stream } = setUp({ onField: () => told.push('first') });
  const { rerender } = renderWithCache(<View />, { isStrict: true });
  await after(() => void stream().submit({ topic: 'a' }));
  rerender(<View onField={({ path }) => told.push(path)} />);
  await after(() => transport.last.push('{"title":"Tides","items":[{"name":"moon","tags":["a"]}'));
  expect(told).toEqual(['title', 'items[0].name', 'items[0].tags[0]', 'items[0].tags', 'items[0]']);
});

describe('a complete answer', () => {
  async function answered(options: Parameters<typeof setUp>[0]) {
    const all = setUp({ input: { topic: 'a' }, ...options });
    const rendered = renderWithCache(<all.View />);
    await settle();
    await after(() => all.transport.last.push(REPORT_TEXT));
    await after(() => all.transport.last.end());
    return { ...all, ...rendered };
  }
  const remount = async ({ rerender, View }: Awaited<ReturnType<typeof answered>>) => {
    rerender(<p />);
    await settle();
    rerender(<View />);
    await settle();
  };
  const refocus = async () => {
    await after(() => focusManager.setFocused(false));
    await after(() => focusManager.setFocused(true));
    focusManager.setFocused(undefined);
  };

  test('older than its staleTime is asked for again on mount', async () => {
    const now = vi.spyOn(Date, 'now');
    const all = await answered({ staleTime: 60_000 });
    await remount(all);
    expect(all.transport.calls).toHaveLength(1);
    now.mockReturnValue(Date.now() + 61_000);
    await remount(all);
    expect(all.transport.calls).toHaveLength(2);
    now.mockRestore();
  });

  test('is asked for again by focus only where that is asked for', async () => {
    const still = await answered({ staleTime: 0 });
    await refocus();
    expect(still.transport.calls).toHaveLength(1);
    still.unmount();
    const eager = await answered({ refetchOnWindowFocus: 'always', id: 'eager' });
    await refocus();
    expect(eager.transport.calls).toHaveLength(2);
  });
});
