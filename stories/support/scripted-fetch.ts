// In: the schema of an answer. Out: a `fetch` that is a whole server: the real route, the real agent, a scripted model.
// Everything happens in the page's memory; no request leaves it.
// Knows nothing of components.

import { createAgent } from 'fieldwise/agent';
import type { ModelFunction } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel, type ModelFault } from 'fieldwise/testing';
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
  const half = text.slice(0, Math.round(text.length * 0.6));
  const said = ending === 'truncated' ? half : text;
  const faults: ModelFault[] = [];
  if (ending === 'error') faults.push({ after: half, kind: 'cut' });
  if (pauseAfter !== undefined && pauseAfter < said.length)
    faults.push({ after: said.slice(0, pauseAfter), kind: 'stall' });
  return createScriptedModel({
    text: said,
    finishReason: ending === 'truncated' ? 'length' : 'stop',
    delayMs,
    chunkSize,
    faults,
  });
}
