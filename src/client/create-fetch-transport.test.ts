import { describe, expect, test } from 'vitest';
import type { InstantEvent } from '../protocol/index.js';
import { createFetchTransport } from './create-fetch-transport.js';
import { createInstantRun } from './create-instant-run.js';
import type { FetchTransportOptions } from './post-input.js';

const END = 'data:[{"type":"end","outcome":"complete","incomplete":[]}]\n\n';

/** A transport whose requests are kept and answered with an end. */
function record<Input>(options: Partial<FetchTransportOptions<Input>> = {}) {
  const requests: { url: string; init: RequestInit }[] = [];
  const transport = createFetchTransport<Input>({
    api: '/api',
    fetch: async (url, init = {}) => {
      requests.push({ url: url as string, init });
      return new Response(END, { headers: { 'content-type': 'text/event-stream' } });
    },
    ...options,
  });
  return {
    requests,
    send: async (input: Input, signal = new AbortController().signal) => {
      const events: InstantEvent[] = [];
      for await (const event of await transport.open({ input, signal })) events.push(event);
      return events;
    },
  };
}

const headersOf = ({ init }: { init: RequestInit }) =>
  Object.fromEntries(new Headers(init.headers));

describe('a request', () => {
  test('posts the input as JSON and asks for server-sent events', async () => {
    const { send, requests } = record<{ topic: string }>();
    expect(await send({ topic: 'fish' })).toHaveLength(1);
    expect(requests.map(({ url, init }) => [url, init.method, init.body])).toEqual([
      ['/api', 'POST', '{"topic":"fish"}'],
    ]);
    expect(requests.map(headersOf)).toEqual([
      { 'content-type': 'application/json', accept: 'text/event-stream' },
    ]);
    expect(requests[0]?.init).not.toHaveProperty('credentials');
  });

  test('has headers that are worked out anew each time, over its own', async () => {
    let turn = 0;
    const headers = async () => ({
      authorization: `Bearer ${++turn}`,
      accept: 'application/x-ndjson',
    });
    const { send, requests } = record<null>({ headers, credentials: 'include' });
    await send(null);
    await send(null);
    expect(requests.map(headersOf).map(({ authorization }) => authorization)).toEqual([
      'Bearer 1',
      'Bearer 2',
    ]);
    expect(requests.map(headersOf)[0]?.['accept']).toBe('application/x-ndjson');
    expect(requests[0]?.init.credentials).toBe('include');
  });

  test.each([
    ['extra properties', { user: 1 }, { topic: 'a' }, '{"user":1,"topic":"a"}'],
    ['extra properties and an input without room for them', { user: 1 }, [7], '[7]'],
    ['extra properties and null', { user: 1 }, null, '{"user":1}'],
    ['extra properties and no input', { user: 1 }, undefined, '{"user":1}'],
    ['a function', async (input: unknown) => ({ wrapped: input }), 'a', '{"wrapped":"a"}'],
  ])('has a body made of %s', async (_, body, input, text) => {
    const { send, requests } = record<unknown>({ body });
    await send(input);
    expect(requests[0]?.init.body).toBe(text);
  });

  test('of null alone has it for a body', async () => {
    const { send, requests } = record<null>();
    await send(null);
    expect(requests[0]?.init.body).toBe('null');
  });

  test('without an input has no body', async () => {
    const { send, requests } = record<undefined>();
    await send(undefined);
    expect(requests[0]?.init.body).toBeNull();
  });
});

describe('a failure', () => {
  test('of fetch is a failed connection with its cause', async () => {
    const cause = new TypeError('fetch failed');
    const { send } = record<null>({ fetch: () => Promise.reject(cause) });
    await expect(send(null)).rejects.toMatchObject({
      kind: 'connection',
      code: 'connection-failed',
      cause,
    });
  });

  test('by abort is the reason of the signal, and nothing is sent once it is aborted', async () => {
    const reason = new Error('left');
    const { send, requests } = record<null>();
    await expect(send(null, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(requests).toEqual([]);
  });
});

describe('an input that JSON has nothing of', () => {
  test.each([
    ['FormData', new FormData()],
    ['Map', new Map([['a', 1]])],
    ['URLSearchParams', new URLSearchParams('a=1')],
    ['File', { files: [new File(['a'], 'a.txt')] }],
    ['BigInt', { n: 10n }],
  ])('is refused in the error of the run, and not sent: %s', async (tag, input) => {
    const { requests, send } = record<unknown>();
    await expect(send(input)).rejects.toMatchObject({ code: 'invalid-option' });
    const run = createInstantRun({ api: '/api', fetch: () => Promise.reject(new Error('sent')) });
    const { status, error } = await run.submit(input);
    expect([status, error?.kind, error?.code, requests]).toEqual([
      'error',
      'usage',
      'invalid-option',
      [],
    ]);
    expect(error?.message).toContain(`JSON has nothing of a ${tag}.`);
  });

  test('is refused where it is inside itself, and the error says why', async () => {
    const input: Record<string, unknown> = { a: 1 };
    input['self'] = input;
    const run = createInstantRun({ api: '/api', fetch: () => Promise.reject(new Error('sent')) });
    const { error } = await run.submit(input);
    expect([error?.kind, error?.code]).toEqual(['usage', 'invalid-option']);
    expect(error?.cause).toMatchObject({ code: 'invalid-option', cause: expect.any(TypeError) });
  });

  test('is sent as what `body` makes of it', async () => {
    const { requests, send } = record<Map<string, bigint>>({
      body: (input) => [...input].map(([key, value]) => [key, String(value)]),
    });
    await send(new Map([['n', 10n]]));
    expect(requests[0]?.init.body).toBe('[["n","10"]]');
  });

  test('is not what is empty, or says itself what JSON has of it', async () => {
    const { requests, send } = record<unknown>();
    await send({ a: {}, b: [], c: new Date(0), d: new URL('http://a.b'), e: Object.create(null) });
    expect(requests[0]?.init.body).toBe(
      '{"a":{},"b":[],"c":"1970-01-01T00:00:00.000Z","d":"http://a.b/","e":{}}',
    );
  });
});
