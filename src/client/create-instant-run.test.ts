import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createManualTransport, END, setUpRun } from '../../tests/support/set-up-run.js';
import type { InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';
import { InstantClientError } from './error.js';
import type { KeptAnswer } from './run-snapshot.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('a run', () => {
  test('goes from idle over connecting and streaming to complete', async () => {
    const { run, last, frame, settle } = setUpRun();
    expect(run.getSnapshot()).toMatchObject({ status: 'idle', partial: undefined, runId: 0 });
    const finished = run.submit('a');
    expect(run.getSnapshot()).toMatchObject({ status: 'connecting', runId: 1 });
    last().text('{"title":"He');
    await frame();
    expect(run.getSnapshot()).toMatchObject({ status: 'streaming', partial: { title: 'He' } });
    last().text('y","items":[]}');
    last().send({ type: 'meta', model: 'm' }, { type: 'reasoning', delta: 'hm' }, END);
    await settle();
    const snapshot = await finished;
    expect(snapshot).toMatchObject({
      status: 'complete',
      data: { title: 'Hey', items: [] },
      meta: { model: 'm' },
      reasoning: 'hm',
      error: undefined,
    });
    expect(run.getSnapshot()).toBe(snapshot);
  });

  test.each([
    ['{"title":1,"items":[]}', '1 issue,'],
    ['{"title":1,"items":2}', '2 issues,'],
  ])('says of %s that it has %s', async (text, count) => {
    const schema = z.object({ title: z.string(), items: z.array(z.string()) });
    const { run, last, settle } = setUpRun({ schema });
    const finished = run.submit('a');
    last().text(text);
    last().send(END);
    await settle();
    expect((await finished).error?.message).toContain(`does not fit its schema: ${count} listed`);
  });

  test('opens nothing before it is submitted, and gives the input and a signal to its transport', () => {
    const { run, calls } = setUpRun();
    expect(calls).toEqual([]);
    void run.submit({ topic: 'fish' });
    expect(calls[0]).toMatchObject({ input: { topic: 'fish' }, signal: expect.any(AbortSignal) });
  });

  test.each([{}, { api: '/a', transport: createManualTransport().transport }])(
    'with neither or both of api and transport is refused at once',
    (options) => {
      expect(() => createInstantRun(options)).toThrow(
        expect.objectContaining({ kind: 'usage', code: 'invalid-option' }),
      );
    },
  );

  test('reads callbacks when they are needed, so that an object with getters keeps them fresh', async () => {
    const { transport, last } = createManualTransport();
    const heard: string[] = [];
    let name = 'old';
    const run = createInstantRun({
      transport,
      get onFinish() {
        const current = name;
        return () => void heard.push(current);
      },
    });
    const finished = run.submit(null);
    name = 'new';
    last().send(END);
    await finished;
    expect(heard).toEqual(['new']);
  });
});

describe('the latest submit', () => {
  test('wins: nothing of an earlier one is counted, even when its transport is deaf', async () => {
    const { run, calls, finishes, settle } = setUpRun();
    const first = run.submit('a');
    calls[0]!.text('{"title":"from a"');
    await settle();
    const second = run.submit('b');
    expect(calls[0]!.signal.aborted).toBe(true);
    expect(calls[0]!.returns).toBe(1);
    expect(run.getSnapshot()).toMatchObject({ status: 'connecting', partial: undefined, runId: 2 });
    expect(await first).toMatchObject({
      status: 'stopped',
      partial: { title: 'from a' },
      runId: 1,
    });
    calls[0]!.text(',"items":["late"]}');
    calls[0]!.send(END);
    calls[1]!.text('{"title":"from b"}');
    calls[1]!.send(END);
    await settle();
    expect(await second).toMatchObject({ status: 'complete', data: { title: 'from b' } });
    expect(finishes.map(({ reason, runId }) => [reason, runId])).toEqual([
      ['superseded', 1],
      ['complete', 2],
    ]);
    run.stop();
    expect(run.getSnapshot().status).toBe('complete');
  });

  test('wins also when it is made by a listener of the one before', async () => {
    const { run, calls, settle } = setUpRun();
    let turns = 0;
    run.subscribe(() => {
      if (run.getSnapshot().status === 'connecting' && turns++ === 0) void run.submit('second');
    });
    const first = run.submit('first');
    await settle();
    expect(calls.map(({ input }) => input)).toEqual(['second']);
    expect(await first).toMatchObject({ status: 'stopped' });
  });
});

