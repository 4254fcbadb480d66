import { act, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { createInstantParser } from 'fieldwise';
import { after, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { useWhen } from './index.js';

/** Work that ends when a test says so. */
function createWork() {
  const calls: {
    values: unknown;
    signal: AbortSignal;
    resolve: (data: string) => void;
    reject: (error: Error) => void;
  }[] = [];
  const fn = (values: readonly unknown[], { signal }: { signal: AbortSignal }) =>
    new Promise<string>((resolve, reject) => calls.push({ values, signal, resolve, reject }));
  return { calls, fn };
}

async function setUp({ isStrict = true } = {}) {
  const started = await startedRun();
  const { calls, fn } = createWork();
  let renders = 0;
  function Work({ note = '' }: { note?: string }) {
    const { status, data, error } = useWhen(
      ['title', 'score'],
      (values, context) => fn([...values, note], context),
      started.stream,
    );
    renders++;
    return <p>{`${status} ${data ?? ''}${error instanceof Error ? error.message : ''}`}</p>;
  }
  const rendered = renderWithCache(<Work />, { isStrict });
  return { ...started, ...rendered, calls, Work, renders: () => renders };
}

const shown = () => screen.getByRole('paragraph').textContent;

describe('work that depends on fields', () => {
  test('begins when the last of them is complete, while the rest still streams', async () => {
    const { call, calls, run } = await setUp();
    await after(() => call.push('{"score":7,"title":"Ti'));
    expect([shown(), calls.length]).toEqual(['waiting ', 0]);
    await after(() => call.push('des","items":[{'));
    expect(shown()).toBe('running ');
    expect(calls.map(({ values }) => values)).toEqual([['Tides', 7, '']]);
    await after(() => calls[0]?.resolve('done'));
    expect([shown(), run.getSnapshot().status]).toEqual(['success done', 'streaming']);
  });

  test('is done once in StrictMode, also where the fields are there already', async () => {
    const started = await startedRun();
    await after(() => started.call.push('{"title":"T","items":[]'));
    const { calls, fn } = createWork();
    function Work() {
      return <p>{useWhen(['title', 'items'], fn, started.stream).status}</p>;
    }
    renderWithCache(<Work />, { isStrict: true });
    await settle();
    expect([calls.length, calls[0]?.signal.aborted, shown()]).toEqual([1, false, 'running']);
  });

  test('is not begun again by other fields, other renders, another function or the end', async () => {
    const { call, calls, rerender, Work, run } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    rerender(<Work note="b" />);
    await after(() => call.push('"items":[]}'));
    await after(() => run.stop());
    expect([calls.length, calls[0]?.signal.aborted]).toEqual([1, false]);
    await after(() => calls[0]?.resolve('done'));
    expect(shown()).toBe('success done');
  });

  test('is begun by the function of the latest render', async () => {
    const { call, calls, rerender, Work } = await setUp();
    rerender(<Work note="newest" />);
    await after(() => call.push('{"score":7,"title":"T",'));
    expect(calls.map(({ values }) => values)).toEqual([['T', 7, 'newest']]);
  });

  test('is aborted by a restart and begun again by its fields; the first comes to nothing', async () => {
    const { call, calls, run, transport } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    await after(() => void run.submit('again'));
    expect([calls[0]?.signal.aborted, shown()]).toEqual([true, 'waiting ']);
    await after(() => calls[0]?.resolve('late'));
    expect(shown()).toBe('waiting ');
    await after(() => transport.last.push('{"score":7,"title":"T",'));
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await after(() => calls[1]?.resolve('second'));
    expect(shown()).toBe('success second');
  });

  test('is aborted when one of its fields is replaced, and not by one that is written again as it was', async () => {
    const { call, calls } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    await after(() => call.push('"score":7,'));
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([false]);
    await after(() => call.push('"score":8,'));
    expect(calls.map(({ values, signal }) => [values, signal.aborted])).toEqual([
      [['T', 7, ''], true],
      [['T', 8, ''], false],
    ]);
  });

  describe('of a field that is asked for anew', () => {
    async function retrying() {
      const all = await setUp();
      await after(() => all.call.push('{"score":7,"title":"T","items":[]}'));
      await after(() => all.call.end());
      await after(() => all.calls[0]?.resolve('done'));
      await after(() => void all.run.retryField('title'));
      await vi.waitFor(() => expect(all.transport.calls).toHaveLength(2));
      expect([shown(), all.calls.length]).toEqual(['success done', 1]);
      return all;
    }

    test('is not begun again by an equal value', async () => {
      const { transport, calls, run } = await retrying();
      await after(() => transport.last.push('{"title":"T"'));
      await vi.waitFor(() => expect(run.getField('title').isRetrying).toBe(false));
      await settle();
      expect([shown(), calls.length, calls[0]?.signal.aborted]).toEqual(['success done', 1, false]);
    });

    test('is not begun again by a failure', async () => {
      const { transport, calls, run } = await retrying();
      await after(() => transport.last.fail(new Error('cable')));
      await vi.waitFor(() => expect(run.getField('title').error).toBeDefined());
      await settle();
      expect([shown(), calls.length, calls[0]?.signal.aborted]).toEqual(['success done', 1, false]);
    });

    test('is aborted and begun again by another value', async () => {
      const { transport, calls } = await retrying();
      await after(() => transport.last.push('{"title":"U"'));
      await vi.waitFor(() => expect(calls).toHaveLength(2));
      expect(calls.map(({ values, signal }) => [values, signal.aborted])).toEqual([
        [['T', 7, ''], true],
        [['U', 7, ''], false],
      ]);
    });
  });

  describe('of values that are withdrawn by another attempt', () => {
    async function renewed() {
      const all = await setUp();
      await after(() => all.call.push('{"score":7,"title":"T",'));
      await after(() => all.call.renew());
      expect([shown(), all.calls[0]?.signal.aborted]).toEqual(['waiting ', false]);
      return all;
    }

    test('goes on unseen, and is seen as it stands when they come again', async () => {
      const { call, calls } = await renewed();
      await after(() => call.push('{"title":"T","sc'));
      expect(shown()).toBe('waiting ');
      await after(() => call.push('ore":7,'));
      expect(shown()).toBe('running ');
      await after(() => call.renew());
      await after(() => calls[0]?.resolve('done'));
      expect(shown()).toBe('waiting ');
      await after(() => call.push('{"title":"T","score":7,'));
      expect([shown(), calls.length]).toEqual(['success done', 1]);
    });

    test('is aborted and begun again by others, and aborted where none come', async () => {
      const { call, calls } = await renewed();
      await after(() => call.push('{"title":"U","score":7,'));
      expect(calls.map(({ values, signal }) => [values, signal.aborted])).toEqual([
        [['T', 7, ''], true],
        [['U', 7, ''], false],
      ]);
      await after(() => call.renew());
      await after(() => call.fail(new Error('cable')));
      expect([shown(), calls[1]?.signal.aborted]).toEqual(['waiting ', true]);
    });

    test('is aborted when its component unmounts', async () => {
      const { calls, unmount } = await renewed();
      act(() => unmount());
      expect(calls[0]?.signal.aborted).toBe(true);
    });
  });

  describe('of an answer that is restored', () => {
    const KEPT = { title: 'T', score: 7, items: [{ name: 'a', tags: [] }] };
    const kept = (more: object = {}) => ({ ...structuredClone(KEPT), ...more });

    async function restored() {
      const started = await startedRun();
      const { calls, fn } = createWork();
      function Work() {
        return <p>{useWhen(['title', 'items'], fn, started.stream).status}</p>;
      }
      renderWithCache(<Work />);
      await after(() => started.run.restore({ data: kept(), runId: 3 }));
      expect(calls).toHaveLength(1);
      return { ...started, calls };
    }

    test('goes on where the values are equal', async () => {
      const { run, calls } = await restored();
      await after(() => run.restore({ data: kept(), runId: 3 }));
      await after(() => run.restore({ data: kept({ score: 8 }) }));
      expect(calls.map(({ signal }) => signal.aborted)).toEqual([false]);
    });

    test('is aborted and begun again by another value, and by another run', async () => {
      const { run, calls } = await restored();
      await after(() => run.restore({ data: kept({ title: 'U' }), runId: 3 }));
      await after(() => run.restore({ data: kept({ title: 'U' }), runId: 4 }));
      expect(calls.map(({ values, signal }) => [values, signal.aborted])).toEqual([
        [['T', KEPT.items], true],
        [['U', KEPT.items], true],
        [['U', KEPT.items], false],
      ]);
    });

    test('is aborted where it is forgotten, or is not complete', async () => {
      const { run, calls } = await restored();
      await after(() => run.restore({ partial: { title: 'T' }, status: 'stopped', runId: 3 }));
      expect(calls.map(({ signal }) => signal.aborted)).toEqual([true]);
      await after(() => run.restore({ data: kept(), runId: 3 }));
      await after(() => run.reset());
      expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    });
  });

  test('is begun again by another run with the same values, also one that comes at once', async () => {
    const { call, calls, run, stream } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    const events = createInstantParser().feed('{"score":7,"title":"T"');
    const open = () => new Promise<never>(() => {});
    await after(() => void run.submit('b', { events, open }));
    expect(stream.run.getField('title')).toMatchObject({ value: 'T', isComplete: true });
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  test('is aborted when its component unmounts', async () => {
    const { call, calls, unmount } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    act(() => unmount());
    expect(calls[0]?.signal.aborted).toBe(true);
  });

  test('is never begun by a component that left in the same task', async () => {
    const started = await startedRun();
    await after(() => started.call.push('{"title":"T",'));
    const { calls, fn } = createWork();
    function Work() {
      return <p>{useWhen(['title'], fn, started.stream).status}</p>;
    }
    const { unmount } = renderWithCache(<Work />);
    unmount();
    await settle();
    expect(calls).toHaveLength(0);
  });

  test('tells its error, whether it threw or rejected', async () => {
    const { call, calls } = await setUp();
    await after(() => call.push('{"score":7,"title":"T",'));
    await after(() => calls[0]?.reject(new Error('no paint')));
    expect(shown()).toBe('error no paint');
    const other = await startedRun();
    function Throwing() {
      const fail = () => {
        throw new Error('at once');
      };
      const { error } = useWhen(['title'], fail, other.stream);
      return <b>{error instanceof Error && error.message}</b>;
    }
    renderWithCache(<Throwing />);
    await after(() => other.call.push('{"title":"T"'));
    expect(screen.getByText('at once')).toBeDefined();
  });

  test('waits for ever for a field that is invalid or missing', async () => {
    const { call, calls } = await setUp();
    await after(() => {
      call.push('{"title":"T","score":"much"}');
      call.end();
    });
    expect([shown(), calls.length]).toEqual(['waiting ', 0]);
  });

  test('renders only when it begins and ends', async () => {
    const { call, calls, renders } = await setUp({ isStrict: false });
    for (const letter of '{"score":7,"title":"Tides","it') await after(() => call.push(letter));
    await after(() => calls[0]?.resolve('done'));
    expect(renders()).toBe(3);
  });

  test('leaves no listener on the run', async () => {
    const { run, stream } = await startedRun();
    const leave = vi.fn<() => void>();
    vi.spyOn(run, 'subscribeField').mockImplementation(() => leave);
    function Work() {
      return <p>{useWhen(['title', 'score'], () => 1, stream).status}</p>;
    }
    const { unmount } = renderWithCache(<Work />);
    expect(leave).not.toHaveBeenCalled();
    unmount();
    expect(leave).toHaveBeenCalledTimes(2);
  });
});
