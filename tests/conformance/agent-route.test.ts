import { createAgent, type LanguageModel } from 'fieldwise/agent';
import type { InstantEvent } from 'fieldwise';
import { createInstantRun, readInstantStream } from 'fieldwise/client';
import { createInstantRoute } from 'fieldwise/server';
import { createScriptedModel } from 'fieldwise/testing';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { serve, type Served } from '../support/serve.js';

const served: Served[] = [];
afterEach(async () => {
  for (const server of served.splice(0)) await server.close();
});

const Note = z.object({ items: z.array(z.object({ note: z.string().optional() })) });

test('a reader over the network is told why an answer is asked for again, and which keys it lacked', async () => {
  const said = ['{"items":[{"note":"a"},{}]}', '{"items":[{"note":"a"},{"note":"b"}]}'];
  const agent = createAgent({ model: createScriptedModel({ text: () => said.shift() ?? '' }) });
  const { POST } = createInstantRoute({
    run: ({ signal }) =>
      agent
        .input('x')
        .output(Note)
        .getResponse({ signal, ensureKeys: ['items[*].note'] }),
  });
  const server = await serve(POST);
  served.push(server);
  const events: InstantEvent[] = [];
  const response = await fetch(server.url, { method: 'POST' });
  for await (const event of readInstantStream(response)) events.push(event);
  expect(events.filter(({ type }) => type === 'attempt')).toEqual([
    { type: 'attempt', attempt: 2, reason: 'missing-keys', missing: ['items[1].note'] },
  ]);
  expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'complete' });
});

test('a page knows the sources that a model named', async () => {
  const parts = [
    { type: 'source', sourceType: 'url', id: '1', url: 'https://example.org/', title: 'Tea' },
    { type: 'text-delta', id: 't', delta: '{"items":[]}' },
    { type: 'source', sourceType: 'url', id: '2', url: 'https://example.com/' },
    { type: 'finish', finishReason: 'stop' },
  ];
  const model: LanguageModel = {
    specificationVersion: 'v3',
    doStream: async () => ({
      stream: new ReadableStream({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      }),
    }),
  };
  const { POST } = createInstantRoute({
    run: ({ signal }) => createAgent({ model }).input('x').output(Note).getResponse({ signal }),
  });
  const server = await serve(POST);
  served.push(server);
  const run = createInstantRun({ api: server.url });
  const { status, meta } = await run.submit({});
  expect([status, meta.sources]).toEqual([
    'complete',
    [
      { id: '1', url: 'https://example.org/', title: 'Tea' },
      { id: '2', url: 'https://example.com/' },
    ],
  ]);
});