describe('stop', () => {
  test('before the first byte ends the run and aborts the request', async () => {
    const { run, last, finishes, settle } = setUpRun();
    const finished = run.submit('a');
    run.stop();
    expect(last().signal.aborted).toBe(true);
    expect(await finished).toMatchObject({
      status: 'stopped',
      partial: undefined,
      error: undefined,
    });
    last().text('{"title":"late"}');
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'stopped', partial: undefined });
    expect(finishes.map(({ reason }) => reason)).toEqual(['stopped']);
  });

  test('keeps what arrived, shown or not', async () => {
    const { run, last, settle } = setUpRun();
    const finished = run.submit('a');
    last().text('{"title":"half');
    await settle();
    run.stop();
    run.stop();
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'half' } });
    expect(run.getField('title').status).toBe('incomplete');
    expect(run.getField('items').status).toBe('missing');
  });

  test('leaves a stream that opens too late', async () => {
    let open: (events: AsyncIterable<InstantEvent>) => void = () => {};
    let returns = 0;
    const run = createInstantRun({
      transport: { open: () => new Promise((resolve) => (open = resolve)) },
    });
    void run.submit('a');
    run.stop();
    open({
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: async () => {
          returns += 1;
          return { done: true, value: undefined };
        },
      }),
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(returns).toBe(1);
  });

  test('by the server is a stop, not a failure', async () => {
    const { run, last } = setUpRun();
    const finished = run.submit('a');
    last().send({ type: 'end', outcome: 'stopped', incomplete: [] });
    expect(await finished).toMatchObject({ status: 'stopped', error: undefined });
  });
});

describe('reset and retry', () => {
  test('reset forgets what arrived and ends the run under way', async () => {
    const { run, last, finishes, settle } = setUpRun();
    const finished = run.submit('a');
    last().text('{"title":"x"');
    await settle();
    const heard: unknown[] = [];
    run.subscribeField('title', () => heard.push(run.getField('title').status));
    run.reset();
    expect(run.getSnapshot()).toMatchObject({ status: 'idle', partial: undefined });
    expect(heard).toEqual(['pending']);
    expect(await finished).toMatchObject({ status: 'stopped' });
    expect(finishes.length).toBe(1);
    const idle = run.getSnapshot();
    run.reset();
    expect(run.getSnapshot()).toBe(idle);
    expect(await run.retry()).toBe(idle);
  });

  test('retry submits the last input again', async () => {
    const { run, calls, last } = setUpRun();
    const failed = run.submit({ topic: 'fish' });
    last().close();
    await failed;
    void run.retry();
    expect(calls.map(({ input }) => input)).toEqual([{ topic: 'fish' }, { topic: 'fish' }]);
  });
});

