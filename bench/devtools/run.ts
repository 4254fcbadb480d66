// In: --quick. Out: bench/results/devtools: what the devtools add to the CPU time of a page that streams, in a real Chromium.
// A fresh page in a fresh context per run, the three by turns, medians of the ratios within a turn.
// Knows nothing of what the devtools do.

import { chromium, type Browser } from 'playwright';
import { build, preview } from 'vite';
import { measurePage, type MainThread } from '../measure-page.js';
import { median } from '../measure.js';
import { figure, publish, table } from '../results.js';
import type { DevtoolsResult } from './main.js';

const isQuick = process.argv.includes('--quick');
const EVENTS = 10_000;
const TOOLS = ['none', 'closed', 'open'] as const;
type Tools = (typeof TOOLS)[number];

const SCENES = [
  { mode: 'production', paceMs: 0, rounds: isQuick ? 2 : 9 },
  { mode: 'development', paceMs: 0, rounds: isQuick ? 1 : 5 },
  // Slower than the panel is drawn, so that it is drawn all the while.
  ...(isQuick ? [] : [{ mode: 'production', paceMs: 4, rounds: 3 } as const]),
] as const;

type Run = DevtoolsResult & MainThread;

/** One of each, in turn, so that a slow moment of the machine is everyone's. */
async function measureRounds(browser: Browser, address: string, paceMs: number, rounds: number) {
  const turns: Record<Tools, Run>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const runs: Partial<Record<Tools, Run>> = {};
    for (const tools of TOOLS) {
      const query = new URLSearchParams({ tools, events: String(EVENTS), pace: String(paceMs) });
      runs[tools] = await measurePage<DevtoolsResult>(
        browser,
        `${address}?${query.toString()}`,
        'goDevtools',
      );
    }
    // The first turn warms the browser up.
    if (round > 0) turns.push(runs as Record<Tools, Run>); // each of TOOLS was measured
  }
  return turns;
}

function summary(turns: readonly Record<Tools, Run>[], tools: Tools) {
  const of = (pick: (turn: Record<Tools, Run>) => number) => median(turns.map(pick));
  return {
    events: turns[0]?.[tools].events ?? 0,
    frames: of((turn) => turn[tools].frames),
    scriptMs: of((turn) => turn[tools].scriptMs),
    taskMs: of((turn) => turn[tools].taskMs),
    timesScript: of((turn) => turn[tools].scriptMs / turn.none.scriptMs),
    timesTask: of((turn) => turn[tools].taskMs / turn.none.taskMs),
    usPerEvent: of(
      (turn) => ((turn[tools].scriptMs - turn.none.scriptMs) * 1000) / turn[tools].events,
    ),
    rounds: turns.length,
  };
}

/** A page as it is served, and as it is developed, where renders are told as well. */
async function open(mode: 'production' | 'development') {
  const outDir = `../../node_modules/.cache/bench/devtools-${mode}`;
  const vite = { root: 'bench/devtools', configFile: false as const, logLevel: 'error' as const };
  // The bench itself runs for production, and Vite goes by that unless it is told otherwise.
  const define = { 'process.env.NODE_ENV': JSON.stringify(mode) };
  await build({ ...vite, mode, define, build: { outDir, emptyOutDir: true } });
  const options = { ...vite, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } };
  const server = await preview(options);
  return { address: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
}

const NAMES: Readonly<Record<Tools, string>> = {
  none: 'without devtools',
  closed: 'panel closed',
  open: 'panel open',
};

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const sections: { title: string; text: string }[] = [];
const data: Record<string, readonly object[]> = {};
try {
  for (const { mode, paceMs, rounds } of SCENES) {
    const pace = paceMs === 0 ? 'a chunk per task' : `a chunk every ${paceMs} ms`;
    const title = `built for ${mode}, ${pace}`;
    process.stderr.write(`${title}\n`);
    const page = await open(mode);
    const turns = await measureRounds(browser, page.address, paceMs, rounds);
    await page.close();
    const found = TOOLS.map((tools) => ({ tools, ...summary(turns, tools) }));
    data[title] = found;
    sections.push({
      title: `${title} (${found[0]?.events} events)`,
      text: table(
        [
          '',
          'script, ms',
          '× without',
          'more per event, µs',
          'main thread, ms',
          '× without',
          'frames',
        ],
        found.map(({ tools, scriptMs, timesScript, usPerEvent, taskMs, timesTask, frames }) => [
          NAMES[tools],
          ...[scriptMs, timesScript, usPerEvent, taskMs, timesTask, frames].map(figure),
        ]),
      ),
    });
  }
} finally {
  await browser.close();
}

publish({
  name: 'devtools',
  title: 'What the devtools cost, in Chromium',
  isQuick,
  data: { chromium: browser.version(), scenes: data },
  sections,
});
