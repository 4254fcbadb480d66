import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';

function ask(schema: z.ZodType, text: string, failAfter?: number) {
  const model = createScriptedModel({
    text,
    chunkSize: 1,
    ...(failAfter !== undefined && { failAfter }),
  });
  return createAgent({ model, maxCallRetries: 0 }).input('x').output(schema).getResponse();
}

/** The items that are given, and the code of what they end with. */
async function drain(items: AsyncIterable<unknown>) {
  const given: unknown[] = [];
  try {
    for await (const item of items) given.push(item);
  } catch (error) {
    return [...given, (error as { readonly code?: string }).code];
  }
  return given;
}

describe('elements() of what is no list', () => {
  const schema = z.object({
    title: z.string(),
    score: z.union([z.number(), z.object({ low: z.number() })]),
    items: z.array(z.object({ name: z.string() })).optional(),
    pair: z.tuple([z.string()]),
    csv: z.string().transform((text) => text.split(',')),
    anything: z.any(),
  });

  test.each(['title', 'titel', 'items[0].name', 'items[0].none', 'score', 'score.low', ''])(
    'is refused at once where the schema rules a list out: %s',
    (path) => {
      const response = ask(schema, '{}');
      expect(() => response.elements(path as never)).toThrow(
        expect.objectContaining({
          code: 'invalid-option',
          message: expect.stringContaining(`no list at ${path || 'the root'}.`),
        }),
      );
    },
  );

  test('is refused at once of an answer that is text', () => {
    const response = createAgent({ model: createScriptedModel({ text: 'Tea' }) })
      .input('x')
      .getResponse();
    expect(() => response.elements('items' as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });

  test('is taken wherever there may be one', async () => {
    const text = '{"title":"a","score":1,"pair":["x"],"csv":"a,b","anything":["y"]}';
    const response = ask(schema, text);
    expect(await drain(response.elements('pair'))).toEqual(['x']);
    expect(await drain(response.elements('csv'))).toEqual(['a', 'b']);
    expect(await drain(response.elements('anything'))).toEqual(['y']);
  });

  test.each([
    ['nothing', '{}', 'items'],
    ['null', '{"items":null}', 'items[*]'],
    ['a text', '{"items":"none"}', 'items[*]'],
    ['an object', '{"items":{"a":1}}', 'items[*]'],
  ])('ends with an error when the whole answer has no list there: %s', async (_, text, missing) => {
    const response = ask(z.object({ items: z.any().optional() }), text);
    const reading = (async () => {
      for await (const _ of response.elements('items')) throw new Error('nothing is given');
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'missing-keys',
      missing: [missing],
      message: expect.stringContaining('lacks what elements waits for'),
    });
  });

  test('ends with what is wrong with the field where its schema asks for a list', async () => {
    const response = ask(z.object({ items: z.array(z.string()) }), '{"items":"none"}');
    expect(await drain(response.elements('items'))).toEqual(['invalid-output']);
  });
});

describe('a reader of items that comes when the answer has ended', () => {
  const upper = z.string().transform(async (text) => text.toUpperCase());
  const schema = z.object({ items: z.array(upper) });

  test('is given what the answer says last, and is not superseded', async () => {
    const response = ask(schema, '{"items":["a","b"]}');
    await response.getData();
    expect(await drain(response.elements('items'))).toEqual(['A', 'B']);
  });

  test('is given what stands where the model wrote the list anew', async () => {
    const response = ask(
      z.object({ items: z.array(z.string()) }),
      '{"items":["a","c"],"items":["b"]}',
    );
    await response.getData();
    expect(await drain(response.elements('items'))).toEqual(['b']);
  });

  test('is given the items before a failure, a stop or a cut, and then that', async () => {
    const text = '{"items":["a","b","c"]}';
    const List = z.object({ items: z.array(z.string()) });
    const failed = ask(List, text, 18);
    await failed
      .finally(() => {})
      .getText()
      .catch(() => '');
    expect(await drain(failed.elements('items'))).toEqual(['a', 'b', 'model-failed']);
    const bad = ask(List, '{"items":["a",7,"c"]}');
    await bad.getText();
    expect(await drain(bad.elements('items'))).toEqual(['a', 'invalid-output']);
    async function* cut() {
      yield '{"items":["a","b';
      yield { type: 'meta' as const, finishReason: 'length' };
    }
    const short = createAgent({ model: cut }).input('x').output(List).getResponse();
    await short.getText();
    expect(await drain(short.elements('items'))).toEqual(['a', 'truncated-output']);
  });
});

test('items that a transform of the list adds come with it, and those that it drops are withdrawn', async () => {
  const list = z.array(z.string());
  const more = z.object({ items: list.transform((items) => [...items, 'end']) });
  expect(await drain(ask(more, '{"items":["a"]}').elements('items'))).toEqual(['a', 'end']);
  const fewer = z.object({ items: list.transform((items) => items.slice(0, 1)) });
  expect(await drain(ask(fewer, '{"items":["a","b"]}').elements('items'))).toEqual([
    'a',
    'b',
    'superseded',
  ]);
  const late = ask(fewer, '{"items":["a","b"]}');
  await late.getData();
  expect(await drain(late.elements('items'))).toEqual(['a']);
});
