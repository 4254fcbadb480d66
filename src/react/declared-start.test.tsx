import { dehydrate, hydrate, IsRestoringProvider, QueryClient } from '@tanstack/react-query';
import { act } from '@testing-library/react';
import { Component, startTransition, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { createServerAnswer } from 'fieldwise/server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  Report,
  REPORT_TEXT,
  settle,
} from '../../tests/support/react-harness.js';
import { useContinuedStream, useFieldValue, useInstantStream } from './index.js';
import type {
  HandOver,
  InstantReactError,
  InstantStream,
  StreamSource,
  UseInstantStreamOptions,
} from './index.js';

type Options = Partial<UseInstantStreamOptions<Report, string>>;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function Title({ stream }: { readonly stream: StreamSource<Report> }) {
  return <i>{useFieldValue('title', stream)}</i>;
}

/** A stream that declares its input, read by a child or by itself, all below one boundary. */
function setUp(given: Options = {}) {
  const transport = createManualTransport<string>();
  const seen: { stream?: InstantStream<Report, string> } = {};
  function useReport(options: Options) {
    const stream = useInstantStream<Report, string>({
      transport,
      schema: Report,
      scheduler: nextTask,
      id: 'report',
      input: 'a',
      ...given,
      ...options,
    });
    useEffect(() => {
      seen.stream = stream;
    });
    return stream;
  }
  function View(options: Options) {
    return <Title stream={useReport(options)} />;
  }
  function OwnReader(options: Options) {
    return <i>{useFieldValue('title', useReport(options))}</i>;
  }
  /** Reads nothing, and is mounted at once. */
  function Plain(options: Options) {
    useReport(options);
    return null;
  }
  const inputs = () => transport.calls.map(({ input }) => input);
  const stream = () => {
    if (!seen.stream) throw new Error('Nothing was rendered.');
    return seen.stream;
  };
  return { transport, View, OwnReader, Plain, inputs, stream };
}

const suspended = (children: ReactNode) => <Suspense fallback={<u>…</u>}>{children}</Suspense>;

const shown = () =>
  [...document.body.querySelectorAll('i, u, b')]
    .filter((element) => (element as HTMLElement).style.display !== 'none')
    .map((element) => element.textContent);

/** Shows the code of what was thrown. */
class Catcher extends Component<{ children: ReactNode }, { code?: string }> {
  override state: { code?: string } = {};
  static getDerivedStateFromError({ code }: { code: string }) {
    return { code };
  }
  override render() {
    return this.state.code === undefined ? this.props.children : <b>{this.state.code}</b>;
  }
}

