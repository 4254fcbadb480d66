import { QueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import { Profiler, Suspense, useEffect } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import { after, nextTask, renderWithCache, settle } from '../../tests/support/react-harness.js';
import { startedRun } from '../../tests/support/started-run.js';
import { z } from 'zod';
// Loaded ahead, so that no test waits for a module.
import '../client/amendments.js';
import {
  FieldBoundary,
  StructuredField,
  useFieldState,
  useFieldValue,
  useInstantStream,
} from './index.js';
import type { InstantStream, UseInstantStreamOptions } from './index.js';

const WRONG = '{"title":"Tides","score":"much","items":[{"name":"moon","tags":[]}]}';

async function answered() {
  const started = await startedRun();
  await after(() => {
    started.call.push(WRONG);
    started.call.end();
  });
  return started;
}

describe('a field that is asked for anew', () => {
  test('renders alone: no other field does', async () => {
    const { stream, transport } = await answered();
    const renders: string[] = [];
    const counted = (path: 'title' | 'score' | 'items[0].name') => (
      <Profiler id={path} onRender={(id) => void renders.push(id)}>
        <StructuredField path={path} stream={stream} as="output">
          {(field) => (
            <>
              {field.isRetrying ? 'again: ' : ''}
              {JSON.stringify(field.value)} {field.error?.code}
              {field.status === 'invalid' && (
                <button onClick={() => void field.retry()}>Ask again</button>
              )}
            </>
          )}
        </StructuredField>
      </Profiler>
    );
    const { container } = renderWithCache(
      <>
        {counted('title')}
        {counted('score')}
        {counted('items[0].name')}
      </>,
    );
    renders.length = 0;
    const score = container.querySelector('[data-field=score]');
    await after(() => screen.getByRole('button').click());
    expect(score?.textContent).toBe('again: "much" ');
    expect(score?.getAttribute('aria-busy')).toBe('true');
    expect(transport.last.path).toBe('score');
    await after(() => transport.last.push('{"score":7,'));
    expect(score?.textContent).toBe('7 ');
    expect(score?.getAttribute('data-status')).toBe('complete');
    expect(renders).toEqual(['score', 'score']);
    expect(stream.run.getSnapshot().data?.score).toBe(7);
  });

  test('says what it is up to without its value', async () => {
    const { stream, transport } = await answered();
    const seen: string[] = [];
    function State() {
      const { status, isRetrying, error, retry } = useFieldState('score', stream);
      seen.push(`${status} ${isRetrying} ${error?.code}`);
      return <button onClick={() => void retry()}>Ask again</button>;
    }
    renderWithCache(<State />);
    await after(() => screen.getByRole('button').click());
    await after(() => transport.last.push('{"score":"little",'));
    expect(seen).toEqual([
      'invalid false undefined',
      'pending true undefined',
      'invalid false invalid-output',
    ]);
  });

  test('is what a boundary can ask for', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { stream, transport } = await answered();
    const Score = () => <b>{useFieldValue('score', stream)}</b>;
    const { container } = renderWithCache(
      <FieldBoundary
        path="score"
        stream={stream}
        fallback={({ retryField }) => <button onClick={retryField}>Ask again</button>}
      >
        <Suspense fallback="…">
          <Score />
        </Suspense>
      </FieldBoundary>,
    );
    await after(() => screen.getByRole('button').click());
    expect(container.textContent).toBe('…');
    await after(() => transport.last.push('{"score":7,'));
    expect(container.textContent).toBe('7');
    vi.restoreAllMocks();
  });
});

describe('a stream', () => {
  const Note = z.object({ title: z.string().max(5), text: z.string() });
  type Note = z.output<typeof Note>;
  const TEXT = '{"title":"Far too long","text":"t"}';

  function setUp(
    options: Partial<UseInstantStreamOptions<Note, string>> = {},
    client = new QueryClient(),
  ) {
    const transport = createManualTransport<string>();
    const seen: { stream?: InstantStream<Note, string> } = {};
    function Page() {
      const stream = useInstantStream<Note, string>({
        transport,
        schema: Note,
        scheduler: nextTask,
        queryKey: ['note'],
        ...options,
      });
      useEffect(() => {
        seen.stream = stream;
      });
      return <p>{`${stream.status} ${stream.data?.title} ${stream.error?.code}`}</p>;
    }
    const rendered = renderWithCache(<Page />, { client });
    return { ...rendered, transport, stream: () => seen.stream! };
  }

  test('asks onInvalid, and is not over before what it wants is there', async () => {
    const onInvalid = vi.fn<NonNullable<UseInstantStreamOptions<Note, string>['onInvalid']>>(
      () => 'retry',
    );
    const { container, transport, stream } = setUp({ onInvalid });
    await after(() => void stream().submit('a'));
    await after(() => {
      transport.last.push(TEXT);
      transport.last.end();
    });
    expect(onInvalid.mock.calls.map(([{ path, value }]) => [path, value])).toEqual([
      ['title', 'Far too long'],
    ]);
    expect(container.textContent).toBe('streaming undefined undefined');
    expect(transport.last).toMatchObject({ input: 'a', path: 'title' });
    await after(() => transport.last.push('{"title":"Sea"'));
    expect(container.textContent).toBe('complete Sea undefined');
  });

  test('leaves what was asked for anew in the cache', async () => {
    const { container, transport, stream, client } = setUp();
    await after(() => void stream().submit('a'));
    await after(() => {
      transport.last.push(TEXT);
      transport.last.end();
    });
    expect(container.textContent).toBe('error undefined invalid-output');
    await after(() => void stream().run.retryField('title'));
    await after(() => transport.last.push('{"title":"Sea"'));
    expect(container.textContent).toBe('complete Sea undefined');
    expect(client.getQueryState(['note'])).toMatchObject({
      status: 'success',
      error: null,
      data: { status: 'complete', data: { title: 'Sea', text: 't' } },
    });
  });

  test.each([
    [undefined, 'declared'],
    ['kept', 'kept'],
  ])('of an answer that came with the cache, and the input %s, sends %s', async (kept, sent) => {
    const client = new QueryClient();
    const data = { title: 'Sea', text: 't' };
    const answer = { version: 1, status: 'complete', partial: data, data, runId: 1, input: kept };
    client.setQueryData(['note', 'declared'], answer);
    const { transport, stream } = setUp({ input: 'declared' }, client);
    await after(() => void stream().run.retryField('title'));
    expect(transport.last).toMatchObject({ path: 'title', input: sent });
    await after(() => transport.last.push('{"title":"Bay"'));
    expect(stream().run.getSnapshot().data?.title).toBe('Bay');
  });

  test('ends a retry with its last component', async () => {
    const { transport, stream, unmount } = setUp();
    await after(() => void stream().submit('a'));
    await after(() => {
      transport.last.push(TEXT);
      transport.last.end();
    });
    await after(() => void stream().run.retryField('title'));
    expect(transport.last.signal.aborted).toBe(false);
    act(() => unmount());
    await settle();
    expect(transport.last.signal.aborted).toBe(true);
  });
});
