// In: a run and its log. Out: one polite sentence for screen readers when the run is over. Silent while it streams.

import type { InstantStream } from 'fieldwise/react';
import type { RunInput } from '../shared/run-input.js';
import { describeEnd } from './describe-status.js';
import { formatDuration } from './format.js';
import type { RunLog } from './run-log.js';
import { useLog } from './use-log.js';

interface AnnouncerProps {
  stream: InstantStream<unknown, RunInput>;
  log: RunLog;
}

export function Announcer({ stream: { status, error }, log }: AnnouncerProps) {
  const { fields } = useLog(log);
  const sentence = describeEnd({ status, error, fields }, formatDuration(log.elapsedMs()));
  return (
    <p className="sr-only" role="status">
      {sentence}
    </p>
  );
}
