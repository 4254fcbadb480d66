// In: when how much of an answer arrived. Out: a strip along the time axis: chunks of bytes, or events where none are known.
// The height of a part says how much came in it, hatching that nothing did; the whole is said in words beside it.
// Knows nothing of fields.

import type { CSSProperties } from 'react';
import type { Arrivals, Bin } from './arrivals.js';
import { formatBytes, formatDuration, formatMany } from './format.js';
import type { WireLog } from './wire-log.js';

/** As many as can be told apart on a narrow panel. */
const PARTS = 60;
const STALL_MS = 500;

interface WireStripProps {
  readonly wire: WireLog;
  readonly totalMs: number;
}

export function WireStrip({ wire, totalMs }: WireStripProps) {
  const hasBytes = wire.chunks.count > 0;
  const arrivals = hasBytes ? wire.chunks : wire.events;
  const sizeOf = hasBytes ? formatBytes : (size: number) => formatMany(size, 'event');
  const bins = arrivals.bins(totalMs, PARTS);
  const most = Math.max(1, ...bins.map(({ size }) => size));
  const gaps = arrivals.gaps(STALL_MS);
  const words = hasBytes ? describeChunks(arrivals) : describeEvents(arrivals);
  const stalls = gaps.map(({ fromMs, toMs }) => toMs - fromMs);
  const waits = stalls.length > 0 && `, the longest wait ${formatDuration(Math.max(...stalls))}`;
  return (
    <div className="row strip" style={{ '--total': totalMs, '--parts': PARTS } as CSSProperties}>
      <span className="note" title={words}>
        {words}
      </span>
      <span className="track" role="img" aria-label={`${words}${waits || ''}`}>
        {gaps.map(({ fromMs, toMs }) => (
          <span
            key={fromMs}
            className="stall"
            style={{ '--from': fromMs, '--to': toMs } as CSSProperties}
          />
        ))}
        {bins.map((bin) =>
          bin.count === 0 ? null : (
            <span
              key={bin.part}
              className="arrived"
              title={describeBin(bin, hasBytes, sizeOf)}
              style={{ '--part': bin.part, '--share': bin.size / most } as CSSProperties}
            />
          ),
        )}
      </span>
    </div>
  );
}

function describeChunks({ count, size }: Arrivals): string {
  return `${formatBytes(size)} in ${formatMany(count, 'chunk')}`;
}

/** Of a source in process nobody knows bytes: it has none. */
function describeEvents({ count }: Arrivals): string {
  return `${formatMany(count, 'event')}; this source has no bytes`;
}

function describeBin(
  { fromMs, count, size }: Bin,
  hasBytes: boolean,
  sizeOf: (size: number) => string,
): string {
  const chunks = hasBytes ? `${formatMany(count, 'chunk')}, ` : '';
  return `${formatDuration(fromMs)}: ${chunks}${sizeOf(size)}`;
}