describe.each([false, true])('one boundary above everything (StrictMode: %s)', (isStrict) => {
  test.each(['View', 'OwnReader'] as const)(
    'does not keep the input from being asked for, once: %s',
    async (name) => {
      const { transport, [name]: View } = setUp();
      renderWithCache(suspended(<View />), { isStrict });
      expect(shown()).toEqual(['…']);
      await settle();
      expect(transport.calls).toHaveLength(1);
      expect(shown()).toEqual(['…']);
      await after(() => transport.last.push(REPORT_TEXT));
      expect(shown()).toEqual(['Tides']);
      await after(() => transport.last.end());
      expect(transport.calls).toHaveLength(1);
      expect(transport.last.signal.aborted).toBe(false);
    },
  );

  test('is left to the components once they are mounted: the last of them ends the run', async () => {
    const { transport, View } = setUp();
    const { rerender } = renderWithCache(suspended(<View />), { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"Tides",'));
    expect(shown()).toEqual(['Tides']);
    rerender(<p />);
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
  });

  test('tells each callback once, of the render that counts', async () => {
    const told: string[] = [];
    const { transport, View } = setUp();
    const page = (name: string) =>
      suspended(
        <View
          onField={({ path }) => told.push(`${name} ${path}`)}
          onFinish={({ reason }) => told.push(`${name} ${reason}`)}
        />,
      );
    const { rerender } = renderWithCache(page('first'), { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"Tides",'));
    rerender(page('second'));
    await after(() => transport.last.push('"score":1,"items":[]}'));
    await after(() => transport.last.end());
    expect(told).toEqual([
      'first title',
      'second score',
      'second items',
      'second ',
      'second complete',
    ]);
  });

  test('asks again for what an unmount cut off, instead of failing because of that', async () => {
    const { transport, View, Plain } = setUp();
    const { rerender } = renderWithCache(<Plain />, { isStrict });
    await settle();
    await after(() => transport.last.push('{"score":1,'));
    rerender(<p />);
    await settle();
    rerender(suspended(<View />));
    await settle();
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await after(() => transport.last.push('{"title":"Tides",'));
    expect(shown()).toEqual(['Tides']);
  });

  test('that is suspended again by another input asks for that one', async () => {
    const { transport, View, inputs } = setUp();
    const { rerender } = renderWithCache(suspended(<View />), { isStrict });
    await settle();
    await after(() => transport.last.push('{"title":"A",'));
    rerender(suspended(<View input="b" />));
    await settle();
    expect(shown()).toEqual(['…']);
    expect(inputs()).toEqual(['a', 'b']);
    await after(() => transport.last.push('{"title":"B",'));
    expect(shown()).toEqual(['B']);
    await settle();
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe('below one boundary', () => {
  test('of two inputs, one after the other, the later one is shown', async () => {
    const { transport, View, inputs } = setUp();
    const { rerender } = renderWithCache(suspended(<View />));
    await settle();
    rerender(suspended(<View input="b" />));
    await settle();
    expect(inputs()).toEqual(['a', 'b']);
    const [first] = transport.calls;
    await after(() => first?.push('{"title":"A",'));
    expect(shown()).toEqual(['…']);
    await after(() => transport.last.push('{"title":"B",'));
    expect(shown()).toEqual(['B']);
  });

  test('an input that is held back is not asked for, until it is let go', async () => {
    const { View, inputs } = setUp();
    const { rerender } = renderWithCache(suspended(<View enabled={false} />));
    await settle();
    expect(inputs()).toEqual([]);
    rerender(suspended(<View />));
    await settle();
    expect(inputs()).toEqual(['a']);
  });

  test('an input that is held back before it was asked for is not asked for', async () => {
    const { View, inputs } = setUp();
    const { rerender } = renderWithCache(suspended(<View />));
    rerender(suspended(<View enabled={false} />));
    await settle();
    expect(inputs()).toEqual([]);
    rerender(suspended(<View />));
    await settle();
    expect(inputs()).toEqual(['a']);
  });

  test('a restored answer that was cut off, and is held back, is waited for until it is let go', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const before = setUp();
    const first = renderWithCache(<before.Plain />);
    await settle();
    await after(() => before.transport.last.push('{"score":1,'));
    const kept = dehydrate(first.client, { shouldDehydrateQuery: () => true });
    first.unmount();
    const client = new QueryClient();
    hydrate(client, JSON.parse(JSON.stringify(kept)));
    const { transport, OwnReader, stream } = setUp();
    const page = (enabled: boolean) => (
      <Catcher>{suspended(<OwnReader enabled={enabled} />)}</Catcher>
    );
    const { rerender } = renderWithCache(page(false), { client });
    await settle();
    expect([shown(), transport.calls.length]).toEqual([['…'], 0]);
    rerender(page(true));
    await settle();
    expect([shown(), transport.calls.length]).toEqual([['…'], 1]);
    await after(() => transport.last.push('{"title":"Tides",'));
    expect(shown()).toEqual(['Tides']);
    await after(() => void stream().retry());
    await after(() => stream().stop());
    expect(shown()).toEqual(['stopped-field']);
  });

  test('an input is asked for as the latest render declares it', async () => {
    const transport = createManualTransport<string>();
    const { View, inputs } = setUp();
    const { rerender } = renderWithCache(suspended(<View />));
    rerender(suspended(<View transport={transport} />));
    await settle();
    expect([inputs(), transport.calls.length]).toEqual([[], 1]);
  });

  test.each([false, true])(
    'an input that another component of the run holds back is asked for (StrictMode: %s)',
    async (isStrict) => {
      const { View, inputs } = setUp();
      const page = suspended(
        <>
          <View />
          <View enabled={false} />
        </>,
      );
      renderWithCache(page, { isStrict });
      await settle();
      await settle();
      expect(inputs()).toEqual(['a']);
    },
  );

  test('two components with inputs of their own, and two with one, ask once each', async () => {
    const { transport, View, inputs } = setUp();
    renderWithCache(
      suspended(
        <>
          <View />
          <View input="b" />
          <View />
        </>,
      ),
      { isStrict: true },
    );
    await settle();
    expect(inputs()).toEqual(['a', 'b']);
    for (const call of transport.calls) {
      await after(() => call.push(`{"title":"${call.input}",`));
    }
    expect(shown()).toEqual(['a', 'b', 'a']);
    expect(inputs()).toEqual(['a', 'b']);
  });

  test('a failure is thrown to the error boundary above, and not asked for again', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { transport, View } = setUp();
    renderWithCache(<Catcher>{suspended(<View />)}</Catcher>);
    await settle();
    await after(() => transport.last.fail(new Error('cable')));
    expect(shown()).toEqual(['connection-failed']);
    expect(transport.calls).toHaveLength(1);
  });

  test('a run that is reset, or removed from the cache, stays idle until someone submits', async () => {
    const { transport, View, stream, inputs } = setUp();
    const { client } = renderWithCache(suspended(<View />));
    await settle();
    await after(() => transport.last.push('{"title":"A",'));
    await after(() => stream().reset());
    expect([shown(), inputs()]).toEqual([['…'], ['a']]);
    await after(() => void stream().submit('b'));
    await after(() => transport.last.push('{"title":"B",'));
    expect([shown(), inputs()]).toEqual([['B'], ['a', 'b']]);
    await after(() => client.removeQueries());
    expect([shown(), inputs()]).toEqual([['…'], ['a', 'b']]);
  });

  test('what is being restored is waited for, and not asked for where it has the answer', async () => {
    const { View, inputs } = setUp();
    const client = new QueryClient();
    const page = (isRestoring: boolean) => (
      <IsRestoringProvider value={isRestoring}>{suspended(<View />)}</IsRestoringProvider>
    );
    const { rerender } = renderWithCache(page(true), { client });
    await settle();
    expect([shown(), inputs()]).toEqual([['…'], []]);
    const data: Report = JSON.parse(REPORT_TEXT);
    client.setQueryData(['fieldwise', 'report', 'a'], {
      version: 1,
      status: 'complete',
      partial: data,
      data,
    });
    rerender(page(false));
    await settle();
    expect([shown(), inputs()]).toEqual([['Tides'], []]);
  });

  test('a gcTime of 0 loses nothing before the component is mounted', async () => {
    const { transport, View } = setUp({ gcTime: 0 });
    renderWithCache(suspended(<View />), { isStrict: true });
    await settle();
    await after(() => transport.last.push('{"title":"A",'));
    expect(shown()).toEqual(['A']);
    expect(transport.calls).toHaveLength(1);
    expect(transport.last.signal.aborted).toBe(false);
  });

  test('a transition keeps what is on the screen, and asks for what comes', async () => {
    const { transport, View, inputs } = setUp();
    const go: { to?: (input: string) => void } = {};
    function Page() {
      const [input, setInput] = useState('');
      useEffect(() => {
        go.to = setInput;
      }, []);
      return suspended(input === '' ? <i>home</i> : <View input={input} />);
    }
    renderWithCache(<Page />, { isStrict: true });
    await after(() => startTransition(() => go.to?.('a')));
    expect([shown(), inputs()]).toEqual([['home'], ['a']]);
    await after(() => transport.last.push('{"title":"A",'));
    expect(shown()).toEqual(['A']);
    await after(() => startTransition(() => go.to?.('b')));
    expect([shown(), inputs()]).toEqual([['A'], ['a', 'b']]);
    await after(() => transport.last.push('{"title":"B",'));
    expect(shown()).toEqual(['B']);
  });

  test.each([false, true])(
    'an answer that was handed over is gone on with (StrictMode: %s)',
    async (isStrict) => {
      const end: { push?: (text: string) => void } = {};
      const source = new ReadableStream<string>({
        start: (controller) => void (end.push = (text) => controller.enqueue(text)),
      });
      const handOver: HandOver<Report> = createServerAnswer(source, { schema: Report }).handOver();
      const transport = createManualTransport();
      function Handed() {
        const report = useContinuedStream(handOver, {
          transport,
          schema: Report,
          scheduler: nextTask,
        });
        return <Title stream={report} />;
      }
      renderWithCache(suspended(<Handed />), { isStrict });
      await settle();
      expect(shown()).toEqual(['…']);
      await act(async () => end.push?.('{"title":"Tides",'));
      await settle();
      expect(shown()).toEqual(['Tides']);
      expect(transport.calls).toHaveLength(0);
    },
  );
});

describe('a run that only its component names', () => {
  const unnamed = { id: undefined as never };

  test('is found again by a component that is mounted', async () => {
    const { transport, inputs } = setUp();
    function Both({ input, isRead }: { readonly input: string; readonly isRead: boolean }) {
      const stream = useInstantStream<Report, string>({
        transport,
        schema: Report,
        scheduler: nextTask,
        input,
      });
      return isRead ? <Title stream={stream} /> : null;
    }
    const { rerender } = renderWithCache(suspended(<Both input="a" isRead={false} />));
    await settle();
    rerender(suspended(<Both input="b" isRead />));
    await settle();
    expect(inputs()).toEqual(['a', 'b']);
    await after(() => transport.last.push('{"title":"B",'));
    expect(shown()).toEqual(['B']);
  });

  test('is reported where it waits for itself, instead of asking with every render', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    const { View, inputs } = setUp(unnamed);
    renderWithCache(suspended(<View />));
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(inputs()).toEqual([]);
    // One of each render that was begun: React may begin it more than once.
    expect(new Set(reported.map((error) => (error as InstantReactError).code))).toEqual(
      new Set(['missing-key']),
    );
  });

  test('is not reported where its component is mounted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
    const { transport } = setUp();
    function Page() {
      return suspended(
        <Title
          stream={useInstantStream<Report, string>({ transport, schema: Report, input: 'a' })}
        />,
      );
    }
    renderWithCache(<Page />);
    await act(() => vi.advanceTimersByTimeAsync(5000));
    expect(transport.calls).toHaveLength(1);
    expect(reported).toEqual([]);
  });
});

describe('time', () => {
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  /** In small steps, because React renders at the end of each. */
  const passSlowly = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 10) await pass(10);
  };

  test('of a burst of inputs before anything is mounted, only the last is asked for, after the pause', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { transport, View, inputs } = setUp({ debounceMs: 100 });
    const { rerender } = renderWithCache(suspended(<View input="a" />));
    for (const input of ['ab', 'abc', 'abcd']) {
      await passSlowly(60);
      rerender(suspended(<View input={input} />));
    }
    await passSlowly(90);
    expect(inputs()).toEqual([]);
    await passSlowly(30);
    expect(inputs()).toEqual(['abcd']);
    await act(async () => transport.last.push('{"title":"Tides",'));
    await passSlowly(1000);
    expect([shown(), inputs()]).toEqual([['Tides'], ['abcd']]);
  });

  test('an input that comes back waits anew', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { View, inputs } = setUp({ debounceMs: 100 });
    const { rerender } = renderWithCache(suspended(<View input="a" />));
    await passSlowly(60);
    rerender(suspended(<View input="b" />));
    await passSlowly(1000);
    expect(inputs()).toEqual(['b']);
    rerender(suspended(<View input="a" />));
    await passSlowly(60);
    expect(inputs()).toEqual(['b']);
    await passSlowly(50);
    expect(inputs()).toEqual(['b', 'a']);
  });

  test('a page that takes longer to render than the pause asks all the same, once', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { transport, OwnReader, inputs } = setUp({ debounceMs: 50 });
    renderWithCache(suspended(<OwnReader />));
    // React renders at the end of each step, when more than the pause has passed once more.
    for (let step = 0; step < 12; step++) await pass(300);
    expect(inputs()).toEqual(['a']);
    await act(async () => transport.last.push('{"title":"A",'));
    await passSlowly(500);
    expect([shown(), inputs()]).toEqual([['A'], ['a']]);
  });

  test.each([false, true])(
    'a mounted component that is suspended goes on to what is typed then (StrictMode: %s)',
    async (isStrict) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const { transport, OwnReader, inputs } = setUp({ debounceMs: 100 });
      const page = (input: string) => <Catcher>{suspended(<OwnReader input={input} />)}</Catcher>;
      const { rerender, unmount } = renderWithCache(page('a'), { isStrict });
      await passSlowly(200);
      await act(async () => transport.last.push('{"title":"A",'));
      await passSlowly(1000);
      rerender(page('b'));
      await passSlowly(200);
      expect([shown(), inputs()]).toEqual([['…'], ['a', 'b']]);
      for (const input of ['bc', 'c']) {
        rerender(page(input));
        await passSlowly(60);
      }
      expect(inputs()).toEqual(['a', 'b']);
      await passSlowly(100);
      expect(inputs()).toEqual(['a', 'b', 'c']);
      await act(async () => transport.calls[1]?.fail(new Error('slow')));
      await act(async () => transport.last.push('{"title":"C",'));
      await passSlowly(500);
      expect(shown()).toEqual(['C']);
      rerender(page('d'));
      unmount();
      await passSlowly(500);
      expect(inputs()).toEqual(['a', 'b', 'c']);
    },
  );

  test('a mounted component waits once, not twice', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { transport, View, inputs } = setUp({ debounceMs: 100 });
    const { rerender } = renderWithCache(suspended(<View input="a" />));
    await passSlowly(110);
    await act(async () => transport.last.push('{"title":"A",'));
    await passSlowly(1000);
    rerender(suspended(<View input="b" />));
    await passSlowly(90);
    expect([shown(), inputs()]).toEqual([['A'], ['a']]);
    await passSlowly(20);
    expect([shown(), inputs()]).toEqual([['…'], ['a', 'b']]);
  });
});

