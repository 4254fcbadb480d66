import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { screen } from '@testing-library/react';
import { Activity, Suspense, use, useLayoutEffect, type ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  REPORT_TEXT,
  settle,
} from '../../tests/support/react-harness.js';
import { setUp, type Input } from '../../tests/support/stream-view.js';
import { StructuredField, StructuredText, useFieldValue, useInstantStream } from './index.js';
import type { StreamSource } from './index.js';

const KEY: QueryKey = ['fieldwise', 'report'];
const DECLARED = { input: { topic: 'a' } };

describe('a hidden tree', () => {
  const hide = (isHidden: boolean, children: ReactNode) => (
    <Activity mode={isHidden ? 'hidden' : 'visible'}>{children}</Activity>
  );

  test('with the last component of a key aborts its run, and asks again when it is seen again', async () => {
    const { transport, View, shown } = setUp(DECLARED);
    const { rerender } = renderWithCache(hide(false, <View />), { isStrict: true });
    await after(() => transport.last.push('{"title":"Half'));
    rerender(hide(true, <View />));
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
    rerender(hide(false, <View />));
    await settle();
    expect(transport.calls).toHaveLength(2);
    await after(() => transport.last.push('{"title":"Whole'));
    expect(shown()).toEqual(['streaming:Whole']);
  });

  test('that is hidden from the start asks for nothing until it is seen', async () => {
    const { transport, View } = setUp(DECLARED);
    const { rerender } = renderWithCache(hide(true, <View />));
    await settle();
    expect(transport.calls).toHaveLength(0);
    rerender(hide(false, <View />));
    await settle();
    expect(transport.calls).toHaveLength(1);
  });

  test('asks for nothing until it is seen, also where a field below it is waited for', async () => {
    const transport = createManualTransport<string>();
    function Title({ stream }: { readonly stream: StreamSource<Report> }) {
      return useFieldValue('title', stream);
    }
    function Page() {
      const report = useInstantStream<Report, string>({
        transport,
        schema: Report,
        scheduler: nextTask,
        id: 'hidden',
        input: 'a',
      });
      return (
        <Suspense fallback="…">
          <Title stream={report} />
        </Suspense>
      );
    }
    const { rerender } = renderWithCache(hide(true, <Page />));
    await settle();
    expect(transport.calls).toHaveLength(0);
    rerender(hide(false, <Page />));
    await settle();
    expect(transport.calls).toHaveLength(1);
  });

  test('of fields follows nothing while hidden, and shows what arrived meanwhile when it is seen', async () => {
    const { transport, View, stream } = setUp(DECLARED);
    let renders = 0;
    const fields = (
      <>
        <StructuredField
          path="title"
          stream={{
            get run() {
              return stream().run;
            },
          }}
        >
          {({ value }) => {
            renders++;
            return <i data-testid="field">{String(value)}</i>;
          }}
        </StructuredField>
        <StructuredText
          path="title"
          stream={{
            get run() {
              return stream().run;
            },
          }}
          data-testid="text"
        />
      </>
    );
    const ui = (isHidden: boolean, hasFields = true) => (
      <>
        <View />
        {hasFields && hide(isHidden, fields)}
      </>
    );
    const { rerender } = renderWithCache(ui(false, false));
    await after(() => transport.last.push('{"title":"One'));
    rerender(ui(false));
    await settle();
    rerender(ui(true));
    await settle();
    const before = renders;
    await after(() => transport.last.push(' two'));
    await after(() => transport.last.push(' three'));
    expect(renders).toBe(before);
    rerender(ui(false));
    await settle();
    expect(screen.getByTestId('field').textContent).toBe('One two three');
    expect(screen.getByTestId('text').textContent).toBe('One two three');
    await after(() => transport.last.push(' four'));
    expect(screen.getByTestId('text').textContent).toBe('One two three four');
  });
});

