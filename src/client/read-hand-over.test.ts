import { createInstantParser } from 'fieldwise';
import { createServerAnswer } from 'fieldwise/server';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createInstantRun, readHandOver, type InstantTransport } from './index.js';

interface Tea {
  title: string;
  score: number;
}

/** An answer of which the title has arrived; the rest comes when the test says so. */
async function handOverAtTitle() {
  let say: (text: string) => void = () => {};
  let end = () => {};
  const source = new ReadableStream<string>({
    start(controller) {
      say = (text) => controller.enqueue(text);
      end = () => controller.close();
    },
  });
  const answer = createServerAnswer<Tea>(source);
  say('{"title":"Tea"');
  await answer.field('title');
  return {
    answer,
    handOver: answer.handOver('go'),
    say: (text: string) => say(text),
    end: () => end(),
  };
}

const task = () => new Promise((resolve) => setTimeout(resolve, 20));

function asked(): InstantTransport<string> & { readonly inputs: string[] } {
  const inputs: string[] = [];
  return {
    inputs,
    async *open({ input }) {
      inputs.push(input);
      yield { type: 'end', outcome: 'complete', incomplete: [] };
    },
  };
}

test('what had arrived is shown with the submit, and callbacks hear of what comes later', async () => {
  const { handOver, say, end } = await handOverAtTitle();
  const transport = asked();
  const onField = vi.fn<(path: string) => void>();
  const run = createInstantRun<Tea, string>({ transport, onField: ({ path }) => onField(path) });
  const shown: unknown[] = [];
  run.subscribe(() => shown.push(run.getSnapshot().partial));
  const finished = run.submit('go', readHandOver(handOver));
  expect(run.getSnapshot()).toMatchObject({ status: 'streaming', partial: { title: 'Tea' } });
  expect(run.getField('title').status).toBe('complete');
  expect(run.getField('score').status).toBe('pending');
  expect(run.getSnapshot().progress).toEqual({ fields: 1, characters: 3 });
  say(',"score":9}');
  end();
  expect(await finished).toMatchObject({ status: 'complete', data: { title: 'Tea', score: 9 } });
  expect(shown[0]).toEqual({ title: 'Tea' });
  expect(onField.mock.calls.flat()).toEqual(['score', '']);
  expect(transport.inputs).toEqual([]);
});

test('of an answer that was asked for again before it was handed over, the last attempt counts', async () => {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  async function* source() {
    yield* createInstantParser().feed('{"title":"Far too long"');
    yield { type: 'attempt', attempt: 2, reason: 'invalid-output' } as const;
    const again = createInstantParser();
    yield* again.feed('{"title":"Te');
    await held;
    yield* again.feed('a","score":9}');
    yield* again.end();
  }
  const answer = createServerAnswer<Tea>(source());
  const reading = answer.field('score');
  await task();
  const onInvalid = vi.fn<() => undefined>();
  const schema = z.object({ title: z.string().max(5), score: z.number() });
  const run = createInstantRun<Tea, string>({ transport: asked(), schema, onInvalid });
  const finished = run.submit('go', readHandOver(answer.handOver('go')));
  expect(run.getSnapshot()).toMatchObject({ attempt: 2, partial: { title: 'Te' } });
  goOn();
  expect(await finished).toMatchObject({ attempt: 2, data: { title: 'Tea', score: 9 } });
  expect(await reading).toBe(9);
  expect(onInvalid).not.toHaveBeenCalled();
});

test('a failure after the beginning is not asked for again by itself', async () => {
  const { handOver } = await handOverAtTitle();
  const rest = new ReadableStream<string>({ start: (controller) => controller.error(new Error()) });
  const transport = asked();
  const run = createInstantRun<Tea, string>({ transport, retry: true, retryDelay: 0 });
  const { error, partial } = await run.submit('go', readHandOver({ ...handOver, rest }));
  expect(error).toMatchObject({ kind: 'connection', code: 'connection-lost' });
  expect(partial).toEqual({ title: 'Tea' });
  expect(transport.inputs).toEqual([]);
});

test('one that breaks before anything has arrived is asked for at the route, where retries are wanted', async () => {
  const { handOver } = await handOverAtTitle();
  const rest = new ReadableStream<string>({ start: (controller) => controller.close() });
  const transport = asked();
  const run = createInstantRun<Tea, string>({ transport, retry: true, retryDelay: 0 });
  await run.submit('go', readHandOver({ ...handOver, head: '', rest }));
  expect(transport.inputs).toEqual(['go']);
});

test('a retry, and what was read before, go to the route', async () => {
  const { handOver } = await handOverAtTitle();
  const transport = asked();
  const run = createInstantRun<unknown, string>({ transport });
  void run.submit('go', readHandOver(handOver));
  await task();
  await run.retry();
  expect(readHandOver(handOver)).toBe(undefined);
  await run.submit('more', readHandOver(handOver));
  expect(transport.inputs).toEqual(['go', 'more']);
});

test('a stop leaves the stream at once and does not cancel what a framework carries', async () => {
  const { handOver } = await handOverAtTitle();
  const cancel = vi.fn<() => void>();
  const run = createInstantRun<Tea, string>({ transport: asked() });
  const rest = new ReadableStream<string>({ cancel });
  const finished = run.submit('go', readHandOver({ ...handOver, rest }));
  await task();
  run.stop();
  expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'Tea' } });
  await task();
  expect(cancel).not.toHaveBeenCalled();
});

test.each([
  ['nothing', undefined],
  ['a promise of one', Promise.resolve()],
  ['a stream alone', new ReadableStream()],
])('%s is no hand-over', (_, handOver) => {
  expect(() => readHandOver(handOver as never)).toThrow(
    expect.objectContaining({ code: 'invalid-option' }),
  );
});

test.each([
  ['had ended', true],
  ['had arrived in half', false],
])('of an answer that %s, every wrong field is asked about once', async (_, hasEnded) => {
  const schema = z.object({ title: z.string().max(2).optional(), score: z.number() });
  const { handOver, say, end, answer } = await handOverAtTitle();
  const rest = () => {
    say(',"score":9}');
    end();
  };
  if (hasEnded) {
    rest();
    await task();
  }
  const onInvalid = vi.fn<(field: { path: string; value: unknown }) => 'drop'>(() => 'drop');
  const run = createInstantRun({ transport: asked(), schema, onInvalid });
  const finished = run.submit('go', readHandOver(hasEnded ? answer.handOver('go') : handOver));
  if (!hasEnded) rest();
  expect(await finished).toMatchObject({ status: 'complete', data: { score: 9 } });
  expect(onInvalid.mock.calls.map(([{ path, value }]) => [path, value])).toEqual([
    ['title', 'Tea'],
  ]);
});
