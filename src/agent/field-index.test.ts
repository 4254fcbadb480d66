import { Session } from 'node:inspector/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createScriptedModel } from '../testing/index.js';
import type { AgentResponse } from './agent-response.js';
import { createAgent } from './create-agent.js';

const List = z.object({ items: z.array(z.object({ name: z.string() })) });
type List = z.infer<typeof List>;
type Name = `items[${number}].name`;

const session = new Session();
beforeAll(async () => {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
});
afterAll(() => session.disconnect());

/** How often a block of this room was entered since the last time: no clock. */
async function takeWork(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .filter(({ url }) => url.includes('/src/agent/') && !url.includes('.test.'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0);
}

function ask(names: number) {
  const items = Array.from({ length: names }, (_, at) => ({ name: `n${at}` }));
  const model = createScriptedModel({ text: JSON.stringify({ items }), chunkSize: 16 });
  const response = createAgent({ model }).input('x').output(List).getResponse();
  return { response, paths: items.map((_, at): Name => `items[${at}].name`) };
}

const waits: Readonly<
  Record<string, (response: AgentResponse<List>, paths: readonly Name[]) => Promise<unknown>>
> = {
  'an early field each': (response, paths) =>
    Promise.all(paths.map((path) => response.field(path))),
  'a late field each': async (response, paths) => {
    await response.getData();
    return Promise.all(paths.map((path) => response.field(path)));
  },
  'one late waitFor': async (response, paths) => {
    await response.getData();
    return response.waitFor(paths);
  },
};

test.each(Object.entries(waits))(
  'work grows with the fields that are waited for: %s',
  async (_, wait) => {
    const measure = async (names: number) => {
      const { response, paths } = ask(names);
      await takeWork();
      const found = await wait(response, paths);
      expect(found).toEqual(paths.map((_path, at) => `n${at}`));
      return takeWork();
    };
    await measure(10);
    const [some, more] = [await measure(100), await measure(800)];
    // Eight times as many; each waiting for all that comes would be sixty-four times the work.
    expect(more / some).toBeGreaterThan(4);
    expect(more / some).toBeLessThan(12);
  },
);
