import { createServerAnswer } from 'fieldwise/server';
import { expect, test, vi } from 'vitest';
import { createHandOverTransport, createInstantRun, type InstantTransport } from './index.js';

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
  return { handOver: answer.handOver('go'), say: (text: string) => say(text), end: () => end() };
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
  const transport = createHandOverTransport(handOver);
  const onField = vi.fn<(path: string) => void>();
  const run = createInstantRun<Tea, string>({ transport, onField: ({ path }) => onField(path) });
  const shown: unknown[] = [];
  run.subscribe(() => shown.push(run.getSnapshot().partial));
  const finished = run.submit('go', transport.begun);
  expect(run.getSnapshot()).toMatchObject({ status: 'streaming', partial: { title: 'Tea' } });
  expect(run.getField('title').status).toBe('complete');
  expect(run.getField('score').status).toBe('pending');
  expect(run.getSnapshot().progress).toEqual({ fields: 1, characters: 3 });
  say(',"score":9}');
  end();
  expect(await finished).toMatchObject({ status: 'complete', data: { title: 'Tea', score: 9 } });
  expect(shown[0]).toEqual({ title: 'Tea' });
  expect(onField.mock.calls.flat()).toEqual(['score', '']);
});

test('a failure after the beginning is not asked for again by itself', async () => {
  const { handOver } = await handOverAtTitle();
  const rest = new ReadableStream<string>({ start: (controller) => controller.error(new Error()) });
  const again = asked();
  const transport = createHandOverTransport({ ...handOver, rest }, { transport: again });
  const run = createInstantRun<Tea, string>({ transport, retry: true, retryDelay: 0 });
  const { error, partial } = await run.submit('go', transport.begun);
  expect(error).toMatchObject({ kind: 'connection', code: 'connection-lost' });
  expect(partial).toEqual({ title: 'Tea' });
  expect(again.inputs).toEqual([]);
});

test('opened a second time, or made of what was read before, it asks anew', async () => {
  const { handOver } = await handOverAtTitle();
  const again = asked();
  const one = createHandOverTransport(handOver, { transport: again });
  const run = createInstantRun<unknown, string>({ transport: one });
  void run.submit('go', one.begun);
  await task();
  await run.submit('more', one.begun);
  const other = createHandOverTransport(handOver, { transport: again });
  expect(other.begun).toBe(undefined);
  await createInstantRun<unknown, string>({ transport: other }).submit('anew', other.begun);
  expect(again.inputs).toEqual(['more', 'anew']);
});

test('a stop leaves the stream at once and does not cancel what a framework carries', async () => {
  const { handOver } = await handOverAtTitle();
  const cancel = vi.fn<() => void>();
  const transport = createHandOverTransport({ ...handOver, rest: new ReadableStream({ cancel }) });
  const run = createInstantRun<Tea, string>({ transport });
  const finished = run.submit('go', transport.begun);
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
  expect(() => createHandOverTransport(handOver as never)).toThrow(
    expect.objectContaining({ code: 'invalid-option' }),
  );
});
