import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startModelServer, type ModelServer, type Plan } from '../../tests/support/model-server.js';
import { z } from 'zod';
import type { AttemptEvent } from '../protocol/index.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import type { ResponseOptions } from './run-options.js';

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

async function start(plans: readonly Plan[]) {
  const server = await startModelServer(plans);
  servers.push(server);
  return server;
}

async function ask(plans: readonly Plan[], options: ResponseOptions<string> = {}) {
  const server = await start(plans);
  const request = createAgent({ model: server.model }).input('Hello');
  return { response: request.getResponse({ retryDelayMs: 1, ...options }), calls: server.calls };
}

const hello: Plan = { chunks: ['Hello', ' wor', 'ld!'] };

async function attemptsOf(response: AsyncIterable<{ readonly type: string }>) {
  const found: AttemptEvent[] = [];
  for await (const event of response)
    if (event.type === 'attempt') found.push(event as AttemptEvent);
  return found;
}

describe('§1.5 a call that fails before its first token', () => {
  test.each([408, 409, 429, 500, 503])('with HTTP %i is made again', async (status) => {
    const { response, calls } = await ask([{ status }, { status }, hello]);
    expect(await attemptsOf(response)).toMatchObject([
      { attempt: 2, reason: 'model-failed' },
      { attempt: 3, reason: 'model-failed' },
    ]);
    expect(await response.getText()).toBe('Hello world!');
    expect(calls).toHaveLength(3);
  });

  test('is made again no more often than allowed', async () => {
    const { response, calls } = await ask([{ status: 500 }], { maxCallRetries: 1 });
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    expect(calls).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 422])('with HTTP %i is not made again', async (status) => {
    const { response, calls } = await ask([{ status }, hello]);
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    expect(calls).toHaveLength(1);
  });

  test('waits as long as the provider asks for', async () => {
    const headers = { 'retry-after': '1' };
    const { response, calls } = await ask([{ status: 429, headers }, hello]);
    await response.getText();
    // What a timer promises: no sooner.
    expect((calls[1]?.atMs ?? 0) - (calls[0]?.atMs ?? 0)).toBeGreaterThan(980);
  });

  test('is given up where the provider asks for more time than there is', async () => {
    const headers = { 'retry-after': '3600' };
    const { response, calls } = await ask([{ status: 429, headers }, hello]);
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    expect(calls).toHaveLength(1);
  });

  test('by a cut connection is made again', async () => {
    const { response, calls } = await ask([{ chunks: [], breaks: 'cut' }, hello]);
    expect(await response.getText()).toBe('Hello world!');
    expect(calls).toHaveLength(2);
  });

  test('is not made again once the response was stopped while it waited (W10)', async () => {
    const { response, calls } = await ask([{ status: 500 }, hello], { retryDelayMs: 60_000 });
    const text = response.getText();
    await expect.poll(() => calls.length).toBe(1);
    response.cancel();
    await expect(text).rejects.toMatchObject({ code: 'stopped' });
    expect(calls).toHaveLength(1);
  });
});

