import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createTriggerFlow } from '../flow/index.js';
import { createInterruptRoute, type TakeAnswer } from './create-interrupt-route.js';

const URL = 'http://localhost/api';

function patch(body: unknown, init: RequestInit = {}): Request {
  return new Request(URL, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

const given = { executionId: 'a', interruptId: '1', answer: { go: true } };

async function refusal(response: Response) {
  const { error } = (await response.json()) as {
    error: { code: string; message: string; issues?: unknown };
  };
  return { status: response.status, ...error };
}

/** A flow that asks, and the handler that takes the answer. */
async function asking() {
  const flow = createTriggerFlow<{
    interrupts: { approve: { payload: null; answer: boolean } };
    result: boolean;
  }>({ contract: { interrupts: { approve: z.boolean() } } });
  flow.to(({ pauseFor }) => pauseFor('approve', null)).end();
  const execution = flow.createExecution();
  const result = execution.start();
  await execution.idle();
  const take: TakeAnswer = async ({ executionId, interruptId, answer }) => {
    if (executionId !== execution.id) return false;
    await execution.continueWith(interruptId, answer);
    return true;
  };
  return { execution, result, route: createInterruptRoute(take) };
}

describe('createInterruptRoute', () => {
  test('hands the answer on, and says that it was taken', async () => {
    const take = vi.fn<TakeAnswer>();
    const request = patch(given);
    const response = await createInterruptRoute(take).PATCH(request);
    expect(response.status).toBe(204);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(take).toHaveBeenCalledExactlyOnceWith({ ...given, request });
  });

  test('goes on with an execution, refuses what does not fit, and who comes second', async () => {
    const { execution, result, route } = await asking();
    const send = (answer: unknown, id = execution.id, interruptId = '1') =>
      route.PATCH(patch({ executionId: id, interruptId, answer }));
    expect(await refusal(await send('maybe'))).toMatchObject({
      status: 422,
      code: 'invalid-answer',
      issues: [{ path: [] }],
    });
    expect(await refusal(await send(true, 'other'))).toMatchObject({
      status: 404,
      code: 'unknown-interrupt',
    });
    expect(await refusal(await send(true, execution.id, '9'))).toMatchObject({
      status: 404,
      code: 'unknown-interrupt',
    });
    expect((await send(true)).status).toBe(204);
    expect(await result).toBe(true);
    expect(await refusal(await send(false))).toMatchObject({
      status: 409,
      code: 'closed-interrupt',
    });
  });

  test.each([
    ['no JSON', patch('{'), 400, 'invalid-json'],
    ['no ids', patch({ answer: true }), 422, 'invalid-input'],
    ['a number for an id', patch({ ...given, interruptId: 1 }), 422, 'invalid-input'],
    ['a list', patch([given]), 422, 'invalid-input'],
    [
      'a form',
      patch('a=1', { headers: { 'content-type': 'text/plain' } }),
      415,
      'unsupported-media-type',
    ],
    ['too much', patch({ ...given, answer: 'x'.repeat(200) }), 413, 'body-too-large'],
    [
      'another site',
      patch(given, {
        headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      }),
      403,
      'forbidden-origin',
    ],
  ])('refuses %s', async (_, request, status, code) => {
    const take = vi.fn<TakeAnswer>();
    const { PATCH } = createInterruptRoute(take, { maxBodyBytes: 100 });
    expect(await refusal(await PATCH(request))).toMatchObject({ status, code });
    expect(take).not.toHaveBeenCalled();
  });

  test('asks whether one may answer before it reads what', async () => {
    const take = vi.fn<TakeAnswer>();
    const { PATCH } = createInterruptRoute(take, { authorize: () => false });
    expect(await refusal(await PATCH(patch(given)))).toMatchObject({ code: 'unauthorized' });
    expect(take).not.toHaveBeenCalled();
  });

  test('hides what else goes wrong, and tells it to onError', async () => {
    const secret = new Error('a secret');
    const onError = vi.fn<(error: unknown) => void>(() => {
      throw new Error('worse');
    });
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { PATCH } = createInterruptRoute(() => Promise.reject(secret), { onError });
    expect(await refusal(await PATCH(patch(given)))).toMatchObject({
      status: 500,
      code: 'internal',
    });
    expect(onError).toHaveBeenCalledExactlyOnceWith(secret);
    expect(report).toHaveBeenCalledOnce();
    report.mockRestore();
  });

  test.each([
    [[undefined], 'take'],
    [['x'], 'take'],
    [[() => undefined, null], 'options'],
    [[() => undefined, { authorise: () => true }], 'authorize'],
    [[() => undefined, { maxBodyBytes: 0 }], 'maxBodyBytes'],
    [[() => undefined, { allowedOrigins: 'x' }], 'allowedOrigins'],
    [[() => undefined, { onError: 1 }], 'onError'],
  ])('refuses %o', (args, named) => {
    expect(() => createInterruptRoute(...(args as unknown as [TakeAnswer]))).toThrow(
      expect.objectContaining({ code: 'invalid-option', message: expect.stringContaining(named) }),
    );
  });
});
