import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createInstantParser, type InstantEventInput } from '../protocol/index.js';
import { createInstantRoute } from './create-instant-route.js';
import { toInstantResponse } from './to-instant-response.js';

function ask(accept: string, signal?: AbortSignal): Request {
  const headers = { accept };
  return new Request('http://localhost/', { method: 'POST', headers, ...(signal && { signal }) });
}

describe('a source that ends while a value is open', () => {
  const byHand: InstantEventInput[] = [
    { type: 'start', path: 'items', kind: 'array' },
    { type: 'start', path: 'items.0', kind: 'string' },
    { type: 'delta', path: 'items[0]', delta: 'Hal' },
  ];
  const copied = createInstantParser()
    .feed('{"title":"Hal')
    .map(({ ...event }): InstantEventInput => event);

  test.each([
    ['written by hand', byHand, ['items', 'items[0]']],
    ['copied from a parser', copied, ['', 'title']],
  ])('is truncated also when its events are %s', async (_, events, incomplete) => {
    const body = await toInstantResponse(events).text();
    expect(body).toContain(
      JSON.stringify({ type: 'end', outcome: 'truncated', incomplete }).slice(1, -1),
    );
    const { POST } = createInstantRoute({ run: () => events, onError: () => {} });
    expect((await POST(ask('application/json'))).status).toBe(502);
  });

  test.each([
    [
      'itself',
      { type: 'done', path: 'items[0]', value: 'Hall' },
      { type: 'done', path: 'items', value: [] },
    ],
    ['with its parent', { type: 'done', path: 'items', value: ['Hall'] }],
    ['with the root', { type: 'done', path: '', value: {} }],
    ['by being withdrawn', { type: 'replaced', path: 'items' }],
  ] as [string, ...InstantEventInput[]][])(
    'is complete once that is closed %s',
    async (_, ...more) => {
      const body = await toInstantResponse([...byHand, ...more]).text();
      expect(body).toContain('"outcome":"complete"');
    },
  );
});

describe('a value that is no event', () => {
  beforeEach(
    () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }),
  );
  afterEach(() => void vi.useRealTimers());

  test.each([
    undefined,
    null,
    'text',
    { type: 'lane', lane: 'a' },
    { type: 'lane', lane: 'a', event: { type: 'done', path: 'x' } },
    { type: 'lane', lane: 1, event: { type: 'reasoning', delta: 'x' } },
    { type: 'signal', value: 1 },
    { type: 'interrupt', action: 'pause', executionId: 'e', interrupt: { id: '1' } },
    { type: 'progress', chunk: 'a' },
    { type: 'delta', path: 'a' },
    { type: 'reasoning' },
    { type: 'end' },
    { type: 'error', code: 'mine' },
    { type: 'start', path: 'a' },
    { type: 'done', value: 1 },
  ])('such as %j ends a route as internal and leaves no timer', async (junk) => {
    const onError = vi.fn<(error: unknown) => void>();
    const { POST } = createInstantRoute({
      onError,
      run: () => [{ type: 'done', path: 'a', value: 1 }, junk as unknown as InstantEventInput],
    });
    const body = await (await POST(ask('text/event-stream'))).text();
    expect(body.match(/"type":"(?:end|error)"/g)).toEqual(['"type":"error"']);
    expect(body).toContain('"code":"internal"');
    expect(body).toContain('"path":["a"]');
    expect(onError).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ name: 'ServerError', code: 'invalid-source' }),
    );
    expect(vi.getTimerCount()).toBe(0);
  });
});

test('a client that leaves before its one JSON body is nobody’s error', async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const controller = new AbortController();
  async function* run(): AsyncGenerator<InstantEventInput> {
    yield { type: 'done', path: 'a', value: 1 };
    controller.abort();
    await new Promise(() => {});
  }
  const response = await createInstantRoute({ run, onError }).POST(
    ask('application/json', controller.signal),
  );
  expect(response.ok).toBe(false);
  expect(onError).not.toHaveBeenCalled();
});

test('an iterator that gives no result ends in an error, and is left', async () => {
  const onError = vi.fn<(error: unknown) => void>();
  const leave = vi.fn<() => Promise<never>>(() => new Promise(() => {}));
  const next = () => Promise.resolve(undefined as unknown as IteratorResult<InstantEventInput>);
  const source = { [Symbol.asyncIterator]: () => ({ next, return: leave }) };
  expect(await toInstantResponse(source, { onError }).text()).toContain('"internal"');
  expect(onError).toHaveBeenCalledExactlyOnceWith(expect.any(TypeError));
  expect(leave).toHaveBeenCalledOnce();
});
