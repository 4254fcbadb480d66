// In: the corpora, the contestants, the flags --quick, --only=<name part> and --corpus=<name part>.
// Out: bench/results/parse: ratios to the floor and to a bare JSON.parse, growth exponents, longest feed, heap kept.
// Where a budget is set, every figure is a median over several processes (compare.ts).

import { createInstantParser } from '../src/index.js';
import {
  BARE,
  CONTESTANTS,
  FLOOR,
  RIVER,
  STRICT,
  TOLERANT,
  WITH_SCHEMA,
  type Contestant,
} from './contestants.js';
import { CHUNKINGS, createCorpora, cut, longStrings, objects } from './corpora.js';
import { exponent, heapKept, stepUs } from './measure.js';
import { compare, msOf, times, type Casting, type Cell } from './compare.js';
import { isReader, obey, type Reading } from './reader-process.js';
import { figure, publish, table } from './results.js';
import type { TurnOptions } from './turns.js';

const flag = (name: string) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const isQuick = process.argv.includes('--quick');
const only = flag('only');
const corpusPart = flag('corpus') ?? '';

const TURN_OPTIONS: TurnOptions = {
  capMs: isQuick ? 500 : 2_000,
  turnMs: isQuick ? 15 : 25,
  warmUpMs: isQuick ? 400 : 1_500,
};
const LONE_CAST: Casting = { casts: 1, rounds: isQuick ? 3 : 9, enoughMs: isQuick ? 600 : 1_200 };
/** Where a budget is set, a cell is the median of several processes: each compiles its own way, and keeps to it. */
const CASTING: Casting = isQuick ? LONE_CAST : { casts: 5, rounds: 5, enoughMs: 700 };

/** The chunks that budgets speak of: as models send them. */
const BUDGET_CHUNKING = '~4';
/** Those whose costs a budget divides by one another. */
const BUDGETED: ReadonlySet<string> = new Set([FLOOR, BARE, STRICT, TOLERANT, WITH_SCHEMA, RIVER]);

const contestants = CONTESTANTS.filter(
  ({ name }) =>
    only === undefined ||
    name === FLOOR ||
    name === BARE ||
    name.includes('fieldwise') ||
    only.split(',').some((part) => name.includes(part)),
);
const corpora = createCorpora().filter(({ name }) => name.includes(corpusPart));

/** The same in the file of results, with its ratio to the floor; absent where there is none. */
type Measured = Cell & { readonly overFloor: number };

/** Everybody reads the same; those a budget names do so in as many processes as `casting` says. */
function compareAll(
  reading: Reading,
  field: readonly Contestant[],
  casting: Casting,
): Promise<Map<string, Cell>> {
  const entrants = field.map(({ name }) => ({ name, isCastOnce: !BUDGETED.has(name) }));
  return compare({ reading, entrants, casting, turns: TURN_OPTIONS });
}

function show(cell: Cell | undefined, unit: Cell | undefined): string {
  if (cell === undefined) return '';
  if ('ms' in cell) return figure(times(cell, unit));
  if ('failed' in cell) return 'fails';
  return `> ${figure(cell.stoppedAfterMs / msOf(unit))} (${figure(cell.share * 100)} %)`;
}

/** Costs divided by one another. */
const COMPARISONS = [
  { title: 'tolerant / strict', of: TOLERANT, against: STRICT },
  { title: 'with a schema / without', of: WITH_SCHEMA, against: TOLERANT },
  { title: 'jsonriver / tolerant', of: RIVER, against: TOLERANT },
] as const;

