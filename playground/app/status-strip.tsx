// In: a run and its figures. Out: one line that says where it stands, its figures, and what to do when it failed.

import { useSyncExternalStore } from 'react';
import { formatPath } from 'fieldwise';
import type { InstantRun } from 'fieldwise/client';
import type { InstantStream } from 'fieldwise/react';
import type { RunInput } from '../shared/run-input.js';
import { describeStatus, listIssues } from './describe-status.js';
import { FigureList } from './figure-list.js';
import { Misfits } from './misfits.js';
import type { RunFigures } from './run-figures.js';
import { useFigures } from './use-figures.js';
import { useTick } from './use-tick.js';

interface StatusStripProps {
  stream: InstantStream<unknown, RunInput>;
  figures: RunFigures;
}

export function StatusStrip({ stream, figures }: StatusStripProps) {
  const { status, error, run } = stream;
  const { counts } = useFigures(figures);
  return (
    <div className="status" data-status={status}>
      <p className="status-line">
        <span className="status-light" />
        <span className="status-text">{describeStatus({ status, error, counts })}</span>
        {status === 'streaming' ? <OpenPath run={run} /> : null}
      </p>
      <Figures of={figures} />
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

function Figures({ of }: { of: RunFigures }) {
  const { firstFieldMs, byteCount, eventCount, isRunning } = useFigures(of);
  useTick(isRunning);
  const times = { 'First field': firstFieldMs, Elapsed: of.elapsedMs() || undefined };
  return <FigureList times={times} byteCount={byteCount} eventCount={eventCount} />;
}
