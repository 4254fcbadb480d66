// In: what a model says, call by call. Out: a model object of the AI SDK that says it.
// Written by hand after the SDK's interface: its own mock brings a mocking library with it.
// Knows nothing of routes.

import type { LanguageModelV3, LanguageModelV3StreamPart } from '@ai-sdk/provider';

type Word = string | LanguageModelV3StreamPart;

/**
 * One call's words: text, or parts of other kinds as they are. A failure before the first refuses the call, a later one
 * is a part, as providers have it.
 */
export type Speak = (call: {
  readonly signal: AbortSignal;
  /** Counts from 0. */
  readonly index: number;
}) => AsyncIterable<Word>;

const usage = {
  inputTokens: { total: 3, noCache: 3, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
};

export function finish(
  unified: 'stop' | 'length' | 'tool-calls' | 'error' = 'stop',
): LanguageModelV3StreamPart {
  return { type: 'finish', finishReason: { unified, raw: unified }, usage };
}

export function createAiSdkModel(speak: Speak): LanguageModelV3 {
  let calls = 0;
  return {
    specificationVersion: 'v3',
    provider: 'by-hand',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('not used')),
    doStream: async ({ abortSignal = new AbortController().signal }) => {
      const words = speak({ signal: abortSignal, index: calls++ })[Symbol.asyncIterator]();
      const first = await words.next();
      return { stream: streamOf(parts(first, words)) };
    },
  };
}

/** Text is put between its marks; an end is added where there is none. */
async function* parts(
  first: IteratorResult<Word>,
  words: AsyncIterator<Word>,
): AsyncGenerator<LanguageModelV3StreamPart> {
  yield { type: 'stream-start', warnings: [] };
  let isText = false;
  let isFinished = false;
  try {
    for (let word = first; word.done !== true; word = await words.next()) {
      const { value } = word;
      if ((typeof value === 'string') !== isText) {
        yield { type: isText ? 'text-end' : 'text-start', id: 't' };
        isText = !isText;
      }
      yield typeof value === 'string' ? { type: 'text-delta', id: 't', delta: value } : value;
      isFinished = typeof value !== 'string' && value.type === 'finish';
    }
    if (isText) yield { type: 'text-end', id: 't' };
    if (!isFinished) yield finish();
  } catch (error) {
    yield { type: 'error', error };
    yield finish('error');
  } finally {
    await words.return?.();
  }
}

function streamOf<Part>(source: AsyncGenerator<Part>): ReadableStream<Part> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
