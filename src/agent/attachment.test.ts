import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { beforeEach, describe, expect, test } from 'vitest';
import { refusals } from '../../tests/support/refusal.js';
import type { LanguageModel, LanguageModelCall } from './ai-sdk-model.js';
import { toAttachment, type Attachment } from './attachment.js';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import { AgentError } from './error.js';
import type { Model, ModelRequest } from './model.js';

const refusalOf = refusals(AgentError);
const bytesOf = (text: string) => Uint8Array.from(text, (byte) => byte.charCodeAt(0));

const PNG = bytesOf('\u0089PNG\r\n\u001A\n\0\0\0\0');

describe('an image without a media type', () => {
  test.each([
    ['image/png', PNG],
    ['image/jpeg', bytesOf('\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF')],
    ['image/gif', bytesOf('GIF89a\u0001\0')],
    ['image/webp', bytesOf('RIFF\n\n\0\0WEBPVP8 ')],
    ['application/pdf', bytesOf('%PDF-1.7\n')],
  ])('is known as %s by its first bytes, as base64 and in a data URL, too', (mediaType, bytes) => {
    const base64 = btoa(String.fromCharCode(...bytes));
    expect(toAttachment({ type: 'image', image: bytes })).toEqual({ mediaType, data: bytes });
    const told = { mediaType, data: base64 };
    expect(toAttachment({ type: 'image', image: base64 })).toEqual(told);
    expect(toAttachment({ type: 'image', image: `data:;base64,${base64}` })).toEqual(told);
    expect(toAttachment({ type: 'file', data: base64, mediaType: 'image/*' })).toEqual(told);
  });

  test.each(['AAAA', new Uint8Array(20), new Uint8Array()])(
    'is refused where its bytes do not tell',
    (image) => {
      expect(refusalOf(() => toAttachment({ type: 'image', image })).message).toMatch(/mediaType/);
    },
  );
});

describe('a data URL', () => {
  test.each([
    ['data:image/png;charset=utf-8;base64,AAAA', 'image/png', 'AAAA'],
    ['DATA:Image/PNG;BASE64,AAAA', 'image/png', 'AAAA'],
    ['data:image/png;base64,AA%2BA\n', 'image/png', 'AA+A'],
    ['data:image/svg+xml,%3Csvg%3E', 'image/svg+xml', bytesOf('<svg>')],
    ['data:text/plain,\u00E4%FF%', 'text/plain', bytesOf('\u00C3\u00A4\u00FF%')],
    ['data:text/plain,\uD83D', 'text/plain', bytesOf('\u00EF\u00BF\u00BD')],
  ])('%j is read', (image, mediaType, data) => {
    expect(toAttachment({ type: 'image', image })).toEqual({ mediaType, data });
    const url: Attachment = { type: 'image_url', image_url: image };
    expect(toAttachment(url)).toEqual({ mediaType, data });
  });

  test('of many bytes is read whole', () => {
    const image = `data:image/svg+xml,${'%3C'.repeat(200_000)}`;
    expect(toAttachment({ type: 'image', image }).data).toHaveLength(200_000);
  });
});

describe('bytes are copied', () => {
  const asked = (requests: readonly ModelRequest[]) =>
    requests.flatMap(({ messages }) => messages.flatMap(({ attachments = [] }) => attachments));

  test.each([
    ['a Uint8Array', PNG],
    ['a Buffer of Node', Buffer.from(PNG)],
    ['a part of a larger buffer', new Uint8Array([0, ...PNG, 0]).subarray(1, -1)],
  ])('when they are given as %s: what becomes of it later changes no request', async (_, bytes) => {
    const given = new Uint8Array(bytes);
    const requests: ModelRequest[] = [];
    const agent = createAgent({
      async *model(request) {
        requests.push(request);
        yield 'Seen.';
      },
    });
    const file: Attachment = { type: 'image', image: bytes };
    const session = createSession();
    const request = agent
      .chatHistory([{ role: 'user', content: [file] }])
      .attachment(file)
      .session(session);
    await request.input('What is it?').getResponse().getText();
    await session.settled();
    bytes.fill(0);
    await request.input('And now?').getResponse().getText();
    const files = asked(requests);
    expect(files).toHaveLength(5);
    for (const { data } of files) expect(data).toEqual(given);
    bytes.set(given);
  });

  test('when they go to a model, or to who asks what goes to it: neither can write into the request', async () => {
    const seen: unknown[] = [];
    const agent = createAgent({
      async *model(request) {
        const tags = request.options?.['tags'] as string[];
        const bytes = asked([request]).map(({ data }) => data as Uint8Array);
        seen.push([[...tags], ...bytes.map((each) => each.slice())]);
        tags.push('more');
        for (const each of bytes) each.fill(9);
        yield 'Seen.';
      },
    });
    const request = agent
      .chatHistory([{ role: 'user', content: [{ type: 'image', image: PNG }] }])
      .attachment({ type: 'image', image: PNG })
      .options({ tags: ['one'] })
      .input('x');
    for (const { attachments = [] } of request.getMessages())
      for (const { data } of attachments) (data as Uint8Array).fill(7);
    await request.getResponse().getText();
    await request.getResponse().getText();
    expect(seen).toEqual([
      [['one'], PNG, PNG],
      [['one'], PNG, PNG],
    ]);
  });
});

test.each([
  './photo.png',
  'photo',
  'hello',
  'two words',
  'data:image/png;base64',
  'data:image/png;base64,A',
  'data:image/png;base64,<svg>',
  'https://',
  '',
])('%j is neither base64 nor an address', (data) => {
  const file: Attachment = { type: 'file', data, mediaType: 'application/pdf' };
  if (data === 'photo')
    expect(refusalOf(() => toAttachment({ type: 'image', image: data }))).toBeDefined();
  else expect(refusalOf(() => toAttachment(file)).code).toBe('invalid-prompt');
});

