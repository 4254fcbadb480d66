// In: figures that have a name each. Out: the row in which they stand beside the status.
// Those that are of two pages are made here; a figure of nothing yet is a dash.

import { formatBytes, formatCount, formatDuration } from './format.js';

interface FigureListProps {
  /** Milliseconds by their names, in order; undefined where there are none yet. */
  times: Readonly<Record<string, number | undefined>>;
  byteCount: number;
  eventCount: number;
}

export function FigureList({ times, byteCount, eventCount }: FigureListProps) {
  const shown = [
    ...Object.entries(times).map(([name, ms]) => [
      name,
      ms === undefined ? '–' : formatDuration(ms),
    ]),
    ['Received', byteCount === 0 ? '–' : formatBytes(byteCount)],
    ['Events', eventCount === 0 ? '–' : formatCount(eventCount)],
  ];
  return (
    <dl className="figures">
      {shown.map(([name, value]) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
