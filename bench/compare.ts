// In: a text, who reads it, and how often. Out: what each one's reading cost, turn by turn.
// Turns are interleaved, every contestant in its own process; several processes each, since a compiler's choices last.
// Knows nothing of corpora, tables or files.

import { median } from './measure.js';
import { createReader, type Reading } from './reader-process.js';
import type { Stop, TurnOptions } from './turns.js';

/** How often something is measured. */
export interface Casting {
  /** Processes one after the other, none used before: what a compiler made of the code is drawn anew in each. */
  readonly casts: number;
  /** Turns that each contestant takes in a process. */
  readonly rounds: number;
  /** A contestant whose turns took this many milliseconds in a process takes no more of them there. */
  readonly enoughMs: number;
}

/** A contestant by its name. */
export interface Entrant {
  readonly name: string;
  /** It takes part in the first cast only. */
  readonly isCastOnce: boolean;
}

/** What one contestant's reading cost: CPU milliseconds, and those of each turn by cast; or why there is none. */
export type Cell = { readonly ms: number; readonly costs: readonly (readonly number[])[] } | Stop;

/** One contestant's turns in one process. */
interface Course {
  readonly name: string;
  readonly stop: Stop | undefined;
  readonly costs: readonly number[];
}

/** Everybody reads the same. Nobody takes a second turn before everyone took the first. */
export async function compare({
  reading,
  entrants,
  casting,
  turns,
}: {
  readonly reading: Reading;
  readonly entrants: readonly Entrant[];
  readonly casting: Casting;
  readonly turns: TurnOptions;
}): Promise<Map<string, Cell>> {
  const courses: Course[] = [];
  for (let cast = 0; cast < casting.casts; cast += 1) {
    const present = entrants.filter(({ isCastOnce }) => cast === 0 || !isCastOnce);
    courses.push(...(await runCast(reading, present, casting, turns)));
  }
  return new Map(
    entrants.map(({ name }) => [name, toCell(courses.filter((course) => course.name === name))]),
  );
}

async function runCast(
  reading: Reading,
  entrants: readonly Entrant[],
  { rounds, enoughMs }: Casting,
  options: TurnOptions,
): Promise<Course[]> {
  const readers = entrants.map(({ name }) => ({ name, reader: createReader(name, options) }));
  try {
    const courses = [];
    for (const { name, reader } of readers) {
      const stop = await reader.try(reading);
      courses.push({ name, reader, stop, costs: [] as number[], spentMs: 0 });
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const course of courses) {
        const hasEnough = course.spentMs > enoughMs && course.costs.length > 0;
        if (course.stop !== undefined || hasEnough) continue;
        const began = performance.now();
        course.costs.push(await course.reader.takeTurn());
        course.spentMs += performance.now() - began;
      }
    }
    return courses;
  } finally {
    for (const { reader } of readers) reader.close();
  }
}

/** A contestant that was stopped in one cast has no cost. */
function toCell(courses: readonly Course[]): Cell {
  const stop = courses.find((course) => course.stop !== undefined)?.stop;
  if (stop !== undefined) return stop;
  const costs = courses.map((course) => course.costs);
  return { ms: median(costs.map(median)), costs };
}

/** CPU milliseconds of one reading: the median of the casts' medians; NaN where there is none. */
export const msOf = (cell: Cell | undefined): number =>
  cell !== undefined && 'ms' in cell ? cell.ms : Number.NaN;

/**
 * How many times as dear: turns are divided by the other's turn of the same round, since a machine's slow moments last
 * longer than a round; the median of a cast's rounds, and of these over the casts that both took part in.
 */
export function times(cell: Cell | undefined, unit: Cell | undefined): number {
  if (cell === undefined || unit === undefined || !('costs' in cell) || !('costs' in unit))
    return Number.NaN;
  return median(
    cell.costs.flatMap((rounds, cast) => {
      const others = unit.costs[cast] ?? [];
      const ratios = rounds.flatMap((cost, round) => {
        const other = others[round];
        return other === undefined ? [] : [cost / other];
      });
      return ratios.length === 0 ? [] : [median(ratios)];
    }),
  );
}
