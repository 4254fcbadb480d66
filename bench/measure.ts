// In: something to run. Out: what it cost: process CPU time, the longest step, the heap it leaves behind.
// CPU time and not the clock, because a busy machine's clock measures the neighbours; medians, because of the rest.
// Knows nothing of JSON.

import { setImmediate as nextTask } from 'node:timers/promises';

/** CPU milliseconds of the whole process (garbage collection and compilation included) spent in `run`. */
export async function cpuMs(run: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** CPU milliseconds used by this process so far; differences of it bound a run. */
export function cpuNow(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Slope of the least-squares line through (log size, log cost): 1 is linear, 2 is quadratic. */
export function exponent(
  points: readonly { readonly size: number; readonly cost: number }[],
): number {
  const xs = points.map(({ size }) => Math.log(size));
  const ys = points.map(({ cost }) => Math.log(cost));
  const meanX = xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const meanY = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  const over = xs.reduce((sum, x, index) => sum + (x - meanX) * ((ys[index] ?? meanY) - meanY), 0);
  return over / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
}

/** Collects garbage, twice and with a pause, so that finalizers and weak references settle. */
export async function settleHeap(): Promise<number> {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc: npm run bench does.');
  for (let round = 0; round < 2; round += 1) {
    globalThis.gc();
    await nextTask();
  }
  return process.memoryUsage().heapUsed;
}

/** Bytes of heap that stay reachable through what `make` returns. */
export async function heapKept(make: () => unknown): Promise<number> {
  const before = await settleHeap();
  const kept = [await make()];
  const after = await settleHeap();
  return kept.length === 1 ? Math.max(0, after - before) : 0;
}

/** Microseconds that the steps take; each one's time is the best of several rounds, so a preempted round does not count. */
export function stepUs(
  steps: number,
  rounds: number,
  begin: () => (index: number) => void,
): { readonly median: number; readonly longest: number } {
  const best = new Float64Array(steps).fill(Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round += 1) {
    const step = begin();
    for (let index = 0; index < steps; index += 1) {
      const from = process.hrtime.bigint();
      step(index);
      const took = Number(process.hrtime.bigint() - from) / 1000;
      if (took < (best[index] ?? 0)) best[index] = took;
    }
  }
  return {
    median: median([...best]),
    longest: best.reduce((longest, took) => Math.max(longest, took), 0),
  };
}