describe('§8 W9 a connection that breaks in mid-stream', () => {
  const half: Plan = { chunks: ['Hello', ' wor'], breaks: 'cut' };

  test('fails, and no text of it is repeated', async () => {
    const { response, calls } = await ask([half, hello]);
    const parts: string[] = [];
    const reading = (async () => {
      for await (const part of response.getAsyncGenerator({ type: 'delta' })) parts.push(part);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'model-failed' });
    expect(parts.join('')).toBe('Hello wor');
    expect(calls).toHaveLength(1);
  });

  test('is another attempt where maxRetries says so; its text is that of the new one alone', async () => {
    const { response, calls } = await ask([half, hello], { maxRetries: 1 });
    expect(await attemptsOf(response)).toMatchObject([{ attempt: 2, reason: 'model-failed' }]);
    expect(await response.getText()).toBe('Hello world!');
    expect(calls).toHaveLength(2);
  });

  test('is gone on with where continueTruncated says so', async () => {
    const { response } = await ask([half, { chunks: ['ld', '!'] }], { continueTruncated: true });
    expect(await attemptsOf(response)).toEqual([]);
    expect(await response.getText()).toBe('Hello world!');
  });

  const garbled: Plan = { chunks: ['Hel'], breaks: 'malformed' };

  test('by what is no JSON is another attempt, or gone on with, as any other', async () => {
    const again = await ask([garbled, hello], { maxRetries: 1 });
    expect(await again.response.getText()).toBe('Hello world!');
    expect(again.calls).toHaveLength(2);
    const on = await ask([garbled, { chunks: ['lo world!'] }], { continueTruncated: true });
    expect(await on.response.getText()).toBe('Hello world!');
    const { response } = await ask([{ chunks: [], breaks: 'malformed' }, hello]);
    expect(await response.getText()).toBe('Hello world!');
  });

  test('by what is no JSON fails with what came before', async () => {
    const { response } = await ask([{ chunks: ['Hel'], breaks: 'malformed' }]);
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    const events: unknown[] = [];
    await expect(
      (async () => {
        for await (const event of response) events.push(event);
      })(),
    ).rejects.toMatchObject({ code: 'model-failed' });
    expect(events).toContainEqual(expect.objectContaining({ type: 'delta', value: 'Hel' }));
  });
});

test('§1.5 a text whose server says that it is over, but not why, is whole', async () => {
  const frame = (content: string) => `data: {"choices":[{"delta":{"content":"${content}"}}]}\n\n`;
  const server = createServer((_, reply) => {
    reply.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.end(`${frame('Grün')}${frame('tee')}data: [DONE]\n\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const model = { baseURL: `http://127.0.0.1:${port}/v1`, model: 'stand-in' };
  const session = createSession();
  const response = createAgent({ model }).session(session).input('x').getResponse();
  expect(await response.getText()).toBe('Grüntee');
  expect(await response.getMeta()).toMatchObject({ finishReason: 'stop' });
  expect(session.messages.at(-1)).toMatchObject({ content: 'Grüntee' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('§1.5 time limits', () => {
  const late: Plan = { chunks: [], breaks: 'stall' };

  test('for the first token, after which the call is made again', async () => {
    const { response, calls } = await ask([late, hello], { firstTokenTimeoutMs: 100 });
    expect(await response.getText()).toBe('Hello world!');
    expect(calls).toHaveLength(2);
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });

  test('between tokens', async () => {
    const { response, calls } = await ask([{ chunks: ['Hel'], breaks: 'stall' }], {
      tokenTimeoutMs: 100,
    });
    await expect(response.getText()).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringMatching(/did not answer in time/),
      cause: expect.objectContaining({ name: 'TimeoutError' }),
    });
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });

  test('for the whole answer, however steadily it drips', async () => {
    const drip: Plan = { chunks: Array.from({ length: 200 }, () => 'x'), dripMs: 20 };
    const { response, calls } = await ask([drip], { timeoutMs: 300, tokenTimeoutMs: 10_000 });
    await expect(response.getText()).rejects.toMatchObject({ code: 'model-failed' });
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
  });

  test('take nothing of an answer that is whole, whose server keeps the connection open', async () => {
    const { model, calls } = await start([{ chunks: ['{"title":"Tea"}'], breaks: 'stall' }]);
    const request = createAgent({ model })
      .input('x')
      .output(z.object({ title: z.string() }));
    const response = request.getResponse({ timeoutMs: 300 });
    expect(await response.getData()).toEqual({ title: 'Tea' });
    await expect.poll(() => calls[0]?.wasLeft).toBe(true);
    const text = createAgent({
      async *model() {
        yield 'Tea';
        yield { type: 'meta', finishReason: 'stop' };
        await new Promise(() => {});
      },
    });
    expect(await text.input('x').getResponse({ timeoutMs: 30 }).getText()).toBe('Tea');
  });

  test('are not for a reader who takes its time', async () => {
    const { response } = await ask([hello], { tokenTimeoutMs: 30, firstTokenTimeoutMs: 5_000 });
    const parts: string[] = [];
    for await (const part of response.getAsyncGenerator({ type: 'delta' })) {
      parts.push(part);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(parts.join('')).toBe('Hello world!');
  });
});