describe('restore', () => {
  test('shows an answer that was kept as plain data, complete, and calls nothing', async () => {
    const first = setUpRun();
    const finished = first.run.submit('a');
    first.last().text('{"title":"x","items":["y"]}');
    first.last().send({ type: 'meta', model: 'm' }, END);
    const { data, partial, reasoning, meta, runId } = await finished;
    const kept = JSON.parse(JSON.stringify({ data, partial, reasoning, meta, runId }));

    const { run, calls, finishes, published } = setUpRun();
    const heard: unknown[] = [];
    run.subscribeField('items[0]', () => heard.push(run.getField('items[0]').value));
    run.restore(kept);
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data, partial, meta, runId: 1 });
    expect(run.getField('title')).toMatchObject({ value: 'x', isComplete: true });
    expect(run.getField(['nothing']).status).toBe('missing');
    expect(heard).toEqual(['y']);
    expect([calls.length, finishes.length, published.length]).toEqual([0, 0, 1]);
    void run.submit('b');
    expect(run.getSnapshot()).toMatchObject({ status: 'connecting', runId: 2 });
  });

  test('shows an answer that failed as failed, with its error', async () => {
    const first = setUpRun();
    const finished = first.run.submit('a');
    first.last().text('{"title":"x","items":["y');
    first.last().close();
    const { partial, error, input } = await finished;
    const { kind, code, message } = error!;
    const { open } = first.run.getSnapshot().snapshot;
    const carried = JSON.stringify({ partial, open, error: { kind, code, message }, input });

    const { run, calls, finishes } = setUpRun();
    run.restore(JSON.parse(carried) as KeptAnswer);
    expect(run.getSnapshot()).toMatchObject({ status: 'error', data: undefined, partial, input });
    expect(run.getSnapshot().error).toBeInstanceOf(InstantClientError);
    expect(run.getSnapshot().error).toMatchObject({ kind, code, message });
    for (const path of [[], ['title'], ['items'], ['items', 0], ['items', 1]])
      expect(run.getField(path).status).toBe(first.run.getField(path).status);
    run.restore({
      error: { kind, code, message, path: undefined, status: undefined, issues: undefined },
    });
    expect(run.getField('title').status).toBe('missing');
    expect([calls.length, finishes.length]).toEqual([0, 0]);
  });

  test('ends the run under way', async () => {
    const { run, last, finishes, settle } = setUpRun<unknown>();
    const finished = run.submit('a');
    last().text('{"title":"half');
    await settle();
    run.restore({ data: 7 });
    expect(last().signal.aborted).toBe(true);
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'half' } });
    last().send(END);
    await settle();
    expect(run.getSnapshot()).toMatchObject({ status: 'complete', data: 7, partial: 7 });
    expect(finishes.map(({ reason }) => reason)).toEqual(['stopped']);
  });
});

describe('onEvent', () => {
  test('hears every event once, in order, before it is shown, of the current run only', async () => {
    const heard: string[] = [];
    const { run, calls, settle } = setUpRun({
      onEvent: ({ type }) => heard.push(`option ${type}`),
    });
    const leave = run.onEvent(({ type }) => heard.push(type));
    void run.submit('a');
    calls[0]!.text('{"title":"');
    await settle();
    expect(heard).toEqual(['start', 'option start', 'start', 'option start']);
    expect(run.getSnapshot().status).toBe('connecting');
    leave();
    void run.submit('b');
    calls[0]!.text('late');
    calls[1]!.send(END);
    await settle();
    expect(heard.slice(4)).toEqual(['option end']);
  });

  test('that stops the run hears nothing more, not even what its event also came to', async () => {
    const schema = z.object({ title: z.string(), items: z.array(z.string()) });
    const heard: string[] = [];
    const { run, last } = setUpRun({ schema, onEvent: ({ type }) => heard.push(type) });
    run.onEvent(({ type }) => {
      if (type === 'missing') run.stop();
    });
    const finished = run.submit('a');
    // The closing brace says that `items` is missing and that the answer is invalid.
    last().text('{"title":"x"}');
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'x' } });
    expect(heard.slice(-2)).toEqual(['done', 'missing']);
  });

  test('may stop the run, which then counts the event that made it so', async () => {
    const { run, last } = setUpRun();
    run.onEvent((event) => {
      if (event.type === 'done') run.stop();
    });
    const finished = run.submit('a');
    last().text('{"title":"x","items":["y"]}');
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'x' } });
    expect(run.getField('items').status).toBe('missing');
  });
});
