import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import { createSession } from './create-session.js';
import type { ModelChunk, ModelRequest } from './model.js';
import { tool } from './tool.js';

const Title = z.object({ title: z.string() });
const look: ModelChunk = { type: 'tool-call', callId: '1', toolName: 'look', input: '{}' };
const busy = Object.assign(new Error('busy'), { statusCode: 500 });

/** A request whose model says these chunks, call by call, throws what is an error, and may look something up. */
function saying(...calls: readonly (readonly (ModelChunk | Error)[])[]) {
  const asked: ModelRequest[] = [];
  const request = createAgent({
    toolCalling: 'native',
    structuredOutput: 'native',
    retryDelayMs: 0,
    async *model(own) {
      for (const said of calls[asked.push(own) - 1] ?? []) {
        if (said instanceof Error) throw said;
        yield said;
      }
    },
  })
    .input('x')
    .tools({ look: tool({ input: z.object({}), execute: () => 'found' }) });
  return { request: request.output(Title), text: request, asked };
}

describe('JSON that a model writes before it calls tools', () => {
  const draft = ['I look up {"title":"unknown"} now.', look];
  const answer = '{"title":"good"}';

  test('is withdrawn by the answer behind them, for data, text, fields and the session', async () => {
    const { request } = saying(draft, [answer]);
    const session = createSession();
    const response = request.session(session).getResponse();
    expect(await response.field('title')).toBe('good');
    expect(await response.getData()).toEqual({ title: 'good' });
    expect(await response.getText()).toBe(answer);
    expect(session.messages.at(-1)?.content).toBe(answer);
    expect(await response.getMeta()).toMatchObject({ attempts: 2, rounds: 1 });
  });

  test('is withdrawn where readers see it', async () => {
    const { request } = saying(draft, [answer]);
    const told: string[] = [];
    for await (const event of request.getResponse()) {
      if (event.type === 'done') told.push(`${event.path}: ${JSON.stringify(event.value)}`);
      if (event.type === 'attempt') told.push(event.reason);
    }
    expect(told).toEqual([
      'title: "unknown"',
      ': {"title":"unknown"}',
      'tools-called',
      'title: "good"',
      ': {"title":"good"}',
    ]);
  });

  test('does not stand in for an answer that fails', async () => {
    const { request, asked } = saying(draft, [busy], [answer]);
    expect(await request.getResponse().getData()).toEqual({ title: 'good' });
    expect(asked).toHaveLength(3);
    const failing = saying(draft, [busy]).request.getResponse({ maxCallRetries: 0 });
    await expect(failing.getData()).rejects.toMatchObject({ code: 'model-failed' });
  });

  test('is the answer where nothing is said behind them', async () => {
    const { request } = saying(draft, []);
    expect(await request.getResponse().getData()).toEqual({ title: 'unknown' });
  });

  test('that no schema fits, or that is not closed, spoils nothing', async () => {
    const closed = saying(['{"title":5}', look], [answer]).request;
    expect(await closed.getResponse().getData()).toEqual({ title: 'good' });
    const open = saying(['{"title":"un', look], [answer]).request;
    expect(await open.getResponse().getData()).toEqual({ title: 'good' });
  });

  test('is no part of an answer that is gone on with', async () => {
    const cut: ModelChunk = { type: 'meta', finishReason: 'length' };
    const { request, asked } = saying(draft, ['{"title":"go', cut], ['od"}']);
    const response = request.getResponse({ continueTruncated: true });
    expect(await response.getData()).toEqual({ title: 'good' });
    expect(asked[2]?.messages.at(-2)).toMatchObject({ content: '{"title":"go' });
  });
});

test('words before a call of tools are part of the text, and no attempt of their own', async () => {
  const { request } = saying(['I look it up. ', look], ['{"title":"good"}']);
  const response = request.getResponse();
  expect(await response.getText()).toBe('I look it up. {"title":"good"}');
  expect(await response.getMeta()).toMatchObject({ attempts: 1 });
  const plain = saying(['I look it up.', look], ['It is good.']).text.getResponse();
  expect(await plain.getText()).toBe('I look it up.\n\nIt is good.');
});
