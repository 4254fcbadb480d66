// In: --quick. Out: bench/results/renders: renders and script time of each contestant in a real Chromium.
// A fresh page in a fresh context per run, contestants by turns, medians. The page is built once, for production.
// Knows nothing of what the pages do inside.

import { chromium } from 'playwright';
import { build, preview } from 'vite';
import { measurePage, type MainThread } from '../measure-page.js';
import { median } from '../measure.js';
import { figure, publish, table } from '../results.js';
import type { RenderResult } from './main.js';

const isQuick = process.argv.includes('--quick');
const OURS = ['floor', 'fieldwise'];
const OTHERS = ['useObject', 'useObject memoised', 'TanStack AI', 'hashbrown'];
const ALL = [...OURS, ...OTHERS];
const SCENES = [
  { fields: 20, paceMs: 0, contestants: ALL },
  { fields: 200, paceMs: 0, contestants: ALL },
  { fields: 1000, paceMs: 0, contestants: isQuick ? OURS : ALL },
  { fields: 20, paceMs: 5, contestants: ALL },
  ...(isQuick
    ? []
    : [
        { fields: 200, paceMs: 5, contestants: ALL },
        { fields: 1000, paceMs: 5, contestants: OURS },
      ]),
];

/** A paced run is mostly waiting, and a whole-object hook renders nine million cells for a thousand fields. */
function runsOf(who: string, fields: number, paceMs: number): number {
  if (isQuick || (fields === 1000 && (paceMs > 0 || OTHERS.includes(who)))) return 1;
  return paceMs > 0 ? 2 : 5;
}

type Run = RenderResult & MainThread;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function summary(runs: readonly Run[]) {
  const of = (pick: (run: Run) => number) => median(runs.map(pick));
  return {
    totalRenders: of((run) => run.pageRenders + sum(run.fieldRenders)),
    pageRenders: of((run) => run.pageRenders),
    rendersPerField: of((run) => sum(run.fieldRenders) / run.fieldRenders.length),
    mostRendersOfAField: of((run) => Math.max(...run.fieldRenders)),
    scriptMs: of((run) => run.scriptMs),
    taskMs: of((run) => run.taskMs),
    longestTaskMs: of((run) => Math.max(0, ...run.longTasksMs)),
    longestStreamTaskMs: of((run) => Math.max(0, ...run.streamTasksMs)),
    chunks: runs[0]?.chunks ?? 0,
    runs: runs.length,
  };
}

/** Chromium tells of tasks from 50 ms on. */
const longest = (ms: number) => (ms === 0 ? '< 50' : figure(ms));

const outDir = 'node_modules/.cache/bench/renders';
const vite = { root: 'bench/renders', configFile: false as const, logLevel: 'error' as const };
await build({ ...vite, build: { outDir: `../../${outDir}`, emptyOutDir: true } });
const server = await preview({
  ...vite,
  build: { outDir: `../../${outDir}` },
  preview: { host: '127.0.0.1', port: 0 },
});
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

const sections: { title: string; text: string }[] = [];
const data: Record<string, Record<string, ReturnType<typeof summary>>> = {};
try {
  for (const { fields, paceMs, contestants } of SCENES) {
    const title = `${fields} fields, ${paceMs === 0 ? 'a chunk per task, as fast as they go' : `a chunk every ${paceMs} ms`}`;
    process.stderr.write(`${title}\n`);
    const runs = new Map<string, Run[]>(contestants.map((who) => [who, []]));
    for (let round = 0; round < runsOf('floor', fields, paceMs); round += 1) {
      for (const [who, results] of runs) {
        if (round >= runsOf(who, fields, paceMs)) continue;
        const query = new URLSearchParams({ who, fields: String(fields), pace: String(paceMs) });
        results.push(
          await measurePage<RenderResult>(browser, `${address}?${query.toString()}`, 'go'),
        );
      }
    }
    const found = Object.fromEntries([...runs].map(([who, results]) => [who, summary(results)]));
    data[title] = found;
    const floorMs = found['floor']?.scriptMs ?? Number.NaN;
    sections.push({
      title: `${title} (${found['floor']?.chunks} chunks)`,
      text: table(
        [
          '',
          'renders',
          'of the page',
          'per field',
          'most of a field',
          'script, ms',
          '× floor',
          'main thread, ms',
          'longest task, ms',
          'while it streams, ms',
        ],
        Object.entries(found).map(([who, it]) => [
          who,
          figure(it.totalRenders),
          figure(it.pageRenders),
          figure(it.rendersPerField),
          figure(it.mostRendersOfAField),
          figure(it.scriptMs),
          figure(it.scriptMs / floorMs),
          figure(it.taskMs),
          longest(it.longestTaskMs),
          longest(it.longestStreamTaskMs),
        ]),
      ),
    });
  }
} finally {
  await browser.close();
  await server.close();
}

publish({
  name: 'renders',
  title: 'Renders in Chromium',
  isQuick,
  data: { chromium: browser.version(), scenes: data },
  sections,
});
