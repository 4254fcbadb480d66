import { build } from 'esbuild';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import worker, { type Env } from '../../examples/worker/worker.js';
import { readInstantStream } from '../../src/client/index.js';
import { startModelServer } from '../support/model-server.js';
import { root } from '../surface/source-files.js';

function post(body: object, accept = 'text/event-stream'): Request {
  return new Request('https://worker.test/', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });
}

const ask = async (body: object, env?: Env) => {
  const response = await worker.fetch(post(body, 'application/json'), env);
  return { status: response.status, body: (await response.json()) as object };
};

describe('the example of a worker', () => {
  test('streams a dish field by field', async () => {
    const done: string[] = [];
    for await (const event of readInstantStream(await worker.fetch(post({ wish: 'soup' }))))
      if (event.type === 'done') done.push(event.path);
    expect(done).toEqual(['name', 'minutes', 'steps[0]', 'steps[1]', 'steps[2]', 'steps', '']);
  });

  test.each<[Env, string | undefined]>([
    [{ OPENAI_API_KEY: 'sk-1' }, 'Bearer sk-1'],
    [{}, undefined],
  ])('asks the endpoint that its variables name: %o', async (key, authorization) => {
    const dish = { name: 'Tea', minutes: 4, steps: ['Pour.'] };
    const server = await startModelServer([{ chunks: [JSON.stringify(dish)] }]);
    try {
      const env = { ...key, OPENAI_BASE_URL: server.model.baseURL, MODEL: 'small' };
      expect(await ask({ wish: 'tea' }, env)).toEqual({ status: 200, body: { data: dish } });
      expect(server.calls[0]?.body).toMatchObject({ model: 'small' });
      expect(server.calls[0]?.headers.authorization).toBe(authorization);
    } finally {
      await server.stop();
    }
  });

  test('refuses what is no wish, and what is no POST', async () => {
    expect((await ask({ wish: '' })).status).toBe(422);
    const got = await worker.fetch(new Request('https://worker.test/'));
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test.each(['neutral', 'browser'] as const)(
    'bundles for the platform %s, with nothing of Node in it',
    async (platform) => {
      const { outputFiles, metafile } = await build({
        entryPoints: [resolve(root, 'examples/worker/worker.ts')],
        absWorkingDir: root,
        alias: {
          'fieldwise/agent': './src/agent/index.ts',
          'fieldwise/server': './src/server/index.ts',
        },
        bundle: true,
        format: 'esm',
        platform,
        mainFields: ['module', 'main'],
        target: 'es2022',
        metafile: true,
        write: false,
        logLevel: 'silent',
      });
      const text = outputFiles[0]?.text ?? '';
      expect(text).toContain('Leek and potato soup');
      const inputs = Object.values(metafile.inputs).flatMap(({ imports }) => imports);
      expect(inputs.filter(({ external }) => external === true)).toEqual([]);
      const module = (await import(
        `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
      )) as { default: typeof worker };
      const response = await module.default.fetch(post({ wish: 'soup' }, 'application/json'));
      expect(await response.json()).toMatchObject({ data: { name: 'Leek and potato soup' } });
    },
  );
});
