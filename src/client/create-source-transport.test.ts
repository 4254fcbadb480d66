import { describe, expect, test, vi } from 'vitest';
import { FieldwiseError } from '../internal/error.js';
import type { InstantEvent } from '../protocol/index.js';
import { createInstantRun } from './create-instant-run.js';
import { createSourceTransport, type OpenSource } from './create-source-transport.js';

async function readAll(source: OpenSource, signal = new AbortController().signal) {
  const events: InstantEvent[] = [];
  const stream = await createSourceTransport(source).open({ input: null, signal });
  for await (const event of stream) events.push(event);
  return events;
}

const submit = (source: OpenSource) =>
  createInstantRun({ transport: createSourceTransport(source) }).submit(null);

/** What JavaScript without types may return. */
const untyped = (value: unknown) => (() => value) as OpenSource;

describe('a source', () => {
  test('may be a list, a promise of one, a stream or a response', async () => {
    const list = ['{"a"', ':1}'];
    const complete = { status: 'complete', data: { a: 1 } };
    expect(await submit(() => list)).toMatchObject(complete);
    expect(await submit(async () => list)).toMatchObject(complete);
    expect(await submit(() => new Response('{"a":1}'))).toMatchObject(complete);
    const stream = new ReadableStream<string>({
      start(controller) {
        for (const piece of list) controller.enqueue(piece);
        controller.close();
      },
    });
    expect(await submit(() => stream)).toMatchObject(complete);
  });

  test('may tell short events, and what follows from them is added', async () => {
    const events = await readAll(() => [
      { type: 'start', path: 'items[0]', kind: 'string' },
      { type: 'delta', path: 'items[0]', delta: 'a' },
      { type: 'delta', path: 'items[0]', delta: 'b' },
      { type: 'done', path: 'items[0]', value: 'ab' },
    ]);
    expect(events).toMatchObject([
      { type: 'start', path: 'items[0]', value: '', segments: ['items', 0] },
      { type: 'delta', value: 'a', wildcardPath: 'items[*]' },
      { type: 'delta', value: 'ab', indexes: [0] },
      { type: 'done', value: 'ab', isComplete: true },
      { type: 'end', outcome: 'complete', incomplete: [] },
    ]);
  });

  test('that leaves a value open is truncated, and says what', async () => {
    const events = await readAll(() => [
      { type: 'start', path: 'a', kind: 'object' },
      { type: 'start', path: 'a.b', kind: 'string' },
      { type: 'done', path: 'a.b', value: 'x' },
      { type: 'start', path: 'a.c', kind: 'string' },
    ]);
    expect(events.at(-1)).toEqual({
      type: 'end',
      outcome: 'truncated',
      incomplete: ['a', 'a.c'],
    });
    const closed = await readAll(() => [
      { type: 'start', path: 'a', kind: 'object' },
      { type: 'start', path: 'a.b', kind: 'string' },
      { type: 'done', path: 'a', value: { b: '' } },
    ]);
    expect(closed.at(-1)).toMatchObject({ outcome: 'complete' });
  });

  test('may say the end itself, and nothing behind it counts', async () => {
    let isLeft = false;
    const events = await readAll(function* () {
      try {
        yield { type: 'end', outcome: 'stopped', incomplete: [] } as const;
        yield { type: 'done', path: 'late', value: 1 } as const;
      } finally {
        isLeft = true;
      }
    });
    expect(events).toEqual([{ type: 'end', outcome: 'stopped', incomplete: [] }]);
    expect(isLeft).toBe(true);
  });

  test('may think and tell of the call between pieces of text', async () => {
    const snapshot = await submit(async function* () {
      yield { type: 'reasoning', delta: 'hm' } as const;
      yield '{"a":';
      yield { type: 'meta', model: 'm' } as const;
      yield new TextEncoder().encode('"é"}');
    });
    expect(snapshot).toMatchObject({ data: { a: 'é' }, reasoning: 'hm', meta: { model: 'm' } });
  });

  test('gets the input and a signal that is aborted when the run stops', async () => {
    let signal: AbortSignal | undefined;
    const transport = createSourceTransport<{ n: number }>(async function* ({ n }, context) {
      signal = context.signal;
      yield `[${n},`;
      await new Promise(() => {});
    });
    const run = createInstantRun({ transport });
    const finished = run.submit({ n: 7 });
    await vi.waitFor(() => expect(run.getField('[0]').value).toBe(7));
    run.stop();
    expect(await finished).toMatchObject({ status: 'stopped', partial: [7] });
    expect(signal?.aborted).toBe(true);
  });
});

describe('a source that is left', () => {
  test('is not waited for when it heeds nothing', async () => {
    const controller = new AbortController();
    const reason = new Error('left');
    const never = {
      next: vi.fn<() => Promise<never>>(() => new Promise(() => {})),
      return: vi.fn<() => void>(),
    };
    const source = { [Symbol.asyncIterator]: () => never } as unknown as AsyncIterable<string>;
    const reading = readAll(() => source, controller.signal);
    await vi.waitFor(() => expect(never.next).toHaveBeenCalled());
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(never.return).toHaveBeenCalled();
  });

  test('is cancelled while a read of its stream is pending', async () => {
    const controller = new AbortController();
    const cancel = vi.fn<() => void>();
    const pull = vi.fn<() => Promise<void>>(() => new Promise(() => {}));
    const stream = new ReadableStream<string>({ pull, cancel }, { highWaterMark: 0 });
    const reading = readAll(() => stream, controller.signal);
    await vi.waitFor(() => expect(pull).toHaveBeenCalled());
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  test('is not opened when the run is over already', async () => {
    const open = vi.fn<OpenSource>(() => []);
    await expect(readAll(open, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(open).not.toHaveBeenCalled();
  });
});

describe('a source that fails', () => {
  const cause = new Error('the key is 1234');

  test.each<[string, OpenSource]>([
    ['at once', () => Promise.reject(cause)],
    [
      'by throwing',
      () => {
        throw cause;
      },
    ],
    [
      'half-way',
      async function* () {
        yield '{"a":1,';
        throw cause;
      },
    ],
  ])('%s is an error of its own code that keeps the cause', async (_, source) => {
    const { error } = await submit(source);
    expect(error).toMatchObject({ kind: 'server', code: 'source-failed', cause });
    expect(error?.message).not.toContain('1234');
  });

  test("with an error of this library keeps that error's code", async () => {
    const own = new FieldwiseError('model-failed', 'The model is away.');
    const { error } = await submit(() => Promise.reject(own));
    expect(error).toMatchObject({ kind: 'server', code: 'model-failed', cause: own });
  });

  test('by an error event has its code and words', async () => {
    const { error } = await submit(() => [{ type: 'error', code: 'sold-out', message: 'None.' }]);
    expect(error).toMatchObject({ kind: 'server', code: 'sold-out', message: 'None.' });
  });

  test.each([undefined, null, 7, {}])('by being %s is told what it must be', async (value) => {
    const { error } = await submit(untyped(value));
    expect(error).toMatchObject({ kind: 'usage', code: 'invalid-source' });
  });

  test.each([undefined, 7, { title: 'Tea' }])('by giving %s is left', async (piece) => {
    let isLeft = false;
    const { error } = await submit(
      untyped(
        (function* () {
          try {
            yield piece;
          } finally {
            isLeft = true;
          }
        })(),
      ),
    );
    expect(error).toMatchObject({
      code: 'invalid-source',
      message: expect.stringContaining('gave'),
    });
    expect(isLeft).toBe(true);
  });
});
