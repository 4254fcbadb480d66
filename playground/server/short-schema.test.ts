import { afterEach, describe, expect, it } from 'vitest';
import { createSayingModel } from '../model/said-text.js';
import { OWN } from '../shared/own.js';
import { settingsSchema } from '../shared/settings.js';
import { createHandler } from './handler.js';

const settings = settingsSchema.parse({ speed: 'instant', chunking: 'character' });

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** How often others had their turn until the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns++;
    if (!isOver) setTimeout(count);
  };
  setTimeout(count);
  await work();
  isOver = true;
  return turns;
}

describe('a server without any delay', () => {
  it('answers others while it says a long text', async () => {
    const model = createSayingModel('x'.repeat(3000), settings);
    const turns = await turnsDuring(async () => {
      const { signal } = new AbortController();
      const request = { messages: [], structuredOutput: 'prompt', signal } as const;
      for await (const piece of model(request)) expect(piece).toBeDefined();
    });
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it.each([
    [
      'lists of lists',
      'z.object({ a: z.array(z.array(z.array(z.string()).min(50)).min(50)).min(50) })',
    ],
    ['thirty lists', `z.object({ a: ${'z.array('.repeat(30)}z.string()${')'.repeat(30)} })`],
  ])('answers to a short schema with as much as anybody reads: %s', async (_, notation) => {
    const handler = await createHandler({});
    closing.push(handler.close);
    const own = { prompt: 'Anything', notation };
    const body = JSON.stringify({ ...settings, chunking: 'block', recipe: OWN, own });
    const headers = { 'content-type': 'application/json' };
    const request = new Request('http://localhost/run', { method: 'POST', headers, body });
    const text = await (await handler.handle(request)).text();
    expect(text).toMatch(/"complete"/);
    expect(text.length).toBeLessThan(400_000);
  });
});