/** Three tables per chunking: two of CPU as a multiple of the floor and of a bare parse, one of ratios. */
async function speed() {
  // As models send them first; a shortened run goes no further.
  const chunkings = Object.entries(CHUNKINGS)
    .toSorted(([a], [b]) => Number(b === BUDGET_CHUNKING) - Number(a === BUDGET_CHUNKING))
    .slice(0, isQuick ? 1 : undefined);
  const cells: Record<string, Record<string, Record<string, Measured>>> = {};
  const sections: { title: string; text: string }[] = [];
  for (const [chunking, cutting] of chunkings) {
    const byCorpus: (typeof cells)[string] = {};
    for (const { name, text } of corpora) {
      process.stderr.write(`${name}, chunks of ${chunking}\n`);
      const found = await compareAll(
        { name, text, chunking: cutting },
        contestants,
        chunking === BUDGET_CHUNKING ? CASTING : LONE_CAST,
      );
      const floor = found.get(FLOOR);
      byCorpus[name] = Object.fromEntries(
        [...found].map(([who, cell]) => [who, { ...cell, overFloor: times(cell, floor) }]),
      );
    }
    cells[chunking] = byCorpus;
    const columns = Object.entries(byCorpus);
    const head = ['', ...columns.map(([name]) => name)];
    const ratios = (unit: string) =>
      contestants
        .filter(({ name }) => name !== unit && name !== BARE)
        .map(({ name }) => [
          name,
          ...columns.map(([, column]) => show(column[name], column[unit])),
        ]);
    const microseconds = (name: string) => [
      `${name}, µs`,
      ...columns.map(([, column]) => figure(msOf(column[name]) * 1000)),
    ];
    sections.push(
      {
        title: `Chunks of ${chunking}: CPU as a multiple of the floor`,
        text: table(head, [...ratios(FLOOR), microseconds(FLOOR)]),
      },
      {
        title: `Chunks of ${chunking}: CPU as a multiple of a bare JSON.parse`,
        text: table(head, [...ratios(BARE), microseconds(BARE)]),
      },
      {
        title: `Chunks of ${chunking}: ours against ours, and jsonriver against ours`,
        text: table(
          head,
          COMPARISONS.map(({ title, of, against }) => [
            title,
            ...columns.map(([, column]) => figure(times(column[of], column[against]))),
          ]),
        ),
      },
    );
  }
  return { cells, sections };
}

const GROWTH: Casting = isQuick
  ? { casts: 1, rounds: 2, enoughMs: 600 }
  : { casts: 3, rounds: 3, enoughMs: 1_200 };

const SIZES = isQuick
  ? [2_000, 32_000, 512_000]
  : [2_000, 8_000, 32_000, 128_000, 512_000, 1_000_000];

/** One shape at growing sizes, chunks of about four characters: the slope of cost over size on a log-log scale. */
async function growth() {
  const shapes: Record<string, (chars: number) => string> = {
    objects,
    'long strings': longStrings,
  };
  const rows: string[][] = [];
  const data: Record<string, Record<string, { exponent: number; ms: (number | null)[] }>> = {};
  for (const [shape, grow] of Object.entries(shapes)) {
    const costs = new Map<string, number[]>();
    for (const size of SIZES) {
      process.stderr.write(`growth of ${shape}: ${size}\n`);
      const text = grow(size);
      const active = contestants.filter(
        ({ name }) => costs.get(name)?.every(Number.isFinite) ?? true,
      );
      const found = await compareAll(
        { name: shape, text, chunking: CHUNKINGS[BUDGET_CHUNKING] ?? { size: 4 } },
        active,
        GROWTH,
      );
      for (const { name } of contestants)
        costs.set(name, [...(costs.get(name) ?? []), msOf(found.get(name))]);
    }
    const ofShape: (typeof data)[string] = (data[shape] = {});
    for (const [name, ms] of costs) {
      const points = SIZES.map((size, index) => ({ size, cost: ms[index] ?? Number.NaN })).filter(
        ({ cost }) => Number.isFinite(cost),
      );
      const slope = points.length > 1 ? exponent(points) : Number.NaN;
      ofShape[name] = {
        exponent: slope,
        ms: ms.map((cost) => (Number.isFinite(cost) ? cost : null)),
      };
      rows.push([`${name}, ${shape}`, figure(slope), ...ms.map(figure)]);
    }
  }
  const head = ['', 'exponent', ...SIZES.map((size) => `${size / 1000} KB, ms`)];
  return {
    data,
    section: {
      title: 'Growth: one shape, chunks of ~4, CPU milliseconds',
      text: table(head, rows),
    },
  };
}

