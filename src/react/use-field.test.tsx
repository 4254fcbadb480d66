import { describe, expect, test, vi } from 'vitest';
import { parsePath } from 'fieldwise';
import { after, renderWithCache, REPORT_TEXT } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { InstantStreamProvider, useField } from './index.js';

type Started = Awaited<ReturnType<typeof startedRun>>;

/** What a component shows of a field, and how often it did. */
function watch({ stream }: Started, path = 'title') {
  const seen: string[] = [];
  function Field({ of = path, from = stream }: { of?: string; from?: Started['stream'] }) {
    const { value, status } = useField(parsePath(of), from, { on: 'complete' });
    const text = `${status} ${JSON.stringify(value)}`;
    seen.push(text);
    return <p>{text}</p>;
  }
  return { Field, seen };
}

describe('useField with on: complete', () => {
  test('renders once, when the field is complete, however it came', async () => {
    const started = await startedRun();
    const { Field, seen } = watch(started);
    renderWithCache(<Field />);
    for (const text of ['{"ti', 'tle":"', 'Ti', 'd', 'es'])
      await after(() => started.call.push(text));
    expect(seen).toEqual(['pending undefined']);
    await after(() => started.call.push('","score":7'));
    expect(seen).toEqual(['pending undefined', 'complete "Tides"']);
    await after(() => started.call.push(',"items":[]}'));
    expect(seen).toHaveLength(2);
  });

  test('of a list waits for its last item', async () => {
    const started = await startedRun();
    const { Field, seen } = watch(started, 'items');
    renderWithCache(<Field />);
    await after(() => started.call.push('{"items":[{"name":"moon","tags":["a"]},'));
    await after(() => started.call.push('{"name":"sun","tags":[]}'));
    expect(seen).toEqual(['pending undefined']);
    await after(() => started.call.push(']'));
    expect(seen).toHaveLength(2);
    expect(seen.at(-1)).toMatch(/^complete .*sun/);
  });

  test('mounted in the middle of a field, and rendered again by its parent, shows nothing of it', async () => {
    const started = await startedRun();
    await after(() => started.call.push('{"title":"Ti'));
    const { Field, seen } = watch(started);
    const { rerender } = renderWithCache(<Field />);
    await after(() => started.call.push('des'));
    rerender(<Field />);
    expect(new Set(seen)).toEqual(new Set(['pending undefined']));
    expect(seen).toHaveLength(2);
  });

  test('renders when the run ends inside the field', async () => {
    const started = await startedRun();
    const { Field, seen } = watch(started);
    renderWithCache(<Field />);
    await after(() => started.call.push('{"title":"Ti'));
    await after(() => started.run.stop());
    expect(seen).toEqual(['pending undefined', 'incomplete "Ti"']);
  });

  test('renders when the field is left out, or does not fit', async () => {
    const started = await startedRun();
    const title = watch(started);
    const score = watch(started, 'score');
    renderWithCache(
      <>
        <title.Field />
        <score.Field />
      </>,
    );
    await after(() => started.call.push('{"score":"many","items":[]}'));
    await after(() => started.call.end());
    expect(title.seen).toEqual(['pending undefined', 'missing undefined']);
    expect(score.seen).toEqual(['pending undefined', 'invalid "many"']);
  });

  test('has nothing of the answer before once the next has begun', async () => {
    const started = await startedRun();
    const { Field, seen } = watch(started);
    renderWithCache(<Field />);
    await after(() => started.call.push('{"title":"One","score":1'));
    await after(() => void started.run.submit('b'));
    await after(() => started.transport.last.push('{"title":"T'));
    await after(() => started.transport.last.push('wo"'));
    expect(seen).toEqual([
      'pending undefined',
      'complete "One"',
      'pending undefined',
      'complete "Two"',
    ]);
  });

  test.each(['title', 'items[0].name', ''])(
    'mounted in the middle of “%s”, shows what stands in for it, as one does that was there before',
    async (path) => {
      const started = await startedRun({ refetchMode: 'replace' });
      const old = watch(started, path);
      const late = watch(started, path);
      const { rerender } = renderWithCache(<old.Field />);
      await after(() => {
        started.call.push(REPORT_TEXT);
        started.call.end();
      });
      const { length } = old.seen;
      await after(() => void started.run.submit('again'));
      expect(old.seen).toHaveLength(length + 1);
      await after(() => started.transport.last.push('{"items":[{"name":"mars'));
      if (path === 'title') await after(() => started.transport.last.push('"}],"title":"Ne'));
      rerender(
        <>
          <old.Field />
          <late.Field />
        </>,
      );
      expect(late.seen.at(-1)).toMatch(/^pending .*(Tides|moon)/);
      expect(late.seen.at(-1)).toBe(old.seen.at(-1));
      const renders = late.seen.length;
      await after(() => started.transport.last.push('x'));
      expect(late.seen).toHaveLength(renders);
      await after(() => started.run.stop());
      expect(late.seen.at(-1)).toMatch(/^incomplete .*(Nex|marsx)/);
      expect(late.seen.at(-1)).toBe(old.seen.at(-1));
    },
  );

  test('follows another path, and another run', async () => {
    const started = await startedRun();
    const other = await startedRun();
    await after(() => started.call.push('{"score":1,"title":"On'));
    await after(() => other.call.push('{"title":"Two","score":2'));
    const { Field, seen } = watch(started);
    const { rerender } = renderWithCache(<Field />);
    rerender(<Field of="score" />);
    rerender(<Field />);
    rerender(<Field from={other.stream} />);
    expect(seen).toEqual([
      'pending undefined',
      'complete 1',
      'pending undefined',
      'complete "Two"',
    ]);
  });

  test('reads the provider, as it does without', async () => {
    const started = await startedRun();
    function Title() {
      const title = useField<string>('title', { on: 'complete' });
      return <p>{title.isComplete ? title.value.toUpperCase() : '…'}</p>;
    }
    const { container } = renderWithCache(
      <InstantStreamProvider stream={started.stream}>
        <Title />
      </InstantStreamProvider>,
    );
    await after(() => started.call.push('{"title":"Tides'));
    expect(container.textContent).toBe('…');
    await after(() => started.call.push('"'));
    expect(container.textContent).toBe('TIDES');
  });

  test.each([{ on: 'start' }, {}, { until: 'complete' }])('refuses %o', async (options) => {
    const { stream } = await startedRun();
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    function Title() {
      return <p>{String(useField('title', stream, options as never).value)}</p>;
    }
    expect(() => renderWithCache(<Title />)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
    complain.mockRestore();
  });
});
