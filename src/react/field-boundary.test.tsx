import { act, screen } from '@testing-library/react';
import { Suspense } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { after, renderWithCache } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { FieldBoundary, useField, useFieldValue } from './index.js';
import type { FieldFailure } from './index.js';

beforeEach(() => {
  // React reports every error that a boundary catches.
  vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const nameOf = (error: unknown) =>
  error instanceof Error && ('code' in error ? String(error.code) : error.message);

const fallback = ({ error, value, retry, reset }: FieldFailure) => (
  <p>
    {`${String(nameOf(error))}: ${JSON.stringify(value)}`}
    <button onClick={retry}>retry</button>
    <button onClick={reset}>reset</button>
  </p>
);

async function setUp(render: (value: unknown) => string, isAwaited = false) {
  const started = await startedRun();
  const { stream } = started;
  function Live() {
    return <i>{render(useField('title', stream).value)}</i>;
  }
  function Awaited() {
    return <i>{render(useFieldValue('title', stream))}</i>;
  }
  const { container } = renderWithCache(
    <>
      <b>other </b>
      <FieldBoundary path="title" stream={stream} fallback={fallback}>
        <Suspense fallback="…">{isAwaited ? <Awaited /> : <Live />}</Suspense>
      </FieldBoundary>
    </>,
    { isStrict: true },
  );
  const shown = () => container.textContent?.replace('retryreset', '').replace('other ', '');
  return { ...started, shown };
}

const pickyAbout = (bad: string) => (value: unknown) => {
  if (value === bad) throw new Error(`not ${bad}`);
  return String(value);
};

describe('a renderer that throws', () => {
  test('is replaced by the fallback with the value before, and tried again when the field changes', async () => {
    const { call, shown } = await setUp(pickyAbout('Tid'));
    await after(() => call.push('{"title":"Ti'));
    expect(shown()).toBe('Ti');
    await after(() => call.push('d'));
    expect(shown()).toBe('not Tid: "Ti"');
    expect(screen.getByText('other')).toBeDefined();
    await after(() => call.push('es'));
    expect(shown()).toBe('Tides');
  });

  test('at its first value leaves none', async () => {
    const { call, shown } = await setUp(pickyAbout('Ti'));
    await after(() => call.push('{"title":"Ti'));
    expect(shown()).toBe('not Ti: undefined');
  });

  test('again and again keeps the last value that was shown', async () => {
    const { call, shown } = await setUp((value) => {
      if (String(value).includes('d')) throw new Error('d');
      return String(value);
    });
    for (const letters of ['{"title":"Ti', 'd', 'e', 's"']) await after(() => call.push(letters));
    expect(shown()).toBe('d: "Ti"');
  });

  test('is tried again when the run restarts, and keeps the value of the run before', async () => {
    const { call, run, transport, shown } = await setUp(pickyAbout('bad'));
    await after(() => call.push('{"title":"good"'));
    await after(() => void run.submit('again'));
    expect(shown()).toBe('undefined');
    await after(() => transport.last.push('{"title":"bad'));
    expect(shown()).toBe('not bad: "good"');
    await after(() => void run.submit('again'));
    expect(shown()).toBe('undefined');
  });

  test('because of another field is tried again when the run restarts', async () => {
    const { stream, run, call } = await startedRun();
    function Score() {
      return <i>{pickyAbout('7')(String(useField('score', stream).value))}</i>;
    }
    const { container } = renderWithCache(
      <FieldBoundary path="title" stream={stream} fallback={fallback}>
        <Score />
      </FieldBoundary>,
    );
    await after(() => call.push('{"score":7,'));
    expect(container.textContent).toContain('not 7');
    await after(() => call.push('"items":['));
    expect(container.textContent).toContain('not 7');
    await after(() => void run.submit('again'));
    expect(container.textContent).toBe('undefined');
  });

  test('is tried again on reset, with what is there', async () => {
    let isBroken = true;
    const { call, shown } = await setUp((value) => {
      if (isBroken && value === 'T') throw new Error('broken');
      return String(value);
    });
    await after(() => call.push('{"title":"T'));
    expect(shown()).toBe('broken: undefined');
    isBroken = false;
    act(() => screen.getByText('reset').click());
    expect(shown()).toBe('T');
  });
});

describe('a field that cannot be had', () => {
  test('because the run was stopped has what had arrived, and is asked for again by retry', async () => {
    const { call, run, transport, shown } = await setUp(String, true);
    await after(() => call.push('{"title":"Ti'));
    expect(shown()).toBe('…');
    await after(() => run.stop());
    expect(shown()).toBe('stopped-field: "Ti"');
    await after(() => screen.getByText('retry').click());
    expect([shown(), transport.calls.length]).toEqual(['…', 2]);
    await after(() => transport.last.push('{"title":"Tides"'));
    expect(shown()).toBe('Tides');
  });

  test('because its schema refused it has the last value that was complete', async () => {
    const { call, run, transport, shown } = await setUp(String, true);
    await after(() => call.push('{"title":"Tides"'));
    await after(() => void run.submit('again'));
    await after(() => transport.last.push('{"title":{"text":'));
    await after(() => transport.last.push('"x"}'));
    expect(shown()).toBe('invalid-field: "Tides"');
  });

  test('is another one when the path changes', async () => {
    const { stream, call } = await startedRun();
    function Value({ path }: { path: 'title' | 'score' }) {
      return <i>{String(useFieldValue(path, stream))}</i>;
    }
    const page = (path: 'title' | 'score') => (
      <FieldBoundary path={path} stream={stream} fallback={fallback}>
        <Suspense fallback="…">
          <Value path={path} />
        </Suspense>
      </FieldBoundary>
    );
    const { container, rerender } = renderWithCache(page('title'));
    await after(() => call.push('{"title":1,"score":2,'));
    expect(container.textContent).toContain('invalid-field: undefined');
    rerender(page('score'));
    expect(container.textContent).toBe('2');
  });
});
