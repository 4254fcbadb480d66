import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { InstantEventInput } from '../protocol/index.js';
import { createInstantRoute, type RunContext } from './create-instant-route.js';

const input = z.object({ topic: z.string().max(5).toUpperCase() });
const title: InstantEventInput = { type: 'done', path: 'title', value: 'Hello' };

interface Asking {
  readonly body?: BodyInit | null;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

function ask({ body = '{"topic":"fish"}', headers, signal }: Asking = {}): Request {
  return new Request('http://example.com/api', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(signal && { signal }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
}

/** A run that never yields and never heeds its signal, and what it was given. */
function createStuckRun() {
  const contexts: RunContext<unknown>[] = [];
  const run = {
    contexts,
    returns: 0,
    start: (context: RunContext<unknown>) => {
      contexts.push(context);
      return {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise<never>(() => {}),
          return: () => {
            run.returns += 1;
            return new Promise<never>(() => {});
          },
        }),
      };
    },
  };
  return run;
}

describe('the input', () => {
  const started = vi.fn<(input: unknown) => void>();
  const { POST } = createInstantRoute({
    input,
    maxBodyBytes: 100,
    async *run(context) {
      started(context.input);
      yield title;
    },
  });
  beforeEach(() => void started.mockClear());

  test('reaches the run as the schema returns it', async () => {
    await (await POST(ask())).text();
    expect(started).toHaveBeenCalledExactlyOnceWith({ topic: 'FISH' });
  });

  test.each([
    ['text that is no JSON', { body: '{"topic":' }, 400, 'invalid-json'],
    ['bytes that are no UTF-8', { body: new Uint8Array([34, 0xff, 34]) }, 400, 'invalid-json'],
    ['another shape', { body: '{"topic":7}' }, 422, 'invalid-input'],
    ['no body', { body: null }, 422, 'invalid-input'],
    ['too many bytes', { body: `"${'x'.repeat(100)}"` }, 413, 'body-too-large'],
    ['plain text', { headers: { 'content-type': 'text/plain' } }, 415, 'unsupported-media-type'],
    ['asking for a picture', { headers: { accept: 'image/png' } }, 406, 'not-acceptable'],
    ['a foreign page', { headers: { origin: 'https://evil.test' } }, 403, 'forbidden-origin'],
    ['a page without an origin', { headers: { origin: 'null' } }, 403, 'forbidden-origin'],
  ] satisfies [string, Asking, number, string][])(
    'as %s is refused and starts nothing',
    async (_, asking, status, code) => {
      const response = await POST(ask(asking));
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toMatchObject({ error: { code } });
      expect(started).not.toHaveBeenCalled();
    },
  );

  test('is refused with the issues of its schema, without the received values', async () => {
    const response = await POST(ask({ body: '{"topic":"much too long"}' }));
    const { error } = (await response.json()) as { error: { issues: unknown } };
    expect(error.issues).toEqual([{ message: expect.any(String), path: ['topic'] }]);
    expect(JSON.stringify(error)).not.toContain('much too long');
  });

  test('is read no further than the limit, whatever length it claims', async () => {
    const chunk = new TextEncoder().encode('x'.repeat(60));
    let pulls = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
      {
        pull(controller) {
          pulls += 1;
          controller.enqueue(chunk);
        },
        cancel() {
          isCancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    expect((await POST(ask({ body, headers: { 'content-length': '9' } }))).status).toBe(413);
    expect(isCancelled).toBe(true);
    expect(pulls).toBeLessThanOrEqual(3);
  });

  test('may be anything, or nothing, where there is no schema', async () => {
    const inputs: unknown[] = [];
    const route = createInstantRoute({
      run: (context) => {
        inputs.push(context.input);
        return [];
      },
    });
    await route.POST(ask({ body: '[1]' }));
    await route.POST(new Request('http://example.com/api', { method: 'POST' }));
    expect(inputs).toEqual([[1], undefined]);
  });
});

describe('who may ask', () => {
  const run = () => [title];

  test.each([
    ['no origin', {}],
    ['the same host', { origin: 'https://example.com' }],
    ['the host a proxy was asked for', { origin: 'https://a.test', 'x-forwarded-host': 'a.test' }],
    ['an allowed origin', { origin: 'https://app.test' }],
  ])('%s is let in', async (_, headers) => {
    const { POST } = createInstantRoute({ run, allowedOrigins: ['https://app.test'] });
    expect((await POST(ask({ headers }))).status).toBe(200);
  });

  test.each([
    ['true', () => true, 200],
    ['false', async () => false, 401],
    ['a response', () => new Response('log in', { status: 302 }), 302],
    // A forgotten return, as JavaScript lets it happen.
    ['nothing', () => undefined as unknown as boolean, 401],
  ])('authorize answering %s is heeded', async (_, authorize, status) => {
    expect((await createInstantRoute({ run, authorize }).POST(ask())).status).toBe(status);
  });

  test('authorize that throws lets nobody in and tells nobody why', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const failure = new Error('db password');
    const authorize = () => Promise.reject(failure);
    const response = await createInstantRoute({ run, authorize, onError }).POST(ask());
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('db password');
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
  });
});

describe('the answer', () => {
  const output = z.object({ title: z.string().toUpperCase() });
  const { POST } = createInstantRoute({ output, run: () => [title] });
  const accepting = (accept: string) => POST(ask({ headers: { accept } }));

  test.each([
    ['*/*', 'text/event-stream'],
    ['text/event-stream, application/json', 'text/event-stream'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['text/event-stream;q=0.5, application/x-ndjson', 'application/x-ndjson'],
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'text/event-stream'],
  ])('to Accept: %s is %s', async (accept, type) => {
    const response = await accepting(accept);
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(type);
    await response.text();
  });

  test('as one JSON body is what the output schema returns', async () => {
    expect(await (await accepting('application/json')).json()).toEqual({
      data: { title: 'HELLO' },
    });
  });

  const end = (outcome: 'truncated' | 'stopped'): InstantEventInput => ({
    type: 'end',
    outcome,
    incomplete: [],
  });
  const failure: InstantEventInput = { type: 'error', code: 'mine', message: 'My own.' };
  test.each([
    ['of another shape', [{ type: 'done', path: '', value: 1 }], 502, 'invalid-output'],
    ['cut off', [title, end('truncated')], 502, 'truncated'],
    ['that failed', [title, failure], 500, 'mine'],
  ] satisfies [string, InstantEventInput[], number, string][])(
    '%s is an error as one JSON body',
    async (_, events, status, code) => {
      const route = createInstantRoute({ output, run: () => events, onError: () => {} });
      const response = await route.POST(ask({ headers: { accept: 'application/json' } }));
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { code } });
    },
  );

  test.each(['text/event-stream', 'application/json'])(
    'as %s from a run that fails before its first event hides the reason',
    async (accept) => {
      const onError = vi.fn<(error: unknown) => void>();
      const run = () => Promise.reject(new Error('secret'));
      const route = createInstantRoute({ run, onError });
      const response = await route.POST(ask({ headers: { accept } }));
      expect(response.status).toBe(500);
      expect(await response.text()).not.toContain('secret');
      expect(onError).toHaveBeenCalledOnce();
    },
  );
});

