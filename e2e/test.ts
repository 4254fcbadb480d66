// In: a spec. Out: Playwright's `test` with models that do what the spec tells them to.
// After each test the page is closed, and no call of its models may be left running.
// Knows nothing of what the specs look for.

import { randomUUID } from 'node:crypto';
import { type APIRequestContext, test as base, expect } from '@playwright/test';
import type { CallReport, ScriptInput } from './pages/script.js';
import { pagesUrl } from './servers.js';

export { expect };

/** The model behind one topic of the test pages. */
export interface Model {
  /** What to ask for. */
  readonly topic: string;
  /** Lets a held model say so many more pieces; all of them by default. */
  readonly say: (pieces?: number) => Promise<void>;
  /** Destroys the socket of the latest call, as a broken network would. */
  readonly cut: () => Promise<void>;
  readonly calls: () => Promise<readonly CallReport[]>;
  /** The status of every call, oldest first. */
  readonly statuses: () => Promise<readonly CallReport['status'][]>;
}

export type Prepare = (script: ScriptInput) => Promise<Model>;

export const test = base.extend<{ prepare: Prepare }>({
  prepare: async ({ page, request }, provide) => {
    const models: Model[] = [];
    await provide(async (script) => {
      const model = createModel(request, randomUUID());
      await request.put(`${pagesUrl}/api/script?topic=${model.topic}`, { data: script });
      models.push(model);
      return model;
    });
    await page.close();
    for (const model of models) await expect.poll(model.statuses).not.toContain('running');
  },
});

function createModel(request: APIRequestContext, topic: string): Model {
  const at = (action: string) => `${pagesUrl}/api/${action}?topic=${topic}`;
  const tell = async (action: string, data: string) => {
    const response = await request.post(at(action), { data });
    expect(response.ok()).toBe(true);
  };
  const calls = async () => {
    const response = await request.get(at('calls'));
    return (await response.json()) as readonly CallReport[];
  };
  return {
    topic,
    calls,
    say: (pieces = Infinity) => tell('say', String(pieces)),
    cut: () => tell('cut', ''),
    statuses: async () => (await calls()).map(({ status }) => status),
  };
}
