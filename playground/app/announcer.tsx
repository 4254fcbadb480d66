// In: a run and its figures. Out: one polite sentence for screen readers when the run is over. Silent while it streams.

import type { InstantStream } from 'fieldwise/react';
import type { RunInput } from '../shared/run-input.js';
import { describeEnd } from './describe-status.js';
import { formatDuration } from './format.js';
import type { RunFigures } from './run-figures.js';
import { useFigures } from './use-figures.js';

interface AnnouncerProps {
  stream: InstantStream<unknown, RunInput>;
  figures: RunFigures;
}

export function Announcer({ stream: { status, error }, figures }: AnnouncerProps) {
  const { counts } = useFigures(figures);
  const sentence = describeEnd({ status, error, counts }, formatDuration(figures.elapsedMs()));
  return (
    <p className="sr-only" role="status">
      {sentence}
    </p>
  );
}
