import { expect, test } from 'vitest';
import type { InstantEvent } from '../protocol/index.js';
import { createTextTransport } from './create-text-transport.js';

test('a request is made as of any transport over fetch, anew each time, and takes any type', async () => {
  const requests: { url: unknown; init: RequestInit }[] = [];
  let turn = 0;
  const transport = createTextTransport<{ topic: string }>({
    api: '/api/object',
    headers: async () => ({ authorization: `Bearer ${++turn}` }),
    credentials: 'include',
    body: ({ topic }) => ({ prompt: topic }),
    expects: { kind: 'object' },
    fetch: async (url, init = {}) => {
      requests.push({ url, init });
      return new Response('[draft] {"a":1}');
    },
  });
  const send = async () => {
    const events: InstantEvent[] = [];
    const { signal } = new AbortController();
    const source = await transport.open({ input: { topic: 'tea' }, signal });
    for await (const event of source) events.push(event);
    return events;
  };
  await send();
  expect((await send()).at(-2)).toMatchObject({ type: 'done', path: '', value: { a: 1 } });
  expect(requests.map(({ url, init }) => [url, init.body, init.credentials])).toEqual([
    ['/api/object', '{"prompt":"tea"}', 'include'],
    ['/api/object', '{"prompt":"tea"}', 'include'],
  ]);
  expect(Object.fromEntries(new Headers(requests[1]?.init.headers))).toEqual({
    accept: 'text/event-stream, */*',
    authorization: 'Bearer 2',
    'content-type': 'application/json',
  });
});

test('a web page is refused, though JSON may be found in it', async () => {
  const transport = createTextTransport({
    api: '/',
    fetch: async () => new Response('{"a":', { headers: { 'content-type': 'text/html' } }),
  });
  const { signal } = new AbortController();
  const events = await transport.open({ input: null, signal });
  await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({
    code: 'not-a-stream',
  });
});
