// In: a script. Out: models that follow it inside this process: a function, and an AI SDK model object.
// Both are written as a user would write them, without the scripted model of fieldwise/testing.
// Knows nothing of agents.

import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';
import type { ModelChunk, ModelFunction, ModelRequest } from 'fieldwise/agent';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelScript, ModelUnderTest } from './model.js';

export function startFunction(script: ModelScript): ModelUnderTest {
  const requests: ModelRequest[] = [];
  const model: ModelFunction = async (request) => {
    requests.push(request);
    if (script.fail === 'call') throw new Error('refused');
    return say(script, request.signal);
  };
  return {
    model,
    calls: () => requests.length,
    asked: () => requests.at(-1)?.messages.at(-1)?.content ?? '',
    isAborted: () => requests.at(-1)?.signal.aborted === true,
    stop: () => {},
  };
}

async function* say(
  { chunks, reasoning, finishReason = 'stop', delayMs = 0, fail }: ModelScript,
  signal: AbortSignal,
): AsyncGenerator<ModelChunk, void, undefined> {
  if (reasoning !== undefined) yield { type: 'reasoning', delta: reasoning };
  for (const [index, chunk] of chunks.entries()) {
    await sleep(delayMs, undefined, { signal });
    if (fail === 'read' && index === 2) throw new Error('broken');
    if (fail === 'part') {
      yield { type: 'meta', finishReason: 'error' };
      return;
    }
    yield chunk;
  }
  yield { type: 'meta', finishReason };
}

export function startLanguageModel(
  script: ModelScript,
  signalling: 'heeds' | 'ignores',
): ModelUnderTest {
  let calls = 0;
  let asked = '';
  let isAborted = false;
  const model: LanguageModelV3 = {
    specificationVersion: 'v3',
    provider: 'by-hand',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    doStream: async ({ prompt, abortSignal }) => {
      calls++;
      const content = prompt.at(-1)?.content ?? '';
      asked = typeof content === 'string' ? content : JSON.stringify(content);
      if (script.fail === 'call') throw new Error('refused');
      const heeded = signalling === 'heeds' ? abortSignal : undefined;
      const parts = speak(script, heeded);
      const stream = new ReadableStream<LanguageModelV3StreamPart>(
        {
          async pull(controller) {
            try {
              const { done, value } = await parts.next();
              if (done === true) controller.close();
              else controller.enqueue(value);
            } catch (error) {
              controller.error(error);
            }
          },
          cancel: () => void (isAborted = true),
        },
        { highWaterMark: 0 },
      );
      heeded?.addEventListener('abort', () => (isAborted = true), { once: true });
      return { stream };
    },
  };
  return {
    model,
    calls: () => calls,
    asked: () => asked,
    isAborted: () => isAborted,
    stop: () => {},
  };
}

async function* speak(
  { chunks, reasoning, finishReason = 'stop', delayMs = 0, fail }: ModelScript,
  signal: AbortSignal | undefined,
): AsyncGenerator<LanguageModelV3StreamPart, void, undefined> {
  yield { type: 'stream-start', warnings: [] };
  yield { type: 'response-metadata', id: 'call-1', modelId: 'scripted' };
  if (reasoning !== undefined) {
    yield { type: 'reasoning-start', id: 'r' };
    yield { type: 'reasoning-delta', id: 'r', delta: reasoning };
    yield { type: 'reasoning-end', id: 'r' };
  }
  yield { type: 'text-start', id: 't' };
  for (const [index, delta] of chunks.entries()) {
    // An unheeded timer must not keep the test process alive.
    await sleep(delayMs, undefined, { ref: delayMs < 1000, ...(signal && { signal }) });
    if (fail === 'read' && index === 2) throw new Error('broken');
    if (fail === 'part') yield { type: 'error', error: new Error('reported') };
    yield { type: 'text-delta', id: 't', delta };
  }
  yield { type: 'text-end', id: 't' };
  yield {
    type: 'finish',
    finishReason: { unified: finishReason, raw: finishReason },
    usage: {
      inputTokens: { total: 7, noCache: 7, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: 21, text: 21, reasoning: undefined },
    },
  };
}
