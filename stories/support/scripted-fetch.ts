// In: the schema of an answer. Out: a `fetch` that is a whole server: the real route, the real agent, a scripted model.
// Everything happens in the page's memory; no request leaves it.
// Knows nothing of components.

import { createAgent } from 'fieldwise/agent';
import type { ModelFunction } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import type { z } from 'zod';
import { Script } from './script.js';

export function scriptedFetch(output: z.ZodType): typeof fetch {
  const { POST } = createInstantRoute({
    input: Script,
    async *run({ input, path, signal }) {
      const { text, again = text } = input;
      const script = path === undefined ? input : { ...input, text: again };
      const agent = createAgent({ model: scriptedModel(script) });
      yield* agent.input('Go').output(output).getResponse({ signal });
    },
    onError: () => {},
  });
  return (url, init) =>
    POST(new Request(new URL(url instanceof Request ? url.url : url, location.origin), init));
}

function scriptedModel({ text, delayMs, chunkSize, ending, pauseAfter }: Script): ModelFunction {
  const half = Math.round(text.length * 0.6);
  const model = createScriptedModel({
    text: ending === 'truncated' ? text.slice(0, half) : text,
    delayMs,
    chunkSize,
    ...(ending === 'truncated' && { finishReason: 'length' }),
    ...(ending === 'error' && { failAfter: Math.ceil(half / chunkSize) }),
  });
  return pauseAfter === undefined ? model : pausing(model, pauseAfter);
}

/** The same model, silent after some characters until nobody listens any more. */
function pausing(model: ModelFunction, pauseAfter: number): ModelFunction {
  return async function* paused(request) {
    let left = pauseAfter;
    for await (const piece of await model(request)) {
      const size = typeof piece === 'string' ? piece.length : 0;
      if (size > left) await silence(request.signal);
      left -= size;
      yield piece;
    }
  };
}

function silence(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = () => reject(signal.reason as Error);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
