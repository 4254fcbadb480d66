import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { JsonLimits } from '../protocol/index.js';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import type { ModelChunk } from './model.js';
import { tool } from './tool.js';

const Open = z.object({ title: z.string(), rest: z.any() });
const TEXT = '{"title":"Tea","rest":{"a":{"b":{"c":[1,2,3]}},"long key":12345678}}';

function ask(limits: JsonLimits, own: JsonLimits = {}, text = TEXT) {
  const model = createScriptedModel({ text, chunkSize: 4 });
  return createAgent({ model, limits }).input('x').output(Open).getResponse({ limits: own });
}

describe('limits of what is read', () => {
  test.each([
    [{ maxDepth: 3 }, 'depth-exceeded'],
    [{ maxLength: 40 }, 'length-exceeded'],
    [{ maxFields: 4 }, 'fields-exceeded'],
    [{ maxEvents: 9 }, 'events-exceeded'],
    [{ maxKeyLength: 6 }, 'key-exceeded'],
    [{ maxPending: 5 }, 'pending-exceeded'],
  ])('are of the agent or of one response: %o', async (limits, code) => {
    for (const response of [ask(limits), ask({}, limits), ask({ maxRepairs: 1 }, limits)]) {
      const title = response.field('title');
      const said = response.getText();
      await expect(response.getData()).rejects.toMatchObject({
        code: 'unreadable-output',
        cause: { code },
      });
      // What was done before it stands.
      expect(await title).toBe('Tea');
      expect(await said).toBe(TEXT);
    }
    const wide = Object.fromEntries(Object.keys(limits).map((name) => [name, 1000]));
    await expect(ask(limits, wide).getData()).resolves.toMatchObject({ title: 'Tea' });
  });

  test('hold for an answer that is text', async () => {
    const model = createScriptedModel({ text: 'A long text about tea.', chunkSize: 4 });
    const response = createAgent({ model, limits: { maxLength: 9 } })
      .input('x')
      .getResponse();
    await expect(response.getData()).rejects.toMatchObject({ cause: { code: 'length-exceeded' } });
  });

  test.each([
    [{ maxDeep: 3 }, /^createAgent: `limits` has no `maxDeep`/],
    [{ maxDepth: -1 }, /^createAgent: `maxDepth` takes a whole number from 0, or Infinity/],
    [5, /^createAgent: `limits` takes an object/],
  ])('that are none are refused at once: %o', (limits, message) => {
    const model = createScriptedModel({ text: '' });
    const refused = expect.objectContaining({ code: 'invalid-option', name: 'AgentError' });
    expect(() => createAgent({ model, limits: limits as never })).toThrow(message);
    expect(() => createAgent({ model, limits: limits as never })).toThrow(refused);
    const request = createAgent({ model }).input('x');
    expect(() => request.getResponse({ limits: limits as never })).toThrow(refused);
  });
});

const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

/** A model that says one thing after the other. */
function say(said: readonly (readonly ModelChunk[])[]) {
  const told: string[] = [];
  const model = async function* ({ messages }: { messages: readonly object[] }) {
    const chunks = said[told.length] ?? ['{}'];
    told.push(JSON.stringify(messages));
    yield* chunks;
  };
  return { model, told };
}

describe('limits of what tools are called with', () => {
  const Any = z.looseObject({});
  const call = (input: string): readonly ModelChunk[] => [
    { type: 'tool-call', callId: '1', toolName: 'echo', input },
    { type: 'meta', finishReason: 'tool-calls' },
  ];
  const plan = (input: string) => [`{"calls":[{"tool":"echo","input":${input}}]}`];

  function run(
    toolCalling: 'native' | 'prompt',
    said: readonly (readonly ModelChunk[])[],
    limits: JsonLimits,
  ) {
    const inputs: unknown[] = [];
    const echo = tool({ input: Any, execute: (input) => void inputs.push(input) });
    const { model, told } = say(said);
    const agent = createAgent({ model, toolCalling }).tools({ echo });
    return { response: agent.input('x').getResponse({ limits }), inputs, told };
  }

  test('are those of the response, and the model is told', async () => {
    const said = [call('{"a":{"b":1}}'), call('{"a":1}'), ['Done.']];
    const { response, inputs, told } = run('native', said, { maxDepth: 1 });
    expect(await response.getText()).toBe('Done.');
    expect(inputs).toEqual([{ a: 1 }]);
    expect(told[1]).toContain('nests deeper than allowed');
  });

  test('leave inputs that are planned as deep as others', async () => {
    const said = [plan('{"a":1}'), ['{"calls":[]}'], ['Done.']];
    const { response, inputs } = run('prompt', said, { maxDepth: 1 });
    expect(await response.getText()).toBe('Done.');
    expect(inputs).toEqual([{ a: 1 }]);
  });

  test.each(['native', 'prompt'] as const)('may be wider than usual: %s', async (toolCalling) => {
    const deep = `{"a":${nested(600)}}`;
    const written = toolCalling === 'native' ? call : plan;
    const said = [written(deep), ['{"calls":[]}'], ['Done.']];
    const { response, inputs } = run(toolCalling, said, { maxDepth: 700 });
    await response.getText();
    expect(JSON.stringify(inputs)).toBe(`[${deep}]`);
  });

  test('end the response where a plan goes beyond one, and nothing of it is called', async () => {
    const { response, inputs, told } = run('prompt', [plan('{"a":"much"}')], { maxLength: 40 });
    await expect(response.getText()).resolves.toBe('');
    await expect(response.getData()).rejects.toMatchObject({
      code: 'unreadable-output',
      cause: { code: 'length-exceeded' },
    });
    expect(inputs).toEqual([]);
    expect(told).toHaveLength(1);
  });
});

describe('limits of an answer that was cut off', () => {
  const cutOff = { type: 'meta', finishReason: 'length' } as const;

  test('are those of what goes on with it', async () => {
    const text = `{"title":"Tea","rest":${nested(600)}}`;
    const at = text.indexOf('1');
    const rest = `Voici la suite :\n${text.slice(at)}`;
    const { model } = say([[text.slice(0, at), cutOff], [rest]]);
    const response = createAgent({ model, limits: { maxDepth: 700 } })
      .input('x')
      .output(Open)
      .getResponse({ continueTruncated: true });
    expect(JSON.stringify(await response.getData())).toBe(text);
  });

  test('say what the rest goes beyond', async () => {
    const { model } = say([
      ['{"title":"Tea","rest":[', cutOff],
      ['[1]]}', cutOff],
    ]);
    const response = createAgent({ model, limits: { maxDepth: 2 } })
      .input('x')
      .output(Open)
      .getResponse({ continueTruncated: true });
    await expect(response.getData()).rejects.toMatchObject({ cause: { code: 'depth-exceeded' } });
  });

  test('leave an answer that goes beyond one as it is: nobody pays for its rest', async () => {
    const { model, told } = say([[TEXT, cutOff]]);
    const response = createAgent({ model, limits: { maxLength: 20 } })
      .input('x')
      .output(Open)
      .getResponse({ continueTruncated: true });
    const outcomes: string[] = [];
    response.finally((_, outcome) => outcomes.push(outcome));
    expect(await response.getText()).toBe(TEXT);
    await expect(response.getData()).rejects.toMatchObject({ code: 'unreadable-output' });
    expect(told).toHaveLength(1);
    expect(outcomes).toEqual(['error']);
  });
});