describe('a suspended tree', () => {
  test('sends one request, of the render that was shown at last', async () => {
    const { transport, View, shown } = setUp(DECLARED);
    const discarded = createManualTransport<Input>();
    const never = new Promise<never>(() => {});
    const Suspended = () => use(never);
    const ui = (isFirst: boolean) => (
      <Suspense fallback="…">
        <View {...(isFirst && { transport: discarded })} />
        {isFirst && <Suspended />}
      </Suspense>
    );
    const { rerender, client } = renderWithCache(ui(true), { isStrict: true });
    await settle();
    expect(transport.calls).toHaveLength(0);
    rerender(ui(false));
    await settle();
    await after(() => transport.last.push(REPORT_TEXT));
    await after(() => transport.last.end());
    expect(shown()).toEqual(['complete:Tides']);
    await after(() => void client.refetchQueries());
    expect([discarded.calls.length, transport.calls.length]).toEqual([0, 2]);
  });
});

describe('another key', () => {
  test('while an answer streams aborts it; the key it had before has what arrived', async () => {
    const { transport, View, stream, shown } = setUp();
    const { rerender } = renderWithCache(<View />, { isStrict: true });
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    rerender(<View id="other" />);
    await settle();
    expect(shown()).toEqual(['idle:']);
    expect(transport.last.signal.aborted).toBe(true);
    await after(() => void stream().submit({ topic: 'b' }));
    await after(() => transport.last.push('{"title":"Other'));
    expect(shown()).toEqual(['streaming:Other']);
    rerender(<View />);
    await settle();
    expect(shown()).toEqual(['stopped:Half']);
  });
});

describe('whoever mounts later', () => {
  test('serves the refetches of an answer whose asker has gone', async () => {
    const { transport, View } = setUp(DECLARED);
    const later = createManualTransport<Input>();
    const { rerender, client } = renderWithCache(<View key="1" />);
    await after(() => transport.last.push(REPORT_TEXT));
    await after(() => transport.last.end());
    rerender(<p />);
    await settle();
    rerender(<View key="2" transport={later} />);
    await settle();
    await after(() => void client.refetchQueries());
    expect([transport.calls.length, later.calls.length]).toEqual([1, 1]);
  });
});

describe('a gcTime of 0', () => {
  test.each([false, true])(
    'forgets the answer with its last component (StrictMode: %s)',
    async (isStrict) => {
      const { transport, View, shown } = setUp({ ...DECLARED, gcTime: 0 });
      const client = new QueryClient();
      const { rerender } = renderWithCache(<View />, { client, isStrict });
      await settle();
      expect(transport.calls).toHaveLength(1);
      await after(() => transport.last.push('{"title":"Half'));
      expect(shown()).toEqual(['streaming:Half']);
      expect(client.getQueryData([...KEY, { topic: 'a' }])).toMatchObject({ status: 'streaming' });
      rerender(<p />);
      await settle();
      expect(transport.last.signal.aborted).toBe(true);
      expect(client.getQueryCache().getAll()).toEqual([]);
      rerender(<View />);
      await settle();
      expect(transport.calls).toHaveLength(2);
    },
  );

  test('does not lose a run that is collected between rendering and mounting', async () => {
    const { transport, View, shown } = setUp({ ...DECLARED, gcTime: 0 });
    const client = new QueryClient();
    /** What collection does, at the moment when it does most harm. */
    function Collector() {
      useLayoutEffect(() => {
        for (const query of client.getQueryCache().getAll()) client.getQueryCache().remove(query);
      }, []);
      return null;
    }
    renderWithCache(
      <>
        <View />
        <Collector />
      </>,
      { client },
    );
    await settle();
    await after(() => transport.last.push('{"title":"Half'));
    expect(shown()).toEqual(['streaming:Half']);
    expect(client.getQueryCache().getAll()).toHaveLength(1);
    expect(transport.calls).toHaveLength(1);
  });
});

