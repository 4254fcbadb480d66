import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';

const List = z.object({ items: z.array(z.string()) });

function ask(text: string) {
  const agent = createAgent({ model: createScriptedModel({ text, chunkSize: 1 }) });
  return agent.input('x').output(List).getResponse();
}

/** The items that are given, and the code of what they end with. */
async function elementsOf(text: string) {
  const given: unknown[] = [];
  try {
    for await (const item of ask(text).elements('items')) given.push(item);
  } catch (error) {
    return [...given, (error as { readonly code?: string }).code];
  }
  return given;
}

describe('items of a list that the model writes anew', () => {
  test.each([
    ['the same, and more', '{"items":["a"],"items":["a","b"]}', ['a', 'b']],
    ['the same', '{"items":["a","b"],"items":["a","b"]}', ['a', 'b']],
    ['others', '{"items":["a"],"items":["b"]}', ['a', 'superseded']],
    ['fewer', '{"items":["a","b"],"items":["a"]}', ['a', 'b', 'superseded']],
    ['none', '{"items":["a"],"items":[]}', ['a', 'superseded']],
    ['a text that goes on', '{"items":["a "quoted" word"]}', ['a ', 'superseded']],
  ])('are given once, or not taken for the answer: %s', async (_, text, given) => {
    expect(await elementsOf(text)).toEqual(given);
  });

  test('are given once where a promise of the schema allows them, and not where it makes others of them', async () => {
    const read = async (item: z.ZodType) => {
      const agent = createAgent({ model: createScriptedModel({ text: '{"items":["a","b"]}' }) });
      const schema = z.object({ items: z.array(item) });
      const given: unknown[] = [];
      const items = agent.input('x').output(schema).getResponse().elements('items');
      const reading = (async () => {
        for await (const each of items) given.push(each);
      })();
      return [await reading.catch((error: { readonly code: string }) => error.code), given];
    };
    const allowed = z.string().refine(async (text) => text !== 'z');
    expect(await read(allowed)).toEqual([undefined, ['a', 'b']]);
    const [code] = await read(z.string().transform(async (text) => text.toUpperCase()));
    expect(code).toBe('superseded');
  });

  test('are those of the data in the end', async () => {
    const response = ask('{"items":["a"],"items":["a","b"]}');
    const items: string[] = [];
    for await (const item of response.elements('items')) items.push(item);
    expect((await response.getData()).items).toEqual(items);
  });
});

test('items of another attempt are waited for where one of the first does not fit', async () => {
  const texts = [
    '{"items":["a"],"list":[{"n":"bad"},{"n":0}]}',
    '{"items":[],"list":[{"n":1},{"n":2}]}',
  ];
  let calls = 0;
  const agent = createAgent({
    model: (request) => createScriptedModel({ text: texts[calls++]!, chunkSize: 1 })(request),
  });
  const schema = List.extend({ list: z.array(z.object({ n: z.number() })) });
  const read = async (maxRetries: number) => {
    calls = 0;
    const response = agent.input('x').output(schema).getResponse({ maxRetries });
    const given: unknown[] = [];
    const reading = (async () => {
      for await (const { n } of response.elements('list')) given.push(n);
    })();
    return [await reading.catch((error: { readonly code: string }) => error.code), given, calls];
  };
  expect(await read(1)).toEqual([undefined, [1, 2], 2]);
  expect(await read(0)).toEqual(['invalid-output', [], 1]);
  texts[1] = texts[0]!;
  expect(await read(1)).toEqual(['invalid-output', [], 2]);
});
