import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import type { ModelChunk } from './model.js';
import type { ObservedEnd } from './observer.js';

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

describe('times', () => {
  const later = async function* (): AsyncGenerator<ModelChunk> {
    yield text;
  };

  /** A response whose first attempt does not hold; when each of its calls began; and its meta at the end. */
  function again(second: () => AsyncGenerator<ModelChunk>) {
    const begun: number[] = [];
    const agent = createAgent({
      async *model() {
        begun.push(performance.now());
        if (begun.length > 1) {
          yield* second();
          return;
        }
        yield '{"title":';
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield '7}';
      },
    });
    const ends: ObservedEnd[] = [];
    const request = agent.input('x').output(Title);
    const watched = request.observe({ onFinish: (end) => void ends.push(end) });
    return { response: watched.getResponse({ maxRetries: 1 }), begun, ends };
  }

  test('are those of the attempt that counts, from the first call on', async () => {
    const { response, begun } = again(later);
    const { attempts, firstTokenMs = 0, firstFieldMs = 0, totalMs } = await response.getMeta();
    const [first = 0, second = 0] = begun;
    expect(attempts).toBe(2);
    expect(firstTokenMs).toBeGreaterThanOrEqual(second - first);
    expect(firstFieldMs).toBeGreaterThanOrEqual(firstTokenMs);
    expect(totalMs).toBeGreaterThanOrEqual(firstFieldMs);
  });

  test('are absent where that attempt said nothing', async () => {
    // oxlint-disable-next-line require-yield -- a model that fails before its first token
    const { response, ends } = again(async function* () {
      throw new Error('No.');
    });
    await expect(response.getData()).rejects.toMatchObject({ code: 'model-failed' });
    await expect.poll(() => ends).toHaveLength(1);
    expect(ends[0]?.meta).toMatchObject({ attempts: 2 });
    expect(ends[0]?.meta).not.toHaveProperty('firstTokenMs');
    expect(ends[0]?.meta).not.toHaveProperty('firstFieldMs');
  });
});
