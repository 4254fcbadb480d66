import { expect, test } from 'vitest';
import { createAgent } from './create-agent.js';

async function read(...chunks: readonly string[]) {
  const agent = createAgent({
    async *model() {
      yield* chunks;
    },
  });
  const response = agent.input('x').getResponse();
  const pieces: string[] = [];
  for await (const piece of response.getAsyncGenerator({ type: 'delta' })) pieces.push(piece);
  return [pieces, await response.getText()];
}

test('a piece of text never ends between the halves of a surrogate pair', async () => {
  expect(await read('a\uD83D', '\uDE00b')).toEqual([['a', '\u{1F600}b'], 'a\u{1F600}b']);
  expect(await read('\uD83D', '', '\uDE00')).toEqual([['\u{1F600}'], '\u{1F600}']);
});

test('half a pair that stays alone is told as it is', async () => {
  expect(await read('a\uD83D', 'b')).toEqual([['a', '\uD83Db'], 'a\uD83Db']);
  expect(await read('a\uD83D')).toEqual([['a', '\uD83D'], 'a\uD83D']);
  expect(await read('\uDE00', 'a')).toEqual([['\uDE00', 'a'], '\uDE00a']);
});
