import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { nextUrl } from './servers.js';

/** Runs after which everything is compiled and every cache has been filled once. */
const WARM_UP = 50;
const RUNS = 100;

/** Kinds of heap nodes that a program makes; compiled code and the browser's own records of requests are others. */
const MADE = new Set(['object', 'closure', 'array', 'string', 'concatenated string']);

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
}

/** How many nodes of each kind are alive after a collection. */
async function countAlive(session: CDPSession): Promise<Map<string, number>> {
  const parts: string[] = [];
  const collect = ({ chunk }: { chunk: string }) => parts.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { snapshot, nodes } = JSON.parse(parts.join('')) as HeapSnapshot;
  const [kinds] = snapshot.meta.node_types;
  const counts = new Map<string, number>();
  for (let at = 0; at < nodes.length; at += snapshot.meta.node_fields.length) {
    const kind = kinds[nodes[at] ?? -1] ?? '';
    if (MADE.has(kind)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}

async function ask(page: Page, times: number): Promise<void> {
  const status = page.getByRole('status');
  for (let run = 0; run < times; run++) {
    const answered = page.waitForResponse('**/api/dish');
    await page.getByRole('button', { name: 'Ask' }).click();
    await answered;
    await expect(status).toHaveText('complete');
  }
}

/** Lets every later request be answered at once with what the first one was answered. */
async function answerAtOnce(page: Page): Promise<void> {
  const first = page.waitForResponse('**/api/dish');
  await ask(page, 1);
  const response = await first;
  const answer = { headers: response.headers(), body: await response.body() };
  await page.route('**/api/dish', (route) => route.fulfill(answer));
}

// The Next.js example, because it is a production build: React's development build keeps records of its own.
test('a hundred runs leave no object behind', async ({ page }) => {
  await page.goto(nextUrl);
  await answerAtOnce(page);
  await ask(page, WARM_UP);
  const session = await page.context().newCDPSession(page);
  const before = await countAlive(session);
  await ask(page, RUNS);
  const after = await countAlive(session);

  expect(before.get('object')).toBeGreaterThan(1000);
  // One object kept of every run would be a hundred.
  for (const [kind, count] of after)
    expect(count - (before.get(kind) ?? 0), kind).toBeLessThan(RUNS / 2);
});
