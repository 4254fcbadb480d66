// In: the page's address: `?who=fieldwise&fields=200&pace=0`. Out: that contestant's page, and `window.result` at the end.
// Waits until the runner says go, so that the runner measures the stream and not the page's loading.

import { createRoot } from 'react-dom/client';
import { createCounters } from './counters.js';
import { FieldwisePage } from './fieldwise-page.js';
import { FloorPage } from './floor-page.js';
import { HashbrownPage } from './hashbrown-page.js';
import { createScene } from './scene.js';
import { TanstackPage } from './tanstack-page.js';
import { UseObjectPage } from './use-object-page.js';

/** What one run found; read by the runner. */
export interface RenderResult {
  readonly chunks: number;
  readonly pageRenders: number;
  readonly fieldRenders: readonly number[];
  /** Every field shows its whole value. */
  readonly isRight: boolean;
  readonly longTasksMs: readonly number[];
  /** Those after the page was first shown, empty. */
  readonly streamTasksMs: readonly number[];
}

declare global {
  interface Window {
    go: () => Promise<RenderResult>;
  }
}

const asked = new URLSearchParams(location.search);
const scene = createScene(Number(asked.get('fields') ?? 20));
const paceMs = Number(asked.get('pace') ?? 0);
const who = asked.get('who') ?? '';

const durations = (tasks: readonly PerformanceEntry[]) =>
  tasks.map(({ duration }) => Math.round(duration));

window.go = async () => {
  const counters = createCounters();
  const longTasks: PerformanceEntry[] = [];
  let shownAt = 0;
  new PerformanceObserver((list) => {
    longTasks.push(...list.getEntries());
  }).observe({ type: 'longtask' });
  const main = document.querySelector('main');
  if (main === null) throw new Error('The page has no <main>.');
  await new Promise<void>((resolve) => {
    const props = { names: scene.names, counters, onOver: () => resolve(), scene, paceMs };
    const page = {
      fieldwise: <FieldwisePage {...props} />,
      useObject: <UseObjectPage {...props} isMemoised={false} />,
      'useObject memoised': <UseObjectPage {...props} isMemoised />,
      hashbrown: <HashbrownPage {...props} />,
      'TanStack AI': <TanstackPage {...props} />,
      floor: <FloorPage {...props} />,
    }[who];
    if (page === undefined) throw new Error(`Nobody is called ${who}.`);
    createRoot(main).render(page);
    // The frame after the first one that has the page in it.
    requestAnimationFrame(() => requestAnimationFrame(() => (shownAt = performance.now())));
  });
  // The last update may still be waiting for its frame.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
  const values = Object.values(JSON.parse(scene.chunks.join('')) as Record<string, string>);
  return {
    chunks: scene.chunks.length,
    pageRenders: counters.page,
    fieldRenders: scene.names.map((name) => counters.fields.get(name) ?? 0),
    isRight: [...document.querySelectorAll('p')].every(
      (cell, index) => cell.textContent === `field${index} ${values[index]}`,
    ),
    longTasksMs: durations(longTasks),
    streamTasksMs: durations(longTasks.filter(({ startTime }) => startTime >= shownAt)),
  };
};
