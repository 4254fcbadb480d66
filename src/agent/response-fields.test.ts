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

  test('are those of the data in the end', async () => {
    const response = ask('{"items":["a"],"items":["a","b"]}');
    const items: string[] = [];
    for await (const item of response.elements('items')) items.push(item);
    expect((await response.getData()).items).toEqual(items);
  });
});