/** How long a single `feed` keeps its caller waiting, chunks of about four characters and of 64. */
function pauses() {
  const data: Record<string, Record<string, number>> = {};
  const chunkings = Object.entries(CHUNKINGS).filter(([name]) => name !== '1');
  for (const { name, text } of corpora) {
    const column: Record<string, number> = (data[name] = {});
    for (const [chunking, cutting] of chunkings) {
      const chunks = cut(text, cutting);
      const { median: usual, longest } = stepUs(chunks.length, isQuick ? 3 : 7, () => {
        const parser = createInstantParser();
        return (index) => void parser.feed(chunks[index] ?? '');
      });
      column[`fieldwise feed, chunks of ${chunking}, median`] = usual;
      column[`fieldwise feed, chunks of ${chunking}, longest`] = longest;
    }
    column['the floor’s one JSON.parse'] = stepUs(1, 20, () => () => void JSON.parse(text)).longest;
  }
  return {
    data,
    section: { title: 'A single step, microseconds', text: columnsTable(data, figure) },
  };
}

/** What stays on the heap once the text is read: the value, and what the parser that made it holds on to. */
async function heap() {
  const data: Record<string, Record<string, number>> = {};
  for (const { name, text } of corpora) {
    const chunks = cut(text, CHUNKINGS[BUDGET_CHUNKING] ?? { size: 4 });
    const read = () => {
      const parser = createInstantParser();
      for (const chunk of chunks) parser.feed(chunk);
      parser.end();
      return parser;
    };
    data[name] = {
      'value of JSON.parse, KB': await keptKb(text, () => JSON.parse(text)),
      'fieldwise value, KB': await keptKb(text, () => read().value),
      'fieldwise parser and value, KB': await keptKb(text, read),
    };
  }
  return {
    data,
    section: { title: 'Heap kept after reading, chunks of ~4', text: columnsTable(data, figure) },
  };
}

/** Several copies are kept at once, so that a small text stands out of the heap's own noise. */
async function keptKb(text: string, make: () => unknown): Promise<number> {
  const copies = Math.ceil(1_000_000 / text.length);
  return (await heapKept(() => Array.from({ length: copies }, make))) / copies / 1000;
}

function columnsTable(
  data: Readonly<Record<string, Readonly<Record<string, number>>>>,
  write: (value: number) => string,
): string {
  const columns = Object.entries(data);
  const names = Object.keys(columns[0]?.[1] ?? {});
  return table(
    ['', ...columns.map(([name]) => name)],
    names.map((name) => [name, ...columns.map(([, column]) => write(column[name] ?? Number.NaN))]),
  );
}

async function measureAll(): Promise<void> {
  const { cells, sections } = await speed();
  const grown = await growth();
  const paused = pauses();
  const kept = await heap();
  const notes = contestants.map(({ name, note }) => `- **${name}**: ${note}.`).join('\n');

  publish({
    name: 'parse',
    title: 'Reading a growing answer',
    isQuick: isQuick || only !== undefined || corpusPart !== '',
    data: {
      capMs: TURN_OPTIONS.capMs,
      casting: { budgeted: CASTING, others: LONE_CAST, growth: GROWTH },
      speed: cells,
      growth: grown.data,
      stepUs: paused.data,
      heapKeptKb: kept.data,
    },
    sections: [
      {
        title: 'Who',
        text: `${notes}\n\nChunks of ${BUDGET_CHUNKING}: those a budget names in ${CASTING.casts} fresh processes each, of whose ratios the median is shown; everything else in one.\n\n\`> x (y %)\`: stopped after ${TURN_OPTIONS.capMs} ms of CPU, having read y % of the text. \`fails\`: an error or a wrong value; the JSON says which.`,
      },
      ...sections,
      grown.section,
      paused.section,
      kept.section,
    ],
  });
}

if (isReader) obey();
else await measureAll();
