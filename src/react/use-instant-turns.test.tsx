import { dehydrate, type DehydratedState, hydrate, QueryClient } from '@tanstack/react-query';
import { act, cleanup } from '@testing-library/react';
import { Profiler, useEffect, type ProfilerOnRenderCallback } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { instantEvents } from 'fieldwise';
import { toInstantResponse } from 'fieldwise/server';
import { createManualTransport } from '../../tests/support/manual-transport.js';
import {
  after,
  nextTask,
  renderWithCache,
  REPORT_TEXT,
  Report,
  settle,
} from '../../tests/support/react-harness.js';
import type { Input } from '../../tests/support/stream-view.js';
import { StructuredText, useInstantTurns } from './index.js';
import type { InstantTurns, UseInstantTurnsOptions } from './index.js';

/** A page of turns: each one's input, status, and title as a field. */
function setUpTurns(options: UseInstantTurnsOptions<Report, Input> = {}) {
  const transport = createManualTransport<Input>();
  const seen: { chat?: InstantTurns<Report, Input> } = {};
  const renders = vi.fn<ProfilerOnRenderCallback>();
  const frames: string[] = [];
  function Page() {
    const chat = useInstantTurns<Report, Input>({
      ...(options.api === undefined && { transport }),
      schema: Report,
      scheduler: nextTask,
      id: 'chat',
      ...options,
    });
    useEffect(() => {
      seen.chat = chat;
    });
    frames.push(chat.turns.map(({ input }) => input.topic).join());
    return (
      <Profiler id="page" onRender={renders}>
        {chat.turns.map((turn) => (
          <p key={turn.index}>
            {turn.input.topic}={turn.status}:
            <StructuredText path="title" stream={turn} missing="none" />
          </p>
        ))}
      </Profiler>
    );
  }
  const chat = () => {
    if (!seen.chat) throw new Error('Nothing was rendered.');
    return seen.chat;
  };
  const ask = (topic: string) => after(() => void chat().submit({ topic }));
  const answer = async (title: string) => {
    await after(() => transport.last.push(REPORT_TEXT.replace('Tides', title)));
    await after(() => transport.last.end());
  };
  return { transport, Page, chat, ask, answer, renders, frames };
}

const lines = (container: HTMLElement) =>
  [...container.querySelectorAll('p')].map(({ textContent }) => textContent);

test.each([false, true])(
  'a submit keeps the answer before, and its fields (StrictMode: %s)',
  async (isStrict) => {
    const { Page, ask, answer, transport, frames } = setUpTurns();
    const { container } = renderWithCache(<Page />, { isStrict });
    expect(lines(container)).toEqual([]);
    await ask('a');
    await answer('A');
    await ask('b');
    await after(() => transport.last.push('{"title":"B'));
    expect(lines(container)).toEqual(['a=complete:A', 'b=streaming:B']);
    await after(() => transport.last.push('ee'));
    await ask('c');
    await answer('C');
    expect(lines(container)).toEqual(['a=complete:A', 'b=stopped:Bee', 'c=complete:C']);
    expect([...new Set(frames)]).toEqual(['', 'a', 'a,b', 'a,b,c']);
  },
);

test('only the fields of the live turn render while it grows', async () => {
  const { Page, ask, answer, transport, renders } = setUpTurns();
  renderWithCache(<Page />);
  await ask('a');
  await answer('A');
  await ask('b');
  await after(() => transport.last.push('{"title":"B'));
  const before = renders.mock.calls.length;
  for (const text of ['b', 'c', 'd']) await after(() => transport.last.push(text));
  expect(renders.mock.calls.length).toBe(before);
});

test('retry answers the last turn anew, and clear forgets all', async () => {
  const { Page, ask, answer, chat, transport } = setUpTurns();
  const { container } = renderWithCache(<Page />);
  await ask('a');
  await answer('A');
  await ask('b');
  await after(() => transport.last.fail(new Error('cable')));
  expect(lines(container)).toEqual(['a=complete:A', 'b=error:none']);
  await after(() => void chat().stream.retry());
  await answer('B');
  expect(lines(container)).toEqual(['a=complete:A', 'b=complete:B']);
  await after(() => chat().clear());
  expect(lines(container)).toEqual([]);
  await ask('c');
  expect(lines(container)).toEqual(['c=connecting:']);
});

