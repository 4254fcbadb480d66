import { expect, test } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.js';
import type { ItemType } from './agent-response.js';

const texts = ['{"title":"one","n":"bad"}', '{"title":"two","n":2}'];

function ask() {
  let calls = 0;
  async function* model() {
    yield { type: 'reasoning' as const, delta: 'hm' };
    yield texts[calls++] ?? '';
    yield { type: 'meta' as const, usage: { outputTokens: 1 } };
  }
  const schema = z.object({ title: z.string(), n: z.number() });
  return createAgent({ model }).input('x').output(schema).getResponse({ maxRetries: 1 });
}

async function read(response: ReturnType<typeof ask>, specific: readonly ItemType[]) {
  const types: string[] = [];
  const reading = (async () => {
    for await (const item of response.getAsyncGenerator({ type: 'specific', specific }))
      types.push(item.type === 'text' ? item.text : item.type);
  })();
  const code = await reading.catch((error: { readonly code: string }) => error.code);
  return code === undefined ? types : [...types, code];
}

test.each<[ItemType, readonly string[]]>([
  ['text', [texts[0]!, 'superseded']],
  ['done', ['done', 'superseded']],
  ['reasoning', ['reasoning', 'superseded']],
])('what is given of %s is never of two attempts, early or late', async (type, given) => {
  const response = ask();
  expect(await read(response, [type])).toEqual(given);
  const again = ask();
  await again.getData();
  expect(new Set(await read(again, [type]))).toEqual(new Set([type === 'text' ? texts[1] : type]));
});

test('one that asks for attempts is told of them, and what stands needs none', async () => {
  expect(await read(ask(), ['text', 'attempt'])).toEqual([texts[0], 'attempt', texts[1]]);
  expect(await read(ask(), ['meta', 'end'])).toEqual(['meta', 'meta', 'end']);
});