describe('who still waits is found out by asking', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));
  const passSlowly = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) await pass(50);
  };

  describe.each([false, true])('(StrictMode: %s)', (isStrict) => {
    test.each(['View', 'OwnReader'] as const)(
      'a run is kept for as long as it is waited for: %s',
      async (name) => {
        const { transport, [name]: View } = setUp();
        renderWithCache(suspended(<View />), { isStrict });
        await passSlowly(20_000);
        expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([false]);
        await act(async () => transport.last.push('{"title":"Tides",'));
        await passSlowly(5000);
        expect([shown(), transport.calls.length]).toEqual([['Tides'], 1]);
        expect(transport.last.signal.aborted).toBe(false);
      },
    );

    test.each(['View', 'OwnReader'] as const)(
      'runs of inputs that were replaced are aborted: %s',
      async (name) => {
        const { transport, [name]: View, inputs } = setUp();
        const { rerender } = renderWithCache(suspended(<View />), { isStrict });
        for (const input of ['b', 'c', 'd']) {
          await pass(10);
          rerender(suspended(<View input={input} />));
        }
        await passSlowly(4000);
        expect(inputs()).toEqual(['a', 'b', 'c', 'd']);
        const aborted = () => transport.calls.map(({ signal }) => signal.aborted);
        expect(aborted()).toEqual([true, true, true, false]);
        await act(async () => transport.last.push('{"title":"D",'));
        await passSlowly(1000);
        expect(shown()).toEqual(['D']);
        expect(aborted()).toEqual([true, true, true, false]);
      },
    );

    test('so are those that a mounted component went through while it was suspended', async () => {
      const { transport, OwnReader, inputs } = setUp();
      const { rerender } = renderWithCache(suspended(<OwnReader />), { isStrict });
      await pass(10);
      await act(async () => transport.last.push('{"title":"A",'));
      await passSlowly(500);
      expect(shown()).toEqual(['A']);
      for (const input of ['b', 'c']) {
        rerender(suspended(<OwnReader input={input} />));
        await pass(10);
      }
      await passSlowly(4000);
      expect(inputs()).toEqual(['a', 'b', 'c']);
      // That of the first is still the mounted one's: what is hidden is not gone.
      expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([false, true, false]);
    });

    test('so is that of a page that was left before it was mounted', async () => {
      const { transport, OwnReader } = setUp();
      const { unmount } = renderWithCache(suspended(<OwnReader />), { isStrict });
      await passSlowly(1500);
      unmount();
      await passSlowly(4000);
      expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true]);
    });

    test.each(['{"tit', '{"score":1,', ''])(
      'when the last mounted component leaves, who waits asks anew (after %j)',
      async (text) => {
        const { transport, OwnReader, Plain } = setUp();
        const page = (isWhole: boolean) => (
          <>
            {suspended(<OwnReader />)}
            {isWhole && <Plain />}
          </>
        );
        const { rerender } = renderWithCache(page(true), { isStrict });
        await pass(10);
        if (text !== '') await act(async () => transport.last.push(text));
        await passSlowly(3000);
        expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([false]);
        rerender(page(false));
        await passSlowly(200);
        expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
        await act(async () => transport.last.push('{"title":"Tides",'));
        await passSlowly(500);
        expect([shown(), transport.calls.length]).toEqual([['Tides'], 2]);
      },
    );

    test('a component that starts nothing, mounted beside it, takes no start away', async () => {
      const { View, Plain, inputs } = setUp();
      const page = (
        <>
          {suspended(<View />)}
          <Plain enabled={false} />
        </>
      );
      renderWithCache(page, { isStrict });
      await passSlowly(100);
      expect(inputs()).toEqual(['a']);
    });
  });

  test('a mounted page is never rendered for it', async () => {
    const { transport } = setUp();
    const rendered = vi.fn<() => void>();
    function Counted({ stream }: { readonly stream: StreamSource<Report> }) {
      rendered();
      return <Title stream={stream} />;
    }
    function Page() {
      const stream = useInstantStream<Report, string>({
        transport,
        schema: Report,
        id: 'report',
        input: 'a',
      });
      return suspended(<Counted stream={stream} />);
    }
    renderWithCache(<Page />);
    await passSlowly(500);
    expect(rendered).toHaveBeenCalled();
    rendered.mockClear();
    await passSlowly(5000);
    expect(rendered).not.toHaveBeenCalled();
  });

  test('a component that has its field, and waits for something else, keeps its run', async () => {
    const { transport, OwnReader } = setUp();
    const other: { load?: () => void; isLoaded?: boolean } = {};
    const loaded = new Promise<void>((resolve) => {
      other.load = () => {
        other.isLoaded = true;
        resolve();
      };
    });
    function Other() {
      // oxlint-disable-next-line typescript/only-throw-error -- a thrown promise is how React 18 is told to wait
      if (!other.isLoaded) throw loaded;
      return null;
    }
    renderWithCache(
      suspended(
        <>
          <OwnReader />
          <Other />
        </>,
      ),
    );
    await pass(10);
    await act(async () => transport.last.push('{"title":"Tides",'));
    await passSlowly(10_000);
    await act(async () => other.load?.());
    await passSlowly(500);
    expect(shown()).toEqual(['Tides']);
    expect(transport.calls.map(({ signal }) => signal.aborted)).toEqual([false]);
  });

  test('such a run is ended after five minutes where nobody mounts it', async () => {
    const { transport, OwnReader } = setUp();
    const never = new Promise<void>(() => {});
    function Other(): never {
      // oxlint-disable-next-line typescript/only-throw-error -- a thrown promise is how React 18 is told to wait
      throw never;
    }
    const page = suspended(
      <>
        <OwnReader />
        <Other />
      </>,
    );
    const { rerender } = renderWithCache(page);
    await pass(10);
    await act(async () => transport.last.push('{"title":"Tides",'));
    rerender(<p />);
    await pass(290_000);
    expect(transport.last.signal.aborted).toBe(false);
    await pass(20_000);
    expect(transport.last.signal.aborted).toBe(true);
  });

  test('where React renders nothing for longer than that, what it cut off is asked for anew, with more patience', async () => {
    const { transport, OwnReader } = setUp();
    renderWithCache(suspended(<OwnReader />));
    await pass(10);
    // React renders at the end of each `act`, and not before.
    await pass(3000);
    await passSlowly(200);
    const aborted = () => transport.calls.map(({ signal }) => signal.aborted);
    expect(aborted()).toEqual([true, false]);
    await pass(3000);
    await passSlowly(200);
    expect(aborted()).toEqual([true, false]);
    await act(async () => transport.last.push('{"title":"Tides",'));
    await passSlowly(500);
    expect(shown()).toEqual(['Tides']);
  });
});
