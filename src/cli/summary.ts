// In: how an answer ended, and what is known of it. Out: one line that says so.
// Knows nothing of where it is printed.

import type { Repair } from '../protocol/index.js';
import { count, showBytes, showTime } from './show-value.js';
import type { Waterfall } from './waterfall.js';

/** `failed` where there was an error, else what its `end` said, or `stopped` by a signal. */
export type Ending = 'complete' | 'truncated' | 'stopped' | 'failed';

/** What came, before anything was made of it. */
export interface Traffic {
  bytes: number;
  chunks: number;
}

/** What is known of an answer so far; it goes on changing. */
export interface Progress {
  /** Milliseconds since it was asked for. */
  readonly now: () => number;
  readonly waterfall: Waterfall;
  readonly traffic: Traffic;
  readonly repairs: Repair[];
  /** True of bare text, which is read here; what a server forgave before it sent frames, nobody here knows. */
  hasRepairs: boolean;
}

/** Of what failed before anything came, there is nothing to count. */
export function hasBegun(ending: Ending, { waterfall, traffic }: Progress): boolean {
  return ending !== 'failed' || (traffic.chunks > 0 && waterfall.rows(1).length > 0);
}

/** `complete in 1.204s: first field 0.412s; 5 done, 0 invalid, 0 missing; 812 B in 14 chunks; no repairs`. */
export function summarize(ending: Ending, durationMs: number, progress: Progress): string {
  const { waterfall, traffic, repairs, hasRepairs } = progress;
  const { counts, firstFieldMs } = waterfall;
  const open = counts.streaming === 0 ? '' : `, ${counts.streaming} cut off`;
  const facts = [
    firstFieldMs === undefined ? 'no field' : `first field ${showTime(firstFieldMs)}`,
    `${counts.done} done, ${counts.invalid} invalid, ${counts.missing} missing${open}`,
    showTraffic(traffic),
    ...(hasRepairs ? [showRepairs(repairs)] : []),
  ];
  const preposition = ending === 'complete' ? 'in' : 'after';
  return `${ending} ${preposition} ${showTime(durationMs)}: ${facts.join('; ')}`;
}

export function showTraffic({ bytes, chunks }: Readonly<Traffic>): string {
  return `${showBytes(bytes)} in ${count(chunks, 'chunk')}`;
}

function showRepairs(repairs: readonly Repair[]): string {
  if (repairs.length === 0) return 'no repairs';
  const kinds = new Map<string, number>();
  for (const { kind } of repairs) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return `repairs: ${Array.from(kinds, ([kind, many]) => `${many} ${kind}`).join(', ')}`;
}