describe('an address', () => {
  function createModel(supportedUrls?: unknown) {
    const calls: LanguageModelCall[] = [];
    const model: LanguageModel = {
      specificationVersion: 'v3',
      doStream: (options) => {
        calls.push(options);
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue({ type: 'text-delta', id: '1', delta: 'Yes.' });
            controller.close();
          },
        });
        return Promise.resolve({ stream });
      },
    };
    return { calls, model: Object.assign(model, { supportedUrls }) };
  }
  const pdf = (data: string): Attachment => ({ type: 'file', data, mediaType: 'application/pdf' });
  const ask = (model: LanguageModel, file: Attachment) =>
    createAgent({ model, continueTruncated: false })
      .input('x')
      .attachment(file)
      .getResponse()
      .getText();

  test.each([
    ['a PDF', pdf('https://a.example/secret.pdf'), {}],
    ['a PDF elsewhere', pdf('https://b.example/a.pdf'), { '*/*': [/^https:\/\/a\./g] }],
    ['a PDF, of images alone', pdf('https://a.example/a.pdf'), { 'image/*': [/./] }],
    [
      'a file in a bucket',
      pdf('gs://bucket/a.pdf'),
      Promise.resolve({ 'application/*': [/^http/] }),
    ],
  ])('of %s that the model does not fetch is refused before it is asked', async (_, file, urls) => {
    const { model, calls } = createModel(urls);
    const asked = ask(model, file);
    await expect(asked).rejects.toMatchObject({
      code: 'invalid-prompt',
      message: expect.stringMatching(/`application\/pdf`, which the model does not fetch/),
    });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
    expect(calls).toEqual([]);
  });

  test.each([
    ['of an image on the web', { type: 'image', image: 'https://a.example/a.png' }, {}],
    ['that the model says it fetches', pdf('gs://b/a.pdf'), { 'application/pdf': [/^gs:/g] }],
    ['of a type that it says it fetches', pdf('https://b/a.pdf'), { '*': [/^https:/] }],
    ['where the model does not say', pdf('https://b/a.pdf'), undefined],
  ] as const)('%s goes to the model', async (_, file, urls) => {
    const { model, calls } = createModel(urls);
    await ask(model, file).catch((error: unknown) => error);
    expect(calls[0]?.prompt[0]?.content).toContainEqual(
      expect.objectContaining({ type: 'file', data: expect.any(URL) }),
    );
  });
});

describe('a file in a message that is none of the user', () => {
  const bodies: string[] = [];
  /** Takes what is sent, and refuses it. */
  const fetch = (_: unknown, init?: RequestInit) => {
    if (typeof init?.body === 'string') bodies.push(init.body);
    return Promise.resolve(new Response('{}', { status: 400 }));
  };
  const settings = { apiKey: 'k', fetch };
  const openai = createOpenAI(settings);
  const anthropic = createAnthropic(settings);
  const compatible = createOpenAICompatible({ name: 'x', baseURL: 'http://127.0.0.1/v1', fetch });
  const google = createGoogleGenerativeAI(settings);
  beforeEach(() => void (bodies.length = 0));

  const say = (model: Model, role: string) =>
    createAgent({ model })
      .chatHistory([
        { role: 'user', content: 'Draw' },
        { role, content: [{ type: 'image', image: PNG }] },
      ])
      .input('Again')
      .getResponse()
      .getText();

  test.each<[string, Model]>([
    ['OpenAI chat completions', openai.chat('gpt-5')],
    ['OpenAI responses', openai.responses('gpt-5')],
    ['Anthropic', anthropic('claude-sonnet-4-5')],
    ['a compatible provider', compatible('m')],
    ['an endpoint', { baseURL: 'http://127.0.0.1:1/v1', model: 'm' }],
  ])('is refused where its provider would leave it out: %s', async (_, model) => {
    await expect(say(model, 'assistant')).rejects.toMatchObject({
      code: 'invalid-prompt',
      message: expect.stringContaining('role `assistant` has a file'),
    });
    expect(bodies).toEqual([]);
  });

  test('goes to a provider that takes it', async () => {
    await expect(say(google('gemini-2.5-flash'), 'assistant')).rejects.toMatchObject({
      code: 'model-failed',
    });
    expect(bodies[0]).toContain('inlineData');
  });

  test.each(['system', 'developer'])('has no place in one of the role %s', async (role) => {
    await expect(say(google('gemini-2.5-flash'), role)).rejects.toMatchObject({
      code: 'invalid-prompt',
      message: expect.stringContaining(`role \`${role}\` has a file`),
    });
  });
});

test('a file that the model gave in an earlier turn is told to it again', async () => {
  const calls: LanguageModelCall[] = [];
  const model: LanguageModel = {
    specificationVersion: 'v3',
    doStream: (options) => {
      calls.push(options);
      return Promise.reject(new Error('enough'));
    },
  };
  await createAgent({ model, maxCallRetries: 0 })
    .chatHistory([
      { role: 'user', content: 'Draw' },
      { role: 'assistant', content: [{ type: 'image', image: PNG }] },
    ])
    .input('Again')
    .getResponse()
    .getText()
    .catch((error: unknown) => error);
  expect(calls[0]?.prompt[1]).toEqual({
    role: 'assistant',
    content: [{ type: 'file', data: PNG, mediaType: 'image/png' }],
  });
});
