// In: how an answer ended, and what was counted. Out: one line that says so.
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

export interface Totals {
  readonly ending: Ending;
  readonly durationMs: number;
  readonly waterfall: Waterfall;
  readonly traffic: Readonly<Traffic>;
  readonly repairs: readonly Repair[];
}

/** `complete in 1.204s: first field 0.412s; 5 done, 0 invalid, 0 missing; 812 B in 14 chunks; no repairs`. */
export function summarize({ ending, durationMs, waterfall, traffic, repairs }: Totals): string {
  const { counts, firstFieldMs } = waterfall;
  const open = counts.streaming === 0 ? '' : `, ${counts.streaming} cut off`;
  const facts = [
    firstFieldMs === undefined ? 'no field' : `first field ${showTime(firstFieldMs)}`,
    `${counts.done} done, ${counts.invalid} invalid, ${counts.missing} missing${open}`,
    showTraffic(traffic),
    showRepairs(repairs),
  ];
  const verb = ending === 'complete' || ending === 'truncated' ? ending : `${ending} after`;
  return `${verb.endsWith('after') ? verb : `${verb} in`} ${showTime(durationMs)}: ${facts.join('; ')}`;
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