describe('a run that returns no events', () => {
  test.each([
    ['text/event-stream', undefined],
    ['application/json', undefined],
    ['text/event-stream', 'a string'],
    ['text/event-stream', { data: 1 }],
  ])('is an internal failure as %s, for %j, and leaves nothing unhandled', async (accept, got) => {
    const onError = vi.fn<(error: unknown) => void>();
    const unhandled = vi.fn<(error: unknown) => void>();
    process.on('unhandledRejection', unhandled);
    // A forgotten return, as JavaScript lets it happen.
    const run = () => got as unknown as InstantEventInput[];
    const response = await createInstantRoute({ run, onError }).POST(ask({ headers: { accept } }));
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({ error: { code: 'internal' } });
    await new Promise((resolve) => setTimeout(resolve, 0));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ code: 'invalid-source' }),
    );
  });

  test('is asked for its iterator only once when that throws', async () => {
    const onError = vi.fn<(error: unknown) => void>();
    const open = vi.fn<() => Iterator<InstantEventInput>>(() => {
      throw new Error('closed');
    });
    const route = createInstantRoute({ run: () => ({ [Symbol.iterator]: open }), onError });
    expect((await route.POST(ask())).status).toBe(500);
    expect(open).toHaveBeenCalledOnce();
    expect(onError).toHaveBeenCalledOnce();
  });
});

