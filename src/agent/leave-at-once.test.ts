import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { AgentResponse } from './agent-response.js';
import { createAgent } from './create-agent.js';
import { showTools } from './show-tools.js';
import { formatEvents } from './terminal/index.js';

const schema = z.object({ list: z.array(z.string()), text: z.string() });
type Answer = z.infer<typeof schema>;

/** Gives a short list, then much that no reader of the list is told of, or nothing for ever. */
function ask(isSilent: boolean) {
  const seen = { pieces: 0, isAborted: false };
  let reach = () => {};
  const isUnderWay = new Promise<void>((resolve) => (reach = resolve));
  const agent = createAgent({
    async *model({ signal }) {
      signal.addEventListener('abort', () => (seen.isAborted = true));
      yield '{"list":["a"],"text":"';
      if (isSilent) await new Promise(() => {});
      for (; seen.pieces < 200; seen.pieces++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (seen.pieces === 20) reach();
        yield 'x';
      }
      yield '"}';
    },
  });
  return { response: agent.input('?').output(schema).getResponse(), seen, isUnderWay };
}

type Reader = (response: AgentResponse<Answer>) => AsyncGenerator<unknown, void, undefined>;

const readers: Record<string, Reader> = {
  instant: (response) => response.getAsyncGenerator(),
  elements: (response) => response.elements('list'),
  whenKey: (response) => response.whenKey('list[0]'),
  formatEvents: (response) => formatEvents(response),
  showTools: (response) => showTools(response),
};

test.each(Object.entries(readers))(
  '%s is left while it waits for a model that is silent, whose call ends',
  async (_, read) => {
    const { response, seen } = ask(true);
    const reader = read(response);
    let given = 0;
    const reading = (async () => {
      for (;;) {
        const { done } = await reader.next();
        if (done === true) return;
        given++;
      }
    })();
    await expect.poll(() => given).toBeGreaterThan(0);
    await new Promise((resolve) => setImmediate(resolve));
    await reader.return();
    await reading;
    expect(seen.isAborted).toBe(true);
  },
);

test.each(Object.entries(readers))(
  '%s is left by a stream of Node that is destroyed, within one piece of the model',
  async (_, read) => {
    const { response, seen, isUnderWay } = ask(false);
    const stream = Readable.from(read(response), { objectMode: true });
    stream.resume();
    await isUnderWay;
    stream.destroy();
    await expect.poll(() => seen.isAborted).toBe(true);
    expect(seen.pieces).toBeLessThanOrEqual(21);
  },
);

test.each(['elements', 'whenKey'])('%s that nobody begins to read calls no model', async (name) => {
  const { response, seen } = ask(false);
  await readers[name]?.(response).return();
  expect((await response.getData()).list).toEqual(['a']);
  expect(seen.pieces).toBe(200);
});

test('what leaving fails with is no rejection that nobody hears', async () => {
  const source: AsyncIterator<never> = {
    next: () => new Promise(() => {}),
    return: () => Promise.reject(new Error('gone')),
  };
  const pieces = formatEvents({ [Symbol.asyncIterator]: () => source });
  // It has not begun, so it ends with nothing.
  expect(await pieces.return()).toEqual({ done: true, value: undefined });
});

test('formatEvents refuses what it does not take before it is read', () => {
  const { response } = ask(false);
  expect(() => formatEvents(response, { colour: true } as never)).toThrow(
    expect.objectContaining({ code: 'invalid-option' }) as Error,
  );
});
