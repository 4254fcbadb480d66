import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { gate } from '../../tests/support/gate.js';
import { createAgent } from '../agent/index.js';
import { instantEvents, type InstantEvent } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createTriggerFlow } from './create-trigger-flow.js';

const Plan = z.object({ title: z.string(), tasks: z.array(z.string()) });

const TEXT = '{"title":"Trip","tasks":["pack","book","go"]}';

/** Events of a text that arrives a character at a time, and what of it has been read. */
function typed(text: string, onRead: (read: string) => void = () => undefined) {
  async function* pieces() {
    for (const [index, piece] of [...text].entries()) {
      await Promise.resolve();
      onRead(text.slice(0, index + 1));
      yield piece;
    }
  }
  return instantEvents(pieces()) as AsyncGenerator<InstantEvent<z.infer<typeof Plan>>>;
}

function planning() {
  return createTriggerFlow<{
    events: { task: string; gone: { path: string; value: unknown } };
    stream: string;
    result: unknown;
  }>();
}

async function* from(events: readonly unknown[]): AsyncGenerator<InstantEvent> {
  for (const event of events) {
    await Promise.resolve();
    yield event as InstantEvent;
  }
}

const done = (path: string, value: unknown) => ({ type: 'done', path, value, isComplete: true });

describe('emitFields', () => {
  test('starts work on an item while the rest of the answer is being written (R6)', async () => {
    const flow = planning();
    const order: string[] = [];
    flow
      .to(({ emitFields }) => {
        const source = typed(TEXT, (read) => {
          if (read.endsWith('"go"')) order.push('read go');
        });
        return emitFields(source, { 'tasks[*]': 'task' });
      })
      .to(() => order)
      .end();
    flow.when('task').to(async ({ value }) => {
      order.push(`begin ${value}`);
      await Promise.resolve();
      order.push(`end ${value}`);
    });
    const result = await flow.start();
    expect(result).toEqual(order);
    expect(order.indexOf('end pack')).toBeLessThan(order.indexOf('read go'));
    expect(order.filter((each) => each.startsWith('begin'))).toEqual([
      'begin pack',
      'begin book',
      'begin go',
    ]);
  });

  test('takes a response of an agent, and leaves its other readers the whole of it', async () => {
    const model = createScriptedModel({ text: TEXT, chunkSize: 3 });
    const flow = planning();
    const seen: string[] = [];
    flow
      .to(async ({ emitFields, streamFields, signal }) => {
        const response = createAgent({ model }).input('Plan').output(Plan).getResponse({ signal });
        await Promise.all([
          emitFields(response, { 'tasks[*]': 'task' }),
          streamFields(response, { title: (title) => title }),
        ]);
        return response.getText();
      })
      .end();
    flow.when('task').to(({ value }) => void seen.push(value));
    const execution = flow.createExecution();
    expect(await execution.start()).toBe(TEXT);
    expect(seen).toEqual(['pack', 'book', 'go']);
    expect((await execution.getRuntimeStream().next()).value).toBe('Trip');
    expect(model.calls).toHaveLength(1);
  });

  test('never sends what is not complete or does not fit (R8)', async () => {
    const flow = planning();
    const seen: unknown[] = [];
    const issues = [{ path: 'title', message: 'no' }];
    flow.to(({ emitFields }) =>
      emitFields(
        from([
          { type: 'start', path: 'title', kind: 'string' },
          { type: 'delta', path: 'title', delta: 'T', value: 'T' },
          { type: 'invalid', path: 'title', value: 'T', issues, isComplete: true },
          { type: 'missing', path: 'tasks' },
          { type: 'end', outcome: 'truncated', incomplete: [] },
        ]),
        { title: 'task', 'tasks[*]': 'task', tasks: 'task' },
        { acceptPartial: true },
      ),
    );
    flow.when('task').to(({ value }) => void seen.push(value));
    await flow.start();
    expect(seen).toEqual([]);
  });

  test('sends each value of each field once, over attempts; what is no more is withdrawn', async () => {
    const flow = planning();
    const seen: unknown[] = [];
    flow.to(({ emitFields }) =>
      emitFields(
        from([
          done('tasks[0]', 'pack'),
          done('tasks[1]', 'book'),
          done('tasks[2]', 'go'),
          { type: 'attempt', attempt: 2, reason: 'missing keys' },
          done('tasks[0]', 'pack'),
          done('tasks[1]', 'rent'),
        ]),
        { 'tasks[*]': 'task' },
        { withdrawn: 'gone' },
      ),
    );
    flow.when('task').to(({ value }) => void seen.push(value));
    flow.when('gone').to(({ value }) => void seen.push(value));
    await flow.start();
    expect(seen).toEqual([
      'pack',
      'book',
      'go',
      { path: 'tasks[1]', value: 'book' },
      'rent',
      { path: 'tasks[2]', value: 'go' },
    ]);
  });

  test('sends a field anew that was replaced by another value, not one written as before', async () => {
    const flow = planning();
    const seen: unknown[] = [];
    flow.to(({ emitFields }) =>
      emitFields(
        from([
          done('tasks[0]', 'a'),
          done('title', 't'),
          { type: 'replaced', path: 'tasks' },
          done('tasks[0]', 'b'),
          { type: 'replaced', path: 'title' },
          done('title', 't'),
        ]),
        { 'tasks[*]': 'task', title: 'task' },
      ),
    );
    flow.when('task').to(({ value }) => void seen.push(value));
    await flow.start();
    expect(seen).toEqual(['a', 't', 'b']);
  });

  test('works on so many at once, lets so many wait, and then reads no further', async () => {
    const flow = planning();
    const { waitFor, open } = gate();
    const [began, read]: [string[], string[]] = [[], []];
    const items = Array.from({ length: 20 }, (_, index) => `${index}`);
    async function* source() {
      for (const [index, item] of items.entries()) {
        read.push(item);
        yield done(`tasks[${index}]`, item) as InstantEvent;
      }
    }
    flow.to(({ emitFields }) =>
      emitFields(source(), { 'tasks[*]': 'task' }, { concurrency: 2, maxQueued: 3 }),
    );
    flow.when('task').to(async ({ value }) => {
      began.push(value);
      await waitFor;
    });
    const running = flow.start();
    await vi.waitFor(() => expect(read).toHaveLength(6));
    for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    expect(read).toHaveLength(6);
    expect(began).toEqual(['0', '1']);
    open();
    await running;
    expect(began).toEqual(items);
  });

  test('lends its place: with a concurrency of 1 the work of the items still runs', async () => {
    const flow = planning();
    const order: string[] = [];
    flow.to(({ emitFields }) =>
      emitFields(
        typed(TEXT, (read) => read.endsWith('"go"') && order.push('read go')),
        { 'tasks[*]': 'task' },
      ),
    );
    flow.when('task').to(({ value }) => void order.push(value));
    await flow.start(undefined, { concurrency: 1 });
    expect(order).toEqual(['pack', 'book', 'read go', 'go']);
  });

  test('rejects with what fails in the work it set going, and leaves the source', async () => {
    const flow = planning();
    const events = from([done('tasks[0]', 'a'), done('tasks[1]', 'b')]);
    const leave = vi.spyOn(events, 'return');
    flow.to(({ emitFields }) => emitFields(events, { 'tasks[*]': 'task' })).end();
    const bad = flow.chunk('bad', () => {
      throw new Error('broken');
    });
    flow.when('task').to(bad);
    await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed', chunk: 'bad' });
    await vi.waitFor(() => expect(leave).toHaveBeenCalled());
  });

  test.each([
    [
      'throws',
      async function* fail() {
        yield* from([]);
        throw new Error('down');
      },
      'source-failed',
    ],
    [
      'says so',
      () => from([{ type: 'error', code: 'model-failed', message: 'no' }]),
      'source-failed',
    ],
    ['is none', () => 5 as never, 'invalid-source'],
  ] satisfies [string, () => AsyncIterable<InstantEvent>, string][])(
    'rejects when the source %s',
    async (_, source, code) => {
      const flow = planning();
      flow.to(({ emitFields }) => emitFields(source(), { title: 'task' })).end();
      await expect(flow.start()).rejects.toMatchObject({ code: 'chunk-failed', cause: { code } });
    },
  );

  test('stops reading a silent source when the execution is cancelled', async () => {
    const flow = planning();
    const source = from([]);
    const ask = vi.spyOn(source, 'next').mockReturnValue(new Promise(() => {}));
    const leave = vi.spyOn(source, 'return');
    flow.to(({ emitFields }) => emitFields(source, { title: 'task' })).end();
    const execution = flow.createExecution();
    const result = execution.start();
    await vi.waitFor(() => expect(ask).toHaveBeenCalled());
    execution.cancel();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(leave).toHaveBeenCalled());
  });
});

describe('streamFields', () => {
  test('puts an item for each complete field, and reads no faster than the stream is read', async () => {
    const flow = planning();
    let read = '';
    flow.to(({ streamFields }) =>
      streamFields(
        typed(TEXT, (text) => (read = text)),
        {
          title: (title) => `# ${title}`,
          'tasks[*]': (task, path) => `${path}: ${task}`,
        },
      ),
    );
    const stream = flow.getRuntimeStream(undefined, { streamBuffer: 1 });
    expect((await stream.next()).value).toBe('# Trip');
    await vi.waitFor(() => expect(read.endsWith('"book"')).toBe(true));
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
    expect(read.endsWith('"book"')).toBe(true);
    const rest: string[] = [];
    for await (const item of stream) rest.push(item);
    expect(rest).toEqual(['tasks[0]: pack', 'tasks[1]: book', 'tasks[2]: go']);
  });
});
