// In: a run and its log. Out: one line that says where it stands, its figures, and what to do when it failed.

import { useSyncExternalStore } from 'react';
import { formatPath } from 'fieldwise';
import type { InstantRun } from 'fieldwise/client';
import type { InstantStream } from 'fieldwise/react';
import type { RunInput } from '../shared/run-input.js';
import { describeStatus, listIssues } from './describe-status.js';
import { formatBytes, formatCount, formatDuration } from './format.js';
import { Misfits } from './misfits.js';
import type { RunLog } from './run-log.js';
import { useLog } from './use-log.js';
import { useTick } from './use-tick.js';

interface StatusStripProps {
  stream: InstantStream<unknown, RunInput>;
  log: RunLog;
}

export function StatusStrip({ stream, log }: StatusStripProps) {
  const { status, error, run } = stream;
  const { fields } = useLog(log);
  return (
    <div className="status" data-status={status}>
      <p className="status-line">
        <span className="status-light" />
        <span className="status-text">{describeStatus({ status, error, fields })}</span>
        {status === 'streaming' ? <OpenPath run={run} /> : null}
      </p>
      <Figures log={log} />
    </div>
  );
}

/** What is said of a run that failed. */
export function ErrorNote({ stream }: { stream: InstantStream<unknown, RunInput> }) {
  const { error } = stream;
  if (error === undefined) return null;
  const issues = listIssues(error);
  return (
    <div className="status-error">
      <p>
        <code>{error.code}</code> {error.message}
      </p>
      {issues.length === 0 ? null : <Misfits issues={issues} stream={stream} />}
    </div>
  );
}

/** The field being written right now. */
function OpenPath({ run }: { run: InstantRun<unknown, RunInput> }) {
  const path = useSyncExternalStore(run.subscribe, () =>
    formatPath(run.getSnapshot().snapshot.open ?? []),
  );
  return (
    <code className="status-path">
      <bdi>{path}</bdi>
    </code>
  );
}

function Figures({ log }: { log: RunLog }) {
  const { firstFieldMs, byteCount, eventCount, isRunning } = useLog(log);
  useTick(isRunning);
  const elapsedMs = log.elapsedMs();
  const figures = [
    ['First field', firstFieldMs === undefined ? '–' : formatDuration(firstFieldMs)],
    ['Elapsed', elapsedMs === 0 ? '–' : formatDuration(elapsedMs)],
    ['Received', byteCount === 0 ? '–' : formatBytes(byteCount)],
    ['Events', eventCount === 0 ? '–' : formatCount(eventCount)],
  ];
  return (
    <dl className="figures">
      {figures.map(([name, value]) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
