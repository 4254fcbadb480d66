import { createUIMessageStream, createUIMessageStreamResponse } from 'ai';
import { Output, stepCountIs, streamObject, streamText, tool, type LanguageModel } from 'ai';
import { createInstantRun, createTextTransport, type UIMessagePart } from 'fieldwise/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAiSdkModel, finish, type Speak } from '../support/ai-sdk-model.js';
import { serve, type Served } from '../support/serve.js';

// The far side is the AI SDK's own server code, over a real connection.

const Report = z.object({ title: z.string(), score: z.number(), items: z.array(z.string()) });
const REPORT = { title: 'Чай 🍵', score: 12.5, items: ['warm', 'calm'] };
const prompt = 'Write.';
const onError = () => {};

const servers: Served[] = [];
afterEach(async () => {
  for (const { close } of servers.splice(0)) await close();
});

type Answer = (model: LanguageModel, request: Request) => Response;

/** What a `useObject` route is. */
const objectRoute: Answer = (model, { signal }) =>
  streamObject({
    model,
    schema: Report,
    prompt,
    onError,
    abortSignal: signal,
  }).toTextStreamResponse();

const textRoute: Answer = (model, { signal }) =>
  streamText({
    model,
    output: Output.object({ schema: Report }),
    prompt,
    onError,
    abortSignal: signal,
  }).toTextStreamResponse();

const messageRoute: Answer = (model, { signal }) =>
  streamText({
    model,
    output: Output.object({ schema: Report }),
    prompt,
    onError,
    abortSignal: signal,
  }).toUIMessageStreamResponse({
    messageMetadata: ({ part }) =>
      part.type === 'finish' ? { usage: part.totalUsage, model: 'scripted' } : undefined,
  });

/** A run against a server that answers so, with what its model says. */
async function ask(answer: Answer, speak: Speak, onPart?: (part: UIMessagePart) => void) {
  const server = await serve(async (request) => answer(createAiSdkModel(speak), request));
  servers.push(server);
  const transport = createTextTransport({ api: server.url, onPart });
  return createInstantRun({ transport, schema: Report });
}

async function* report(): AsyncGenerator<string> {
  for (const character of JSON.stringify(REPORT)) yield character;
}

async function* half(): AsyncGenerator<string> {
  yield '{"title":"Tea",';
  yield '"score":1';
}

async function* failing(): AsyncGenerator<string> {
  yield* half();
  await new Promise((resolve) => setTimeout(resolve, 20));
  throw new Error('the key is 1234');
}

async function* silent({ signal }: Parameters<Speak>[0]): AsyncGenerator<string> {
  yield* half();
  await new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

describe.each([
  ['streamObject(…).toTextStreamResponse()', objectRoute],
  ['streamText({ output }).toTextStreamResponse()', textRoute],
  ['streamText({ output }).toUIMessageStreamResponse()', messageRoute],
])('a route of %s', (_, route) => {
  test('is read as it is, field by field', async () => {
    const run = await ask(route, report);
    const fields: string[] = [];
    run.onEvent((event) => void (event.type === 'done' && fields.push(event.path)));
    expect(await run.submit({})).toMatchObject({ status: 'complete', data: REPORT });
    expect(fields).toEqual(['title', 'score', 'items[0]', 'items[1]', 'items', '']);
  });

  test('that is cut off by the token limit is truncated', async () => {
    const run = await ask(route, async function* () {
      yield* half();
      yield finish('length');
    });
    expect(await run.submit({})).toMatchObject({
      status: 'error',
      error: { kind: 'truncated' },
      partial: { title: 'Tea' },
    });
  });

  test('whose model fails half-way is an error that keeps what there was', async () => {
    const run = await ask(route, failing);
    const snapshot = await run.submit({});
    expect(snapshot).toMatchObject({ status: 'error', partial: { title: 'Tea' } });
    expect(snapshot.error?.message).not.toContain('1234');
  });

  test('whose model cannot be asked is an error', async () => {
    const run = await ask(route, async function* () {
      await Promise.reject(new Error('refused'));
      yield '';
    });
    const snapshot = await run.submit({});
    expect(snapshot).toMatchObject({ status: 'error', partial: undefined });
    expect(snapshot.error).toMatchObject(
      route === messageRoute
        ? { kind: 'server', code: 'source-failed', message: 'An error occurred.' }
        : { kind: 'protocol', code: 'no-json' },
    );
  });

  test('is left by stop, and its model hears of it', async () => {
    let signal: AbortSignal | undefined;
    const run = await ask(route, (call) => {
      signal = call.signal;
      return silent(call);
    });
    const finished = run.submit({});
    await vi.waitFor(() => expect(run.getField('title').isComplete).toBe(true));
    run.stop();
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'Tea' } });
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
  });
});

