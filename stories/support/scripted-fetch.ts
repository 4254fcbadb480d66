// In: the schema of an answer. Out: a `fetch` that is a whole server: the real route, the real agent, a scripted model.
// Everything happens in the page's memory; no request leaves it. Where the answer is travelled in by hand, its pieces wait for it.
// Knows nothing of components.

import { createAgent } from 'fieldwise/agent';
import type { ModelFunction } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel, splitText, type ModelFault } from 'fieldwise/testing';
import type { z } from 'zod';
import { breakAnswer } from '../../playground/model/break-answer.js';
import { carryResponse, type Delivery } from './delivery.js';
import { Script } from './script.js';

/** Without a delivery, everything goes as the script has it. */
export function scriptedFetch(output: z.ZodType, delivery?: Delivery): typeof fetch {
  const { POST } = scriptedRoute(output, delivery);
  return async (url, init) => {
    const address = new URL(url instanceof Request ? url.url : url, location.origin);
    return carryResponse(await POST(new Request(address, init)), delivery);
  };
}

/** The route behind it, which takes a script and says its answer. */
export function scriptedRoute(output: z.ZodType, delivery?: Delivery) {
  return createInstantRoute({
    input: Script,
    async *run({ input, path, signal }) {
      const { text, again = text, ending } = input;
      const script = path === undefined ? input : { ...input, text: again };
      // One field that is asked for anew comes at the pace of the script.
      const model =
        delivery && path === undefined ? deliveredModel(script, delivery) : scriptedModel(script);
      const request = createAgent({ model }).input('Go').output(output);
      yield* request.getResponse({ signal, maxRetries: ending === 'retried' ? 1 : 0 });
    },
    onError: () => {},
  });
}

/** Of a text that breaks off, what there is of it. */
const halfOf = (text: string) => text.slice(0, Math.round(text.length * 0.6));

function scriptedModel({ text, delayMs, chunkSize, ending, pauseAfter }: Script): ModelFunction {
  const half = halfOf(text);
  const said = ending === 'truncated' ? half : text;
  const faults: ModelFault[] = [];
  if (ending === 'error') faults.push({ after: half, kind: 'cut' });
  if (ending === 'retried') faults.push({ call: 1, after: half, kind: 'cut' });
  if (pauseAfter !== undefined && pauseAfter < said.length) {
    // What pauses is the answer that counts.
    const call = ending === 'retried' ? { call: 2 } : {};
    faults.push({ ...call, after: said.slice(0, pauseAfter), kind: 'stall' });
  }
  return createScriptedModel({
    text: said,
    finishReason: ending === 'truncated' ? 'length' : 'stop',
    delayMs,
    chunkSize,
    faults,
  });
}

/** Says the same in the pieces and with the faults that were chosen, each piece when it may come. */
function deliveredModel(script: Script, delivery: Delivery): ModelFunction {
  const { chunkSize, faults } = delivery.getState();
  const { text, finishReason } = breakAnswer(script.text, faults);
  const isCut = finishReason === 'length';
  const ending = isCut ? 'truncated' : script.ending;
  const model = isCut
    ? createScriptedModel({ text, finishReason, chunkSize })
    : scriptedModel({ text, ending, delayMs: 0, chunkSize });
  const said = !isCut && ending === 'truncated' ? halfOf(text) : text;
  const { pauseAfter = Infinity } = script;
  delivery.begin(splitText(said, { size: chunkSize }).length, {
    pause: Math.ceil(pauseAfter / chunkSize),
  });
  return async function* deliver(request) {
    let index = 0;
    for await (const chunk of await model(request)) {
      if (typeof chunk === 'string') await delivery.until(index++, request.signal);
      yield chunk;
    }
  };
}
