import { describe, expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';
import type { Model, ModelRequest } from './model.js';

const Idea = z.object({
  title: z.string().describe('Title'),
  items: z.array(z.string().describe('Bullet point')),
});

function lastMessages(model: { calls: readonly { request: ModelRequest }[] }) {
  return model.calls.at(-1)?.request.messages;
}

test('an answer arrives field by field, and its data needs no second call', async () => {
  const model = createScriptedModel({ text: '{"title":"Tea","items":["warm","calm"]}' });
  const response = createAgent({ model })
    .input('Give me a title and two bullet points')
    .output(Idea)
    .getResponse();

  const completed: [string, unknown][] = [];
  for await (const item of response.getAsyncGenerator({ type: 'instant' })) {
    if (item.type === 'done') completed.push([item.path, item.value]);
  }
  const data = await response.getData();

  expect(completed.slice(0, 3)).toEqual([
    ['title', 'Tea'],
    ['items[0]', 'warm'],
    ['items[1]', 'calm'],
  ]);
  expect(data).toEqual({ title: 'Tea', items: ['warm', 'calm'] });
  expectTypeOf(data).toEqualTypeOf<{ title: string; items: string[] }>();
  expect(model.calls).toHaveLength(1);
});

test.each<[string, Model]>([
  ['returns its text', () => '{"title":"Tea","items":[]}'],
  ['promises its text', async () => '{"title":"Tea","items":[]}'],
  [
    'promises what it says',
    async () =>
      createScriptedModel({ text: '{"title":"Tea","items":[]}' })({
        messages: [],
        structuredOutput: 'prompt',
        signal: new AbortController().signal,
      }),
  ],
])('a function is a model that %s', async (_, model) => {
  const response = createAgent({ model }).input('x').output(Idea).getResponse();
  expect(await response.getData()).toEqual({ title: 'Tea', items: [] });
  expect(await response.getText()).toBe('{"title":"Tea","items":[]}');
});

describe('requests', () => {
  test('of one agent never mix, a thousand at a time', async () => {
    const model = createScriptedModel({
      text: ({ messages }) => JSON.stringify({ title: messages.at(-1)?.content, items: [] }),
      chunkSize: 7,
      delayMs: 1,
    });
    const agent = createAgent({ model, structuredOutput: 'native' });
    const inputs = Array.from({ length: 1000 }, (_, index) => `question ${index}`);
    const answers = await Promise.all(
      inputs.map((input) => agent.output(Idea).input(input).getResponse().getData()),
    );
    expect(answers.map(({ title }) => title)).toEqual(inputs);
    expect(model.calls).toHaveLength(1000);
  });

  test('are new with every call and leave the one before unchanged', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const base = createAgent({ model }).instruct('Be brief');
    const first = base.input('first');
    base.input('second').instruct('Be long');
    await first.getResponse().getText();
    expect(lastMessages(model)?.[0]?.content).toMatch(/Be brief\n\n## Input\n\nfirst$/);
  });

  test('keep what a slot held when it was set', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const facts = { city: 'Oslo' };
    const request = createAgent({ model }).info(facts).input('where?');
    facts.city = 'Rome';
    await request.getResponse().getText();
    expect(lastMessages(model)?.[0]?.content).toContain('- city: Oslo');
  });

  test('chain in any order, and a slot set again is replaced', async () => {
    const model = createScriptedModel({ text: '{"title":"a","items":[]}' });
    const agent = createAgent({ model, system: 'You are a poet', info: 'old' });
    await agent.input('i').output(Idea).info('new').instruct('c').getResponse().getData();
    const one = lastMessages(model);
    await agent.instruct('c').info('new').output(Idea).input('i').getResponse().getData();
    expect(lastMessages(model)).toEqual(one);
    expect(one?.[0]).toEqual({ role: 'system', content: 'You are a poet' });
    expect(one?.[1]?.content).not.toContain('old');
  });

  test('have a new response each time they are asked for one', async () => {
    const model = createScriptedModel({ text: 'yes' });
    const request = createAgent({ model }).input('again?');
    await request.getResponse().getText();
    await request.getResponse().getText();
    expect(model.calls).toHaveLength(2);
  });
});