test('a turn that failed is kept with its error', async () => {
  const { Page, ask, chat, transport } = setUpTurns();
  renderWithCache(<Page />);
  await ask('a');
  await after(() => transport.last.fail(new Error('cable')));
  await ask('b');
  expect(chat().turns[0]?.error).toMatchObject({ kind: 'connection', code: 'connection-failed' });
  expect(chat().turns[0]?.error).not.toBeInstanceOf(Error);
  expect(chat().turns[1]?.error).toBeUndefined();
});

test('the body of a request is made of its input and the turns before it', async () => {
  const bodies: unknown[] = [];
  const fetch: typeof globalThis.fetch = (_, init) => {
    if (typeof init?.body === 'string') bodies.push(JSON.parse(init.body));
    return Promise.resolve(toInstantResponse(instantEvents([REPORT_TEXT])));
  };
  const { Page, ask, chat } = setUpTurns({
    api: '/api/chat',
    fetch,
    body: (input, turns) => ({
      ask: input.topic,
      before: turns.map((turn) => [turn.input.topic, turn.status, turn.data?.title]),
    }),
  });
  renderWithCache(<Page />);
  await ask('a');
  await ask('b');
  await after(() => void chat().stream.retry());
  const before = [['a', 'complete', 'Tides']];
  expect(bodies).toEqual([
    { ask: 'a', before: [] },
    { ask: 'b', before },
    { ask: 'b', before },
  ]);
});

test('turns are shared by their key, and go with the cache to another process', async () => {
  const { Page, ask, answer } = setUpTurns();
  const { client, container } = renderWithCache(
    <>
      <Page />
      <Page />
    </>,
  );
  await ask('a');
  await answer('A');
  await ask('b');
  await answer('B');
  const both = ['a=complete:A', 'b=complete:B'];
  expect(lines(container)).toEqual([...both, ...both]);
  const carried = JSON.parse(JSON.stringify(dehydrate(client))) as DehydratedState;
  const other = new QueryClient();
  hydrate(other, carried);
  const later = setUpTurns();
  const { container: second } = renderWithCache(<later.Page />, { client: other });
  await settle();
  expect(lines(second)).toEqual(both);
  expect(later.transport.calls).toHaveLength(0);
  await later.ask('c');
  expect(lines(second)).toEqual([...both, 'c=connecting:']);
});

test('submit and clear keep their identity', async () => {
  const { Page, ask, answer, chat } = setUpTurns();
  renderWithCache(<Page />);
  const { submit, clear } = chat();
  await ask('a');
  await answer('A');
  expect([chat().submit, chat().clear]).toEqual([submit, clear]);
});

test('a remount does not ask again for a turn whose first byte never came', async () => {
  const { Page, ask, transport } = setUpTurns();
  const { container, rerender } = renderWithCache(<Page />);
  await ask('a');
  rerender(<i />);
  await settle();
  expect(transport.last.signal.aborted).toBe(true);
  rerender(<Page />);
  await settle();
  expect(transport.calls).toHaveLength(1);
  expect(lines(container)).toEqual([]);
});

