import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import type { ModelChunk } from './model.js';

const Title = z.object({ title: z.string() });
const text = '{"title":"Tea"}';

/** A response to a model that says this and breaks. */
function breaking(...chunks: readonly ModelChunk[]) {
  let calls = 0;
  const agent = createAgent({
    async *model() {
      calls++;
      yield* chunks;
      throw Object.assign(new Error('secret'), { statusCode: 503 });
    },
    retryDelayMs: 1,
  });
  return { request: agent.input('x'), calls: () => calls };
}

test('a model that says nothing but what it is was silent for as long as was set', async () => {
  const model = async function* (): AsyncGenerator<ModelChunk> {
    yield { type: 'meta', model: 'small' };
    await new Promise(() => {});
  };
  const options = { firstTokenTimeoutMs: 30, maxCallRetries: 0 };
  await expect(
    createAgent({ model, ...options })
      .input('x')
      .getResponse()
      .getText(),
  ).rejects.toMatchObject({ cause: { name: 'TimeoutError', message: 'Silent for 30 ms.' } });
});

describe('a model that breaks behind its answer', () => {
  test('has answered: nothing is asked again, and no reader is told of a failure', async () => {
    const { request, calls } = breaking(text);
    const response = request.output(Title).getResponse({ maxRetries: 2 });
    const events: string[] = [];
    for await (const { type } of response) events.push(type);
    expect(events.slice(-3)).toEqual(['done', 'done', 'end']);
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(await response.getText()).toBe(text);
    expect(calls()).toBe(1);
  });

  test('and says so itself has answered, too', async () => {
    const model = async function* (): AsyncGenerator<ModelChunk> {
      yield text;
      yield { type: 'meta', finishReason: 'error' };
    };
    const response = createAgent({ model }).input('x').output(Title).getResponse();
    expect(await response.getData()).toEqual({ title: 'Tea' });
  });

  test('is held to the schema all the same', async () => {
    const { request, calls } = breaking('{"title":5}');
    const response = request.output(Title).getResponse({ maxRetries: 1 });
    await expect(response.getData()).rejects.toMatchObject({ code: 'invalid-output' });
    expect(calls()).toBe(2);
  });

  test.each([
    ['is not closed', '{"title":"Tea"', Title],
    ['is bare text, which has no end of its own', 'Tea', undefined],
  ])('has not, where the answer %s', async (_, chunk, schema) => {
    const { request } = breaking(chunk);
    const response = (schema === undefined ? request : request.output(schema)).getResponse();
    await expect(response.getData()).rejects.toMatchObject({ code: 'model-failed' });
  });

  test('has failed where it is the function that is wrong', async () => {
    const { request } = breaking(text, 7 as never);
    await expect(request.output(Title).getResponse().getData()).rejects.toThrow(
      /yielded the number/,
    );
  });
});
