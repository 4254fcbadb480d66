import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import { createAgent } from './create-agent.js';

/** Written as `name` and `tags`, made into a user; `after` follows it in the answer. */
const Made = z.object({
  person: z.object({ name: z.string(), tags: z.array(z.string()) }).transform(({ name, tags }) => ({
    user: { name: name.toUpperCase(), tags, words: tags.map((tag) => ({ tag })) },
  })),
  after: z.string(),
});
const TEXT = '{"person":{"name":"ada","tags":["a","b"]},"after":"x"}';

function ask(text = TEXT, isCut = false) {
  const faults = isCut ? [{ kind: 'stall' as const, after: '"after":"' }] : [];
  const model = createScriptedModel({ text, chunkSize: 3, faults });
  return createAgent({ model }).input('x').output(Made).getResponse();
}

async function collect<Item>(source: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('what only the transform of its container makes', () => {
  test('is there as soon as the container is complete', async () => {
    const response = ask(TEXT, true);
    expect(await response.field('person.user.name')).toBe('ADA');
    expect(await response.field('person.user')).toMatchObject({ name: 'ADA', tags: ['a', 'b'] });
    expect(await response.waitFor(['person.user.tags[1]', 'person.user.words[0].tag'])).toEqual([
      'b',
      'a',
    ]);
    const items: unknown[] = [];
    for await (const item of response.elements('person.user.words')) {
      items.push(item);
      if (items.length === 2) break;
    }
    expect(items).toEqual([{ tag: 'a' }, { tag: 'b' }]);
    for await (const { key, path, indexes, value } of response.whenKey(
      'person.user.words[*].tag',
    )) {
      expect({ key, path, indexes, value }).toEqual({
        key: 'person.user.words[*].tag',
        path: 'person.user.words[0].tag',
        indexes: [0],
        value: 'a',
      });
      break;
    }
  });

  test('is there for late readers, too', async () => {
    const response = ask();
    await response.getData();
    expect(await response.field('person.user.name')).toBe('ADA');
    expect(await collect(response.elements('person.user.tags'))).toEqual(['a', 'b']);
    const found = await collect(
      response.whenKey(['person.user.tags[*]', 'person.user.name', 'after']),
    );
    expect(found.map(({ path, value }) => [path, value])).toEqual([
      ['person.user.tags[0]', 'a'],
      ['person.user.tags[1]', 'b'],
      ['person.user.name', 'ADA'],
      ['after', 'x'],
    ]);
  });

  test('is not there when the container does not fit, which says so', async () => {
    const response = ask('{"person":{"name":"ada","tags":"none"},"after":"x"}');
    const refused = expect.objectContaining({ code: 'invalid-output' });
    await expect(response.field('person.user.name')).rejects.toEqual(refused);
    await expect(response.waitFor('person.user')).rejects.toEqual(refused);
    await expect(collect(response.elements('person.user.tags'))).rejects.toEqual(refused);
    expect(await response.field('after')).toBe('x');
  });

  test('is what the whole answer makes of it, where that is told only there', async () => {
    const schema = z
      .object({ price: z.number(), count: z.number(), note: z.string().optional() })
      .transform((order) => ({
        ...order,
        note: order.note ?? 'none',
        sum: order.price * order.count,
      }));
    const model = createScriptedModel({ text: '{"price":3,"count":2}', chunkSize: 2 });
    const response = createAgent({ model }).input('x').output(schema).getResponse();
    const found = collect(response.whenKey(['sum', 'price', 'note']));
    expect(await response.waitFor(['sum', 'note', 'price'])).toEqual([6, 'none', 3]);
    expect((await found).map(({ path, value }) => [path, value])).toEqual([
      ['price', 3],
      ['sum', 6],
      ['note', 'none'],
    ]);
  });

  test('is undefined where a container that fits is without it, and missing to who must have it', async () => {
    const schema = z
      .object({ a: z.string() })
      .transform(({ a }): { b?: string; c: string } => (a === '' ? { b: a, c: a } : { c: a }));
    const model = createScriptedModel({ text: '{"a":"x"}' });
    const response = createAgent({ model }).input('x').output(schema).getResponse();
    expect(await response.field('b')).toBeUndefined();
    await expect(response.waitFor(['b', 'c'])).rejects.toMatchObject({ missing: ['b'] });
    expect(await response.field('a' as never)).toBeUndefined();
  });

  test('waits for the attempt that counts', async () => {
    const texts = ['{"person":{"name":"old","tags":[]}}', TEXT];
    const agent = createAgent({
      async *model() {
        yield texts.shift() ?? '';
      },
    });
    const response = agent
      .input('x')
      .output(Made)
      .getResponse({ ensureKeys: ['after'] });
    expect(await response.field('person.user.name')).toBe('ADA');
    expect(texts).toEqual([]);
  });

  test('counts for ensureKeys', async () => {
    const response = ask();
    await expect(
      response.getData({ ensureKeys: ['person.user.words[*].tag'] }),
    ).resolves.toMatchObject({
      after: 'x',
    });
  });
});