describe('a turn that failed and was kept', () => {
  const carry = (client: QueryClient) => {
    const other = new QueryClient();
    hydrate(other, JSON.parse(JSON.stringify(dehydrate(client))) as DehydratedState);
    return other;
  };
  const title = (container: HTMLElement) => container.querySelector('[data-field=title]');
  const isBusy = (container: HTMLElement) => title(container)?.hasAttribute('aria-busy');

  test('before its first byte is not busy, also in another process', async () => {
    const { Page, ask, answer, chat, transport } = setUpTurns();
    const { container, client, unmount } = renderWithCache(<Page />);
    await ask('a');
    await after(() => transport.last.fail(new Error('cable')));
    await ask('b');
    expect(lines(container)[0]).toBe('a=error:none');
    expect(title(container)?.getAttribute('data-status')).toBe('missing');
    expect(isBusy(container)).toBe(false);
    expect(chat().turns[0]?.run.getSnapshot()).toMatchObject({
      status: 'error',
      error: {
        kind: 'connection',
        code: 'connection-failed',
        message: chat().turns[0]?.error?.message,
      },
    });
    await answer('B');
    unmount();
    const later = setUpTurns();
    const { container: second } = renderWithCache(<later.Page />, { client: carry(client) });
    await settle();
    expect(lines(second)).toEqual(['a=error:none', 'b=complete:B']);
    expect(title(second)?.getAttribute('data-status')).toBe('missing');
    expect(isBusy(second)).toBe(false);
  });

  test.each([
    ['whole, and against its schema', '{"title":"A","score":"much","items":[]}'],
    ['in the middle', '{"title":"A","score":"much","it'],
  ])('%s has the fields it had', async (_, text) => {
    const { Page, ask, answer, chat, transport } = setUpTurns();
    const { client } = renderWithCache(<Page />);
    await ask('a');
    await after(() => {
      transport.last.push(text);
      if (text.endsWith('}')) transport.last.end();
      else transport.last.fail(new Error('cable'));
    });
    const paths = [[], ['title'], ['score'], ['items'], ['items', 0]];
    const state = () => {
      const run = chat().turns[0]!.run;
      return [run.getSnapshot().status, ...paths.map((path) => run.getField(path).status)];
    };
    const live = state();
    expect(live[0]).toBe('error');
    await ask('b');
    expect(state()).toEqual(live);
    await answer('B');
    cleanup();
    const later = setUpTurns();
    renderWithCache(<later.Page />, { client: carry(client) });
    await settle();
    const run = later.chat().turns[0]!.run;
    expect([run.getSnapshot().status, ...paths.map((path) => run.getField(path).status)]).toEqual(
      live,
    );
    expect(run.getSnapshot().error).toMatchObject({ ...later.chat().turns[0]?.error });
  });
});

test('a kept turn cannot be asked for anew: its fields stay, and say why', async () => {
  const { Page, ask, answer, chat, transport } = setUpTurns();
  const { container } = renderWithCache(<Page />);
  await ask('a');
  await answer('A');
  await ask('b');
  const { run } = chat().turns[0]!;
  await act(() => run.getField(['title']).retry());
  expect(run.getField(['title'])).toMatchObject({
    status: 'complete',
    value: 'A',
    isRetrying: false,
    error: { kind: 'usage', code: 'kept-turn' },
  });
  await act(() => run.retryField(['score']));
  expect(run.getField(['score']).error).toMatchObject({ code: 'kept-turn' });
  await expect(run.retry()).rejects.toMatchObject({ code: 'kept-turn' });
  await expect(run.submit(undefined as never)).rejects.toMatchObject({ code: 'kept-turn' });
  run.reset();
  expect(run.getSnapshot().status).toBe('complete');
  expect(lines(container)[0]).toBe('a=complete:A');
  expect(container.querySelector('[data-field=title]')?.hasAttribute('aria-busy')).toBe(false);
  expect(transport.calls).toHaveLength(2);
});

test.each(['cancelQueries', 'unmounting', 'a reload'])(
  'a turn cut off before its first byte does not show the one before twice (%s)',
  async (way) => {
    const { Page, ask, answer, chat, transport } = setUpTurns();
    const { client, container, rerender } = renderWithCache(<Page />);
    await ask('a');
    await answer('A');
    await ask('b');
    if (way === 'cancelQueries') await after(() => void client.cancelQueries());
    else rerender(<i />);
    await settle();
    const calls = transport.calls.length;
    if (way === 'unmounting') rerender(<Page />);
    if (way === 'a reload') {
      const other = new QueryClient();
      hydrate(other, dehydrate(client));
      const later = renderWithCache(<Page />, { client: other });
      await settle();
      expect(lines(later.container)).toEqual(['a=complete:A']);
      return;
    }
    await settle();
    expect(lines(container)).toEqual(['a=complete:A']);
    expect(transport.calls).toHaveLength(calls);
    await after(() => void chat().stream.retry());
    expect(lines(container)).toEqual(['a=complete:A', 'b=connecting:']);
  },
);
