import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestListener } from '@remix-run/node-fetch-server';
import { afterEach, describe, expect, it } from 'vitest';
import { settingsSchema } from '../shared/settings.js';
import { openEndpoint } from './endpoint.js';
import { createHandler } from './handler.js';

const settings = settingsSchema.parse({});
const answer = '{"title":"Tides","points":["one","two"]}';

interface ChatRequest {
  readonly model: string;
  readonly messages: readonly { readonly content: unknown }[];
  readonly response_format?: { readonly type: string; readonly json_schema?: unknown };
}

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** An OpenAI-compatible server that remembers what it was asked. */
async function startServer() {
  const asked: ChatRequest[] = [];
  const keys: (string | null)[] = [];
  const chunk = (choice: object) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`;
  const body = [
    chunk({ index: 0, delta: { role: 'assistant', content: answer } }),
    chunk({ index: 0, delta: {}, finish_reason: 'stop' }),
    'data: [DONE]\n\n',
  ].join('');
  const listen = createRequestListener(async (request) => {
    asked.push((await request.json()) as ChatRequest);
    keys.push(request.headers.get('authorization'));
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  const server = createServer(listen);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { asked, keys, baseURL: `http://127.0.0.1:${port}/v1` };
}

/** Runs a recipe through the playground's own route, and gives what the model's server was asked. */
async function askWith(env: Record<string, string>) {
  const { asked, baseURL } = await startServer();
  const handler = await createHandler({ OPENAI_BASE_URL: baseURL, MODEL: 'any', ...env });
  closing.push(handler.close);
  const response = await handler.handle(
    new Request('http://localhost/run', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recipe: 'brief' }),
    }),
  );
  expect(await response.text()).toContain('complete');
  expect(asked).toHaveLength(1);
  return asked[0];
}

describe('a real model', () => {
  it('is told the schema in the prompt, where its server is not known to enforce one', async () => {
    const asked = await askWith({});
    expect(asked?.response_format?.type).not.toBe('json_schema');
    expect(JSON.stringify(asked?.messages)).toContain('at most eight words');
  });

  it('is held to the schema by its server with OPENAI_STRUCTURED_OUTPUTS=1', async () => {
    const asked = await askWith({ OPENAI_STRUCTURED_OUTPUTS: '1' });
    expect(asked?.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { schema: { type: 'object', required: ['title', 'points'] } },
    });
  });

  it.each([
    [{ OPENAI_BASE_URL: 'https://api.openai.com/v1' }, true],
    [{ OPENAI_API_KEY: 'any' }, true],
    [{ OPENAI_BASE_URL: 'https://api.openai.com/v1', OPENAI_STRUCTURED_OUTPUTS: '0' }, false],
    [{ OPENAI_BASE_URL: 'https://api.openai.com.example/v1' }, false],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1' }, false],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_STRUCTURED_OUTPUTS: '1' }, true],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_STRUCTURED_OUTPUTS: '' }, false],
  ])('with %o asks for structured output: %s', async (env, isAsked) => {
    const endpoint = await openEndpoint(env);
    expect(endpoint.model(settings).supportsStructuredOutputs).toBe(isAsked);
  });

  it('refuses a switch that is neither on nor off', async () => {
    const env = { MODEL: 'any', OPENAI_STRUCTURED_OUTPUTS: 'yes' };
    await expect(openEndpoint(env)).rejects.toThrow('OPENAI_STRUCTURED_OUTPUTS is 1 or 0');
  });
});

describe('an endpoint of the reader’s own', () => {
  const post = (source: object, headers: Record<string, string> = {}) =>
    new Request('http://localhost/run', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ recipe: 'brief', source }),
    });

  it('is asked in the place of the playground’s, with the key of the header', async () => {
    const { asked, keys, baseURL } = await startServer();
    const handler = await createHandler({});
    closing.push(handler.close);
    const source = { kind: 'endpoint', baseURL, model: 'mine' };
    const response = await handler.handle(post(source, { 'x-playground-key': 'k' }));
    expect(await response.text()).toContain('complete');
    expect(asked.map(({ model }) => model)).toEqual(['mine']);
    expect(keys).toEqual(['Bearer k']);
  });

  it.each(['file:///etc/passwd', 'javascript:1', 'no url'])('is not %s', async (baseURL) => {
    const handler = await createHandler({});
    closing.push(handler.close);
    const response = await handler.handle(post({ kind: 'endpoint', baseURL, model: 'mine' }));
    expect(response.status).toBe(422);
  });

  it('is not asked for a page of another origin', async () => {
    const { asked, baseURL } = await startServer();
    const handler = await createHandler({});
    closing.push(handler.close);
    const source = { kind: 'endpoint', baseURL, model: 'mine' };
    const headers = { origin: 'http://elsewhere.test', host: 'localhost' };
    expect((await handler.handle(post(source, headers))).status).toBe(403);
    expect(asked).toEqual([]);
  });
});
