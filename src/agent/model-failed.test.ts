import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import { AgentError } from './error.js';
import type { Model } from './model.js';
import { tool, type ToolSet } from './tool.js';

async function failureOf(model: Model, tools: ToolSet = {}): Promise<AgentError> {
  const agent = createAgent({ model, retryDelayMs: 1, toolCalling: 'native', tools });
  const response = agent.input('my password').getResponse();
  const failure: unknown = await response.getText().catch((error: unknown) => error);
  if (failure instanceof AgentError) return failure;
  throw new Error('The model did not fail.');
}

/** What an endpoint on this machine that answers so makes of a call. */
async function failureAt(
  answer: RequestListener,
  modelAt = (baseURL: string): Model => ({ baseURL, model: 'scripted', apiKey: 'sk-123' }),
): Promise<AgentError> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const baseURL = `http://127.0.0.1:${port}/v1`;
  try {
    return await failureOf(modelAt(baseURL));
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

const refusing =
  (status: number): RequestListener =>
  (_, response) => {
    const headers = { 'content-type': 'application/json' };
    response.writeHead(status, headers).end('{"error":{"message":"wrong key sk-123"}}');
  };

const beginning = 'data: {"id":"1","choices":[{"delta":{"content":"He"}}]}\n\n';
const headers = { 'content-type': 'text/event-stream' };

describe('the message of a failed model', () => {
  test.each([
    [400, /does not accept the request/],
    [401, /does not accept the key/],
    [403, /does not accept the key/],
    [404, /Check baseURL and the model's name/],
    [408, /Ask again/],
    [429, /allows no more calls for now/],
    [500, /Ask again/],
    [503, /Ask again/],
  ])('names status %i, what to do and the reason, and repeats no key', async (status, advice) => {
    const { code, message, cause } = await failureAt(refusing(status));
    expect(code).toBe('model-failed');
    expect(message).toContain(`The model call failed with HTTP status ${status}`);
    expect(message).toMatch(advice);
    expect(message).not.toMatch(/sk-123|password|127\.0\.0\.1|cause/);
    expect(cause).toMatchObject({ statusCode: status });
    // Of a key that is not accepted no provider's words are told.
    expect(message.endsWith(' The provider says: wrong key […]')).toBe(status !== 401);
  });

  test('names no status when the answer breaks off after a good one', async () => {
    const { message } = await failureAt((_, response) => {
      response.writeHead(200, headers).write(beginning, () => response.destroy());
    });
    expect(message).toBe('The model call failed: the connection broke. Ask again.');
  });

  test('names no status when the provider reports an error in place of the answer', async () => {
    const { message } = await failureAt((_, response) => {
      response.writeHead(200, headers).end('data: {"error":{"message":"sk-123"}}\n\n');
    });
    expect(message).toBe(
      'The model call failed: the provider reported an error. The provider says: […]',
    );
  });

  test.each([
    ['nothing', headers, ''],
    ['nothing but the end', headers, 'data: [DONE]\n\n'],
    ['a web page', { 'content-type': 'text/html' }, '<!doctype html><title>sk-123</title>'],
    ['one whole body', { 'content-type': 'application/json' }, '{"choices":[]}'],
    ['events of another kind', headers, 'data: {"sk-123":1}\n\n'],
    ['events that are no JSON', headers, 'data: {"sk-123\n\n'],
  ])('sends to baseURL where a good status comes with %s', async (_, given, body) => {
    const { message } = await failureAt((_request, response) => {
      response.writeHead(200, given).end(body);
    });
    expect(message).toMatch(/its address answered.*Check that baseURL ends.*\/v1/);
    expect(message).not.toMatch(/sk-123|reported/);
  });

  test.each([
    ['a text in place of the failure', '{"error":"sk-123 is overloaded"}'],
    ['an error without an envelope', '{"object":"error","message":"sk-123","type":"Busy"}'],
  ])('does not send to baseURL where a server tells its failure by %s', async (_, frame) => {
    const { message } = await failureAt((_request, response) => {
      response.writeHead(200, headers).end(`data: ${frame}\n\n`);
    });
    expect(message).toMatch(
      /^The model call failed: the provider reported an error\. The provider says: \[…\]/,
    );
  });

  test.each([
    ['a failure', '{"error":{"message":"overloaded"}}'],
    ['a failure in a word', '{"error":"overloaded"}'],
  ])('tells the reason where one body with a good status holds %s', async (_, body) => {
    const { message } = await failureAt((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
    expect(message).toMatch(/reported an error\. The provider says: overloaded$/);
  });

  test.each<[string, (baseURL: string) => Model]>([
    ['OpenAI', (baseURL) => createOpenAI({ baseURL, apiKey: 'k' }).chat('gpt-5')],
    ['Anthropic', (baseURL) => createAnthropic({ baseURL, apiKey: 'k' })('claude-sonnet-4-5')],
    ['a compatible provider', (baseURL) => createOpenAICompatible({ name: 'x', baseURL })('m')],
  ])('says that the client of %s reads no body, and asks for none twice', async (_, model) => {
    let calls = 0;
    const body = { choices: [{ message: { content: 'Tea' }, finish_reason: 'stop' }] };
    const given = { 'content-type': 'application/json' };
    const listener: RequestListener = (_request, response) => {
      calls++;
      response.writeHead(200, given).end(JSON.stringify(body));
    };
    const { message } = await failureAt(listener, model);
    expect(message).toMatch(
      /answered with one JSON body in the place of a stream.*\{ baseURL, model \}/,
    );
    expect(calls).toBe(1);
  });

  test('keeps what the provider said to those who run the server', async () => {
    const { message, ownWords } = await failureAt(refusing(400));
    expect(message).toContain('wrong key');
    expect(message.startsWith(ownWords)).toBe(true);
    expect(ownWords).toMatch(/^The model call failed with HTTP status 400\. [^:]*$/);
  });

  test('says that nothing listens where a connection is refused', async () => {
    // A port that was free a moment ago.
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const baseURL = `http://127.0.0.1:${port}/v1`;
    const { message } = await failureOf({ baseURL, model: 'scripted' });
    expect(message).toMatch(/nothing listens at its address.*Check baseURL/);
    expect(message).not.toContain('127.0.0.1');
  });

  test('says that an address is no URL', async () => {
    const { message } = await failureOf({ baseURL: '/v1', model: 'scripted' });
    expect(message).toMatch(/its address is no URL.*Check baseURL/);
  });

  test('says that time ran out', async () => {
    const outOfTime = new DOMException('secret', 'TimeoutError');
    const { message } = await failureOf(() => Promise.reject(outOfTime));
    expect(message).toMatch(/did not answer in time/);
  });

  test('says that an address leads in a circle', async () => {
    const { message } = await failureAt((_, response) => {
      response.writeHead(307, { location: '/v1/chat/completions' }).end();
    });
    expect(message).toMatch(/leads to others without end\. Check baseURL/);
  });

  test('sends to baseURL where a good status comes without a body', async () => {
    const { message } = await failureAt((_, response) => void response.writeHead(204).end());
    expect(message).toMatch(/its address answered, but not with a model's stream/);
  });

  test.each([
    [new TypeError('Failed to fetch'), /cannot be reached.*CORS/],
    [
      Object.assign(new Error('secret'), { name: 'AI_UnsupportedFunctionalityError' }),
      /no way to send a part of the request/,
    ],
  ])('blames no provider that said nothing: %o', async (cause, words) => {
    const { message } = await failureOf(() => Promise.reject(cause));
    expect(message).toMatch(words);
    expect(message).not.toMatch(/reported|secret/);
  });

  test('is plain about anything else', async () => {
    const { message } = await failureOf(() => Promise.reject(new Error('secret')));
    expect(message).toBe('The model call failed: it threw an error, which is the `cause`.');
  });

  test.each([
    ['nothing', undefined, /returned undefined, which `for await` cannot read/],
    ['a list', ['Tea'], /returned a list/],
    ['a promise of nothing', Promise.resolve(), /returned undefined/],
    [
      'no chunk',
      (async function* () {
        yield undefined;
      })(),
      /yielded undefined/,
    ],
    [
      'numbers',
      (async function* () {
        yield 1;
      })(),
      /yielded the number 1/,
    ],
    [
      'events of a field',
      (async function* () {
        yield { type: 'done' };
      })(),
      /yielded an object/,
    ],
  ])('says of a function that gives %s what it gave', async (_, given, got) => {
    const { code, message } = await failureOf(() => given as never);
    expect(code).toBe('model-failed');
    expect(message).toMatch(got);
    expect(message).toMatch(/strings/);
  });

  test.each([
    [{ type: 'reasoning', delta: 5 }, /`reasoning` whose `delta` is the number 5\. It is text/],
    [{ type: 'reasoning' }, /`delta` is undefined/],
    [{ type: 'thought', text: null }, /`thought` whose `text` is null/],
    [{ type: 'meta', usage: 5 }, /`meta` whose `usage` is the number 5\. It is \{ inputTokens/],
    [{ type: 'meta', usage: { outputTokens: '5' } }, /`usage` is an object/],
    [{ type: 'meta', finishReason: null }, /`finishReason` is null\. It is text/],
    [{ type: 'meta', sources: {} }, /`sources` is an object without keys\. It is a list/],
  ])('says of a function that yields %o what is wrong with it', async (chunk, got) => {
    const say = async function* () {
      yield chunk as never;
      yield 'Tea';
    };
    const idle = tool({ input: z.object({}), execute: () => '' });
    for (const tools of [{}, { idle }]) {
      const { code, message } = await failureOf(say, tools);
      expect(code).toBe('model-failed');
      expect(message).toMatch(got);
    }
  });
});

describe('the time of a whole answer', () => {
  const hang = () => new Promise<never>(() => {});
  const agent = createAgent({
    toolCalling: 'native',
    async *model({ tools }) {
      if (tools === undefined) yield '{"title":"Tea"}';
      else yield { type: 'tool-call', callId: '1', toolName: 'wait', input: '{}' };
    },
  }).input('x');

  test.each([
    ['a tool', agent.tools({ wait: tool({ input: z.object({}), execute: hang }) })],
    ['a rule of the schema', agent.output(z.object({ title: z.string().refine(hang) }))],
    ['a store', agent.session(createSession({ store: { get: hang, set: hang } }))],
  ])('is not laid to the model where %s takes it', async (_, request) => {
    const error: unknown = await request
      .getResponse({ timeoutMs: 30 })
      .getData()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'model-failed',
      message: expect.stringMatching(/^The answer was not whole within 30 ms\. This `timeoutMs`/),
      cause: expect.objectContaining({ name: 'TimeoutError' }),
    });
  });
});