describe('a remount of a run whose first byte never came', () => {
  test.each([false, true])(
    'asks nothing where nothing is declared (StrictMode: %s)',
    async (isStrict) => {
      const { transport, View, stream, shown } = setUp();
      const { rerender } = renderWithCache(<View />, { isStrict });
      await after(() => void stream().submit({ topic: 'a' }));
      rerender(<p />);
      await settle();
      expect(transport.last.signal.aborted).toBe(true);
      rerender(<View />);
      await settle();
      expect(shown()).toEqual(['idle:']);
      expect(transport.calls).toHaveLength(1);
      await after(() => void stream().retry());
      expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'a']);
    },
  );

  test.each([false, true])(
    'asks nothing where a declared input is held back (StrictMode: %s)',
    async (isStrict) => {
      const { transport, View, shown } = setUp(DECLARED);
      const { rerender } = renderWithCache(<View />, { isStrict });
      await settle();
      rerender(<p />);
      await settle();
      rerender(<View enabled={false} />);
      await settle();
      expect(shown()).toEqual(['idle:']);
      expect(transport.calls).toHaveLength(1);
    },
  );

  test.each([false, true])(
    'asks again where an input is declared (StrictMode: %s)',
    async (isStrict) => {
      const { transport, View, shown } = setUp(DECLARED);
      const { rerender } = renderWithCache(<View />, { isStrict });
      await settle();
      expect(transport.calls).toHaveLength(1);
      rerender(<p />);
      await settle();
      rerender(<View />);
      await settle();
      expect(shown()).toEqual(['connecting:']);
      expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    },
  );
});

describe('after an error', () => {
  test('a retry asks the same again, and the error is gone from the stream and from the cache', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />, { isStrict: true });
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => transport.last.push('{"title":"Half'));
    await after(() => transport.last.fail(new Error('cable')));
    expect(shown()).toEqual(['error:Half']);
    expect(client.getQueryState(KEY)?.status).toBe('error');
    await after(() => void stream().retry());
    expect(shown()).toEqual(['connecting:']);
    expect(stream().error).toBeUndefined();
    await after(() => transport.last.push(REPORT_TEXT));
    await after(() => transport.last.end());
    expect(transport.calls.map(({ input }) => input.topic)).toEqual(['a', 'a']);
    expect(shown()).toEqual(['complete:Tides']);
    expect(client.getQueryState(KEY)).toMatchObject({ status: 'success', error: null });
  });

  test('a remount shows it and asks nothing', async () => {
    const { transport, View, shown } = setUp(DECLARED);
    const { rerender } = renderWithCache(<View />);
    await after(() => transport.last.fail(new Error('cable')));
    rerender(<p />);
    await settle();
    rerender(<View />);
    await settle();
    expect(shown()).toEqual(['error:']);
    expect(transport.calls).toHaveLength(1);
  });
});

describe('cancelling before the first byte', () => {
  test('leaves a first run idle', async () => {
    const { transport, View, stream, shown } = setUp();
    const { client } = renderWithCache(<View />);
    await after(() => void stream().submit({ topic: 'a' }));
    await after(() => void client.cancelQueries({ queryKey: KEY }));
    expect(transport.last.signal.aborted).toBe(true);
    expect(shown()).toEqual(['idle:']);
    expect(client.getQueryState(KEY)).toMatchObject({ status: 'pending', fetchStatus: 'idle' });
  });

  test.each(['cancelQueries', 'unmounting'])(
    'a refetch brings the answer before back (%s)',
    async (way) => {
      const { transport, View, stream, shown } = setUp();
      const { client, rerender } = renderWithCache(<View />);
      await after(() => void stream().submit({ topic: 'a' }));
      await after(() => transport.last.push(REPORT_TEXT));
      await after(() => transport.last.end());
      await after(() => void client.refetchQueries({ queryKey: KEY }));
      expect(shown()).toEqual(['connecting:']);
      if (way === 'cancelQueries') {
        await after(() => void client.cancelQueries({ queryKey: KEY }));
      } else {
        rerender(<p />);
        await settle();
        rerender(<View />);
        await settle();
      }
      expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([false, true]);
      expect(shown()).toEqual(['complete:Tides']);
      expect(client.getQueryState(KEY)).toMatchObject({
        fetchStatus: 'idle',
        data: { status: 'complete', data: { title: 'Tides' } },
      });
    },
  );
});