describe('the end of a run', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  const onError = vi.fn<(error: unknown) => void>();
  beforeEach(() => void onError.mockClear());

  test('a reader that cancels aborts the signal and leaves nothing pending', async () => {
    const stuck = createStuckRun();
    const request = ask();
    const response = await createInstantRoute({ run: stuck.start, onError }).POST(request);
    const reader = response.body!.getReader();
    void reader.read();
    await reader.cancel();
    expect(stuck.contexts[0]!.signal.aborted).toBe(true);
    expect(stuck.returns).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(request.signal, 'abort')).toEqual([]);
    expect(onError).not.toHaveBeenCalled();
  });

  test('a request that is aborted aborts the signal, also while the body is not being read', async () => {
    const stuck = createStuckRun();
    const controller = new AbortController();
    const request = ask({ signal: controller.signal });
    const response = await createInstantRoute({ run: stuck.start, onError }).POST(request);
    controller.abort();
    expect(stuck.contexts[0]!.signal.aborted).toBe(true);
    expect(stuck.returns).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(await response.text()).toContain('"stopped"');
    expect(onError).not.toHaveBeenCalled();
  });

  test.each([
    ['text/event-stream', 200],
    ['application/json', 504],
  ])('a run that ignores its time limit is left, as %s', async (accept, status) => {
    const stuck = createStuckRun();
    const route = createInstantRoute({ run: stuck.start, timeoutMs: 1000, onError });
    const answering = route.POST(ask({ headers: { accept } })).then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
    await vi.advanceTimersByTimeAsync(1000);
    const answer = await answering;
    expect(answer.status).toBe(status);
    expect(answer.text).toContain('"timeout"');
    expect(stuck.returns).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(onError).toHaveBeenCalledOnce();
  });

  test('a body that never comes is waited for no longer than the time limit', async () => {
    const run = vi.fn<() => []>(() => []);
    const body = new ReadableStream<Uint8Array>({ pull: () => new Promise(() => {}) });
    const answering = createInstantRoute({ run, timeoutMs: 1000, onError }).POST(ask({ body }));
    await vi.advanceTimersByTimeAsync(1000);
    expect((await answering).status).toBe(504);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a source that comes after its request was given up is left', async () => {
    const stuck = createStuckRun();
    let open = (): void => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    const route = createInstantRoute({
      onError,
      timeoutMs: 1000,
      run: (context) => opened.then(() => stuck.start(context)),
    });
    const answering = route.POST(ask());
    await vi.advanceTimersByTimeAsync(1000);
    expect((await answering).status).toBe(504);
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(stuck.returns).toBe(1);
  });

  test('a run that finished has no time limit and no listener left', async () => {
    const request = ask();
    await (await createInstantRoute({ run: () => [title] }).POST(request)).text();
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(request.signal, 'abort')).toEqual([]);
  });

  test('a client that leaves after the last event does not disturb the tidying up', async () => {
    const controller = new AbortController();
    const saved: boolean[] = [];
    const { POST } = createInstantRoute({
      async *run({ signal }): AsyncGenerator<InstantEventInput> {
        yield { type: 'end', outcome: 'complete', incomplete: [] };
        await new Promise((resolve) => setTimeout(resolve, 50));
        saved.push(signal.aborted);
      },
    });
    const response = await POST(ask({ signal: controller.signal }));
    const reader = response.body!.getReader();
    await reader.read();
    void reader.read();
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await reader.cancel();
    await vi.advanceTimersByTimeAsync(50);
    expect(saved).toEqual([false]);
  });
});

test.each([{ timeoutMs: 0 }, { timeoutMs: 2 ** 31 }, { maxBodyBytes: 0 }, { heartbeatMs: -1 }])(
  'a route with %j is refused at once',
  (options) => {
    expect(() => createInstantRoute({ ...options, run: () => [] })).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  },
);
