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

describe('a field that is withdrawn in the end', () => {
  const Root = z.object({ a: z.string() });
  const late = async (text: string) => text.length;
  const cases: readonly [string, z.ZodType<{ a: unknown }>, string, unknown][] = [
    ['a transform', Root.transform(({ a }) => ({ a: `${a}!` })), '{"a":"x"}', 'x!'],
    ['a rule', Root.refine(() => false, { path: ['a'] }), '{"a":"x"}', 'invalid-output'],
    [
      'a rule that waits',
      Root.refine(async () => false, { path: ['a'] }),
      '{"a":"x"}',
      'invalid-output',
    ],
    ['a transform that waits', z.object({ a: z.string().transform(late) }), '{"a":"yyy"}', 3],
    ['the model', Root, '{"a":"x","a":"y"}', 'y'],
  ];

  test.each(cases)(
    'is what the answer says last, as its data are: by %s',
    async (_, schema, text, last) => {
      const read = (value: Promise<unknown>) =>
        value.catch((error: { code: string }) => error.code);
      for (const maxRetries of [0, 1]) {
        const agent = createAgent({ model: createScriptedModel({ text, chunkSize: 1 }) });
        const request = agent.input('x').output(schema);
        const response = request.getResponse({ maxRetries });
        // Where it may still be asked for again, early readers wait for the end, too.
        const waits = maxRetries > 0 && last !== 'invalid-output';
        const early = waits ? read(response.field('a')) : undefined;
        const data = await read(response.getData());
        if (waits) expect(await early).toEqual(last);
        expect(await read(response.field('a'))).toEqual(last);
        expect(await read(response.waitFor('a'))).toEqual(last);
        expect(data).toEqual(last === 'invalid-output' ? last : { a: last });
      }
    },
  );

  test('stands although the call fails behind it', async () => {
    const model = createScriptedModel({ text: '{"a":"x","b":"y"}', chunkSize: 1, failAfter: 10 });
    const schema = Root.extend({ b: z.string() });
    const response = createAgent({ model, maxCallRetries: 0 })
      .input('x')
      .output(schema)
      .getResponse();
    expect(await response.field('a')).toBe('x');
    await expect(response.getData()).rejects.toMatchObject({ code: 'model-failed' });
    expect(await response.field('a')).toBe('x');
    await expect(response.field('b')).rejects.toMatchObject({ code: 'model-failed' });
  });
});