describe('a UI message stream', () => {
  test('tells reasoning, the finish reason, and what its metadata says of usage and model', async () => {
    const run = await ask(messageRoute, async function* () {
      yield { type: 'reasoning-start', id: 'r' };
      yield { type: 'reasoning-delta', id: 'r', delta: 'Let me ' };
      yield { type: 'reasoning-delta', id: 'r', delta: 'see.' };
      yield { type: 'reasoning-end', id: 'r' };
      yield* report();
    });
    expect(await run.submit({})).toMatchObject({
      status: 'complete',
      reasoning: 'Let me see.',
      meta: {
        finishReason: 'stop',
        model: 'scripted',
        usage: { inputTokens: 3, outputTokens: 5 },
      },
    });
  });

  test('reports a failure of the model with the words of the route', async () => {
    const run = await ask(
      (model) =>
        streamText({ model, prompt, onError }).toUIMessageStreamResponse({
          onError: () => 'The writer is out.',
        }),
      failing,
    );
    expect(await run.submit({})).toMatchObject({
      error: { kind: 'server', code: 'source-failed', message: 'The writer is out.' },
    });
  });

  test('that is aborted on the server is a stopped run', async () => {
    const leaving = new AbortController();
    const run = await ask(
      (model) =>
        streamText({
          model,
          prompt,
          onError,
          abortSignal: leaving.signal,
        }).toUIMessageStreamResponse(),
      silent,
    );
    const finished = run.submit({});
    await vi.waitFor(() => expect(run.getField('title').isComplete).toBe(true));
    leaving.abort();
    expect(await finished).toMatchObject({ status: 'stopped', partial: { title: 'Tea' } });
  });

  test('of several steps is the text of the last one', async () => {
    const look = tool({ inputSchema: z.object({}), execute: () => 'sunny' });
    const run = await ask(
      (model) =>
        streamText({
          model,
          prompt,
          onError,
          tools: { look },
          stopWhen: stepCountIs(2),
          output: Output.object({ schema: Report }),
        }).toUIMessageStreamResponse(),
      async function* ({ index }) {
        if (index === 0) {
          yield '{"title":"A draft"}';
          yield { type: 'tool-call', toolCallId: '1', toolName: 'look', input: '{}' };
          yield finish('tool-calls');
        } else yield* report();
      },
    );
    const titles: unknown[] = [];
    run.onEvent(
      (event) => void (event.type === 'done' && event.path === 'title' && titles.push(event.value)),
    );
    expect(await run.submit({})).toMatchObject({ status: 'complete', data: REPORT });
    expect(titles).toEqual(['A draft', REPORT.title]);
  });

  test('gives every part to onPart, data of the route among them', async () => {
    const parts: UIMessagePart[] = [];
    const run = await ask(
      (model) =>
        createUIMessageStreamResponse({
          stream: createUIMessageStream({
            execute({ writer }) {
              writer.write({ type: 'data-progress', data: 0.5 });
              writer.merge(streamText({ model, prompt, onError }).toUIMessageStream());
            },
          }),
        }),
      report,
      (part) => parts.push(part),
    );
    expect(await run.submit({})).toMatchObject({ status: 'complete', data: REPORT });
    expect(parts).toContainEqual({ type: 'data-progress', data: 0.5 });
    expect(parts.at(-1)).toMatchObject({ type: 'finish' });
  });

  test('whose connection breaks before its end is a lost connection', async () => {
    const run = await ask(messageRoute, silent);
    const finished = run.submit({});
    await vi.waitFor(() => expect(run.getField('title').isComplete).toBe(true));
    servers[0]?.cut();
    expect(await finished).toMatchObject({ error: { code: 'connection-lost' } });
  });
});