describe('the output requirement', () => {
  const text = '{"title":"a","items":[]}';

  test('goes into the prompt of a function, with its descriptions, and is handed over too', async () => {
    const model = createScriptedModel({ text });
    await createAgent({ model }).input('x').output(Idea).getResponse().getData();
    const request = model.calls[0]?.request;
    expect(request?.structuredOutput).toBe('prompt');
    expect(request?.messages[0]?.content).toContain('"description":"Bullet point"');
    expect(request?.schema).toMatchObject({ type: 'object', required: ['title', 'items'] });
  });

  test('is left to the provider when native, so that a bare input stays bare', async () => {
    const model = createScriptedModel({ text });
    const agent = createAgent({ model, structuredOutput: 'native' });
    await agent.input('x').output(Idea).getResponse().getData();
    expect(model.calls[0]?.request.messages).toEqual([{ role: 'user', content: 'x' }]);
    expect(model.calls[0]?.request.schema).toMatchObject({ additionalProperties: false });
  });

  test('goes into the prompt after all when it is not an object, or when nothing else is said', async () => {
    const model = createScriptedModel({
      text: ({ schema }) => (schema?.type === 'array' ? '[]' : text),
    });
    const agent = createAgent({ model, structuredOutput: 'native' });
    await agent.input('x').output(z.array(z.string())).getResponse().getData();
    await agent.output(Idea).getResponse().getData();
    expect(model.calls.map(({ request }) => request.structuredOutput)).toEqual([
      'prompt',
      'prompt',
    ]);
  });

  test('is worked out once per schema and agent, and shared by its requests', () => {
    let described = 0;
    const Watched = z.object({ title: z.string() });
    // A field of its own that counts how often it is asked how it is written as JSON Schema.
    const process = Watched.shape.title._zod.toJSONSchema;
    Watched.shape.title._zod.toJSONSchema = () => {
      described++;
      return process?.() ?? { type: 'string' };
    };
    const agent = createAgent({ model: createScriptedModel({ text }) });
    agent.output(Watched);
    agent.input('x').output(Watched).info('y').output(Watched).getResponse();
    expect(described).toBe(1);
    createAgent({ model: createScriptedModel({ text }) }).output(Watched);
    expect(described).toBe(2);
  });

  test('shows the model the input of a transform and the reader its output', async () => {
    const model = createScriptedModel({ text: '{"price":"12.5"}' });
    const Price = z.object({
      price: z.string().transform(Number),
      note: z.string().default('none'),
    });
    const data = await createAgent({ model }).input('x').output(Price).getResponse().getData();
    expect(data).toEqual({ price: 12.5, note: 'none' });
    expect(model.calls[0]?.request.schema).toMatchObject({
      properties: { price: { type: 'string' } },
      required: ['price'],
    });
  });
});

describe('what cannot work is refused at once', () => {
  const agent = createAgent({ model: createScriptedModel({ text: '' }) });

  test.each([
    ['a string', 'openai/gpt-5', /a string/],
    [
      'an unknown object',
      { doStream: () => {}, specificationVersion: 'v1' },
      /doStream, specificationVersion/,
    ],
    ['nothing', undefined, /undefined/],
    ['an endpoint without a model', { baseURL: 'http://localhost' }, /baseURL/],
  ])('%s as a model', (_, model, message) => {
    // What a caller without types can pass.
    const create = () => createAgent({ model: model as unknown as Model });
    expect(create).toThrow(expect.objectContaining({ code: 'invalid-model' }));
    expect(create).toThrow(message);
  });

  test('a schema JSON cannot express', () => {
    expect(() => agent.output(z.object({ at: z.date() }))).toThrow(
      expect.objectContaining({ code: 'invalid-schema' }),
    );
  });

  test('a slot value JSON cannot express', () => {
    const circular: { self?: object } = {};
    circular.self = circular;
    expect(() => agent.input(circular)).toThrow(
      expect.objectContaining({ code: 'invalid-prompt' }),
    );
    expect(() => agent.info({ run: () => {} })).toThrow(/`info`/);
  });

  test('a request that says nothing', () => {
    expect(() => agent.system('You are').input('').getResponse()).toThrow(
      expect.objectContaining({ code: 'empty-prompt' }),
    );
  });
});
