import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { serve } from '../../tests/support/serve.js';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { tool } from './tool.js';

async function readImports() {
  const { metafile, outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('index.ts', import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    external: ['@ai-sdk/*', 'zod'],
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  return { imports, code: outputFiles.map(({ text }) => text).join('') };
}

test('the provider for endpoints is loaded only by those who name an endpoint', async () => {
  const { imports } = await readImports();
  expect([...new Set(imports.map(({ path, kind }) => `${kind} ${path}`))].toSorted()).toEqual([
    'dynamic-import @ai-sdk/openai-compatible',
    'import-statement zod/v4/core',
  ]);
});

test('the room needs nothing of Node', async () => {
  const { imports, code } = await readImports();
  expect(imports.filter(({ path }) => path.startsWith('node:'))).toEqual([]);
  expect(code).not.toMatch(/\b(?:process|Buffer|require)\b\s*[.(]/);
});

test('an endpoint is asked for its usage, and what it says is in the meta', async () => {
  const bodies: unknown[] = [];
  const endpoint = await serve(async (request) => {
    const body = (await request.json()) as { stream_options?: { include_usage?: boolean } };
    bodies.push(body);
    const parts: object[] = [
      { id: '1', choices: [{ delta: { content: 'Tea' } }] },
      { id: '1', choices: [{ delta: {}, finish_reason: 'stop' }] },
    ];
    // As OpenAI's endpoint does: the counts come after the answer, and only to those who asked.
    if (body.stream_options?.include_usage === true) {
      parts.push({ id: '1', choices: [], usage: { prompt_tokens: 7, completion_tokens: 2 } });
    }
    const lines = parts.map((part) => `data: ${JSON.stringify(part)}\n\n`);
    return new Response(`${lines.join('')}data: [DONE]\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    });
  });
  try {
    const model = { baseURL: `${endpoint.url}v1`, model: 'scripted' };
    const meta = await createAgent({ model }).input('x').getResponse().getMeta();
    expect(bodies).toMatchObject([{ stream: true, stream_options: { include_usage: true } }]);
    expect(meta).toMatchObject({ usage: { inputTokens: 7, outputTokens: 2 } });
  } finally {
    await endpoint.close();
  }
});

test('a signature of Gemini comes back with its call', async () => {
  const bodies: string[] = [];
  const call = {
    index: 0,
    id: 'a',
    type: 'function',
    function: { name: 'add', arguments: '{"n":1}' },
    extra_content: { google: { thought_signature: 'SIGNED' } },
  };
  const endpoint = await serve(async (request) => {
    const choices =
      bodies.push(await request.text()) === 1
        ? [{ delta: { tool_calls: [call] } }, { delta: {}, finish_reason: 'tool_calls' }]
        : [{ delta: { content: '2' } }, { delta: {}, finish_reason: 'stop' }];
    const lines = choices.map(
      (choice) => `data: ${JSON.stringify({ id: '1', choices: [choice] })}\n\n`,
    );
    return new Response(`${lines.join('')}data: [DONE]\n\n`, {
      headers: { 'content-type': 'text/event-stream' },
    });
  });
  try {
    const add = tool({ input: z.object({ n: z.number() }), execute: ({ n }) => n + 1 });
    const model = { baseURL: `${endpoint.url}v1`, model: 'scripted' };
    await createAgent({ model }).input('x').tools({ add }).getResponse().getText();
    expect(JSON.parse(bodies[1] ?? '')).toMatchObject({
      messages: [
        { role: 'user' },
        { tool_calls: [{ id: 'a', extra_content: { google: { thought_signature: 'SIGNED' } } }] },
        { role: 'tool' },
      ],
    });
  } finally {
    await endpoint.close();
  }
});
