import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LanguageModel, LanguageModelCall, LanguageModelPart } from './ai-sdk-model.js';
import { createAgent } from './create-agent.js';
import { tool } from './tool.js';

const Title = z.object({ title: z.string() });
const text = '{"title":"Tea"}';

/** A model object that says these parts, call by call, and what it was called with. */
function saying(...calls: (readonly LanguageModelPart[])[]) {
  const asked: LanguageModelCall[] = [];
  const model: LanguageModel = {
    specificationVersion: 'v3',
    async doStream(options) {
      const parts = calls[Math.min(asked.push(options), calls.length) - 1] ?? [];
      const stream = new ReadableStream<LanguageModelPart>({
        start(controller) {
          for (const part of parts) controller.enqueue(part);
          controller.close();
        },
      });
      return { stream };
    },
  };
  const agent = createAgent({ model, structuredOutput: 'tool' });
  return { request: agent.input('x').output(Title), asked };
}

const finish = (reason: string): LanguageModelPart => ({ type: 'finish', finishReason: reason });
const whole = (toolName: string, input = text): LanguageModelPart => ({
  type: 'tool-call',
  toolCallId: toolName,
  toolName,
  input,
});
const written = (toolName: string, ...deltas: readonly string[]): LanguageModelPart[] => [
  { type: 'tool-input-start', id: toolName, toolName },
  ...deltas.map((delta) => ({ type: 'tool-input-delta', id: toolName, delta })),
  { type: 'tool-input-end', id: toolName },
];

describe('an answer that is given by a tool', () => {
  test.each<[string, readonly LanguageModelPart[]]>([
    ['in pieces', [...written('answer', '{"title":', '"Tea"}'), whole('answer')]],
    ['at once', [whole('answer')]],
    ['announced, and then at once', [...written('answer'), whole('answer')]],
    ['as the text it was to be', [{ type: 'text-delta', id: '1', delta: text }]],
  ])('is the answer, %s', async (_, parts) => {
    const { request, asked } = saying([...parts, finish('tool-calls')]);
    const response = request.getResponse();
    expect(await response.getText()).toBe(text);
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(asked[0]).toMatchObject({
      tools: [{ name: 'answer', inputSchema: { required: ['title'] } }],
      toolChoice: { type: 'tool', toolName: 'answer' },
    });
    expect(asked[0]).not.toHaveProperty('responseFormat');
    expect(JSON.stringify(asked[0]?.prompt)).not.toContain('JSON Schema');
  });

  test('is the answer, whatever is said beside it', async () => {
    const said: LanguageModelPart = { type: 'text-delta', id: '1', delta: 'Sure: {"title":"no"}' };
    const { request } = saying([
      said,
      ...written('answer', text),
      whole('answer'),
      said,
      finish('stop'),
    ]);
    const response = request.getResponse();
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(await response.getText()).toBe(text);
  });

  test.each(['', '```json\n'])(
    'is shown as it comes where the model calls nothing and writes it as text: %s',
    async (fence) => {
      let say: (delta: string) => void = () => {};
      let end = () => {};
      const model: LanguageModel = {
        specificationVersion: 'v3',
        doStream: () => {
          const stream = new ReadableStream<LanguageModelPart>({
            start(controller) {
              say = (delta) => controller.enqueue({ type: 'text-delta', id: '1', delta });
              say(`${fence}{"ti`);
              say('tle":"Tea","note":"');
              end = () => {
                say('Hot."}');
                for (const part of [whole('answer', '{"title":"No"}'), finish('tool-calls')])
                  controller.enqueue(part);
                controller.close();
              };
            },
          });
          return Promise.resolve({ stream });
        },
      };
      const response = createAgent({ model, structuredOutput: 'tool' })
        .input('x')
        .output(Title.extend({ note: z.string() }))
        .getResponse();
      // The model is silent until this was read.
      expect(await response.field('title')).toBe('Tea');
      end();
      expect(await response.getData()).toEqual({ title: 'Tea', note: 'Hot.' });
    },
  );

  test.each(['a"}', '{"title":"Tea"}'])('that is cut off goes on in words: %s', async (rest) => {
    const { request, asked } = saying(
      [...written('answer', '{"title":"Te'), finish('length')],
      [{ type: 'text-delta', id: '1', delta: rest }, finish('stop')],
    );
    const response = request.getResponse({ continueTruncated: true });
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(asked[1]).not.toHaveProperty('tools');
    expect(JSON.stringify(asked[1]?.prompt)).toContain('JSON Schema');
  });

  test('that is cut off is not gone on with by another', async () => {
    const { request } = saying(
      [...written('answer', '{"title":"Te'), finish('length')],
      [{ type: 'text-delta', id: '1', delta: '{"title":"Other"}' }, finish('stop')],
    );
    const response = request.getResponse({ continueTruncated: true });
    await expect(response.getData()).rejects.toMatchObject({ code: 'truncated-output' });
    const again = request.getResponse({ continueTruncated: true, maxRetries: 1 });
    expect(await again.getData()).toEqual({ title: 'Other' });
  });

  test('that is cut off is cut off', async () => {
    const { request } = saying([...written('answer', '{"title":"Te'), finish('length')]);
    await expect(request.getResponse().getData()).rejects.toMatchObject({
      code: 'truncated-output',
      incomplete: ['', 'title'],
    });
  });

  test('has a name that no other tool has, and is the last word', async () => {
    let calls = 0;
    const answer = tool({ input: z.object({ n: z.number() }), execute: () => ++calls });
    const { request, asked } = saying(
      [whole('answer', '{"n":1}'), finish('tool-calls')],
      [whole('answer', '{"n":2}'), whole('answer_'), finish('tool-calls')],
    );
    const response = request.tools({ answer }).getResponse();
    expect(await response.getData()).toEqual({ title: 'Tea' });
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({
      tools: [{ name: 'answer' }, { name: 'answer_' }],
      toolChoice: { type: 'required' },
    });
    expect(calls).toBe(1);
  });

  test('of another form than an object is asked for in words', async () => {
    const { request, asked } = saying([
      { type: 'text-delta', id: '1', delta: '["Tea"]' },
      finish('stop'),
    ]);
    const list = request.output(z.array(z.string())).getResponse();
    expect(await list.getData()).toEqual(['Tea']);
    expect(asked[0]).not.toHaveProperty('tools');
    expect(JSON.stringify(asked[0]?.prompt)).toContain('JSON Schema');
  });
});
