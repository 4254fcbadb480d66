// In: an answer, in chunks. Out: a model object of the AI SDK that says it: in this process, or over HTTP from another one.
// Everyone measured is given the same object, so what differs is what they do with it.
// Knows nothing of who reads.

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';

const usage = {
  inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 10, text: 10, reasoning: 0 },
};

/** Says the chunks as fast as they are read. `onPull` is called before each. */
export function createInProcessModel(
  chunks: readonly string[],
  onPull: () => void = () => {},
): LanguageModelV3 {
  const parts: readonly LanguageModelV3StreamPart[] = [
    { type: 'stream-start', warnings: [] },
    { type: 'text-start', id: 't' },
    ...chunks.map((delta) => ({ type: 'text-delta', id: 't', delta }) as const),
    { type: 'text-end', id: 't' },
    { type: 'finish', finishReason: { unified: 'stop', raw: 'stop' }, usage },
  ];
  return {
    specificationVersion: 'v3',
    provider: 'bench',
    modelId: 'in-process',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('Nobody generates here.')),
    doStream: () => {
      let next = 0;
      const stream = new ReadableStream<LanguageModelV3StreamPart>(
        {
          pull(controller) {
            onPull();
            const part = parts[next++];
            if (part === undefined) controller.close();
            else controller.enqueue(part);
          },
        },
        { highWaterMark: 0 },
      );
      return Promise.resolve({ stream });
    },
  };
}

/** The provider for endpoints of this kind, as an application makes it. */
export function createHttpModel(url: string, answer: string): LanguageModelV3 {
  const provider = createOpenAICompatible({
    name: 'bench',
    baseURL: `${url}/v1`,
    supportsStructuredOutputs: true,
  });
  return provider(answer);
}

/** Speaks chat completions on 127.0.0.1; the model's name says which answer. Resolves with its address. */
export async function serveAnswers(
  answers: Readonly<Record<string, readonly string[]>>,
): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      const { model } = JSON.parse(body) as { readonly model: string };
      await speak(answers[model] ?? [], response);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

/** Nobody leaves early here. */
async function speak(chunks: readonly string[], response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const say = (choice: object, more: object = {}) =>
    response.write(`data: ${JSON.stringify({ id: 'call', choices: [choice], ...more })}\n\n`);
  for (const content of chunks) {
    if (say({ delta: { content } })) continue;
    await once(response, 'drain');
  }
  const cost = { prompt_tokens: 10, completion_tokens: 10 };
  say({ delta: {}, finish_reason: 'stop' }, { usage: cost });
  response.end('data: [DONE]\n\n');
}
