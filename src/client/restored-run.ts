// In: an answer as it was kept. Out: the snapshot of a run that shows it as it was.
// Knows nothing of who kept it, and of who is told.

import { createSnapshot, type Streaming } from '../protocol/index.js';
import { byKind, InstantClientError, toErrorEvent } from './error.js';
import { NO_PROGRESS } from './run-progress.js';
import type { KeptAnswer, KeptError, RunSnapshot } from './run-snapshot.js';

/** What was kept, as it was; that it is of a `T` is the promise of whoever kept it. */
export function restoredRun<T>(answer: KeptAnswer, runId: number): RunSnapshot<T> {
  const { data, partial = data, input, reasoning = '', meta = {}, open, invalid } = answer;
  const error = answer.error && fromKept(answer.error);
  const isWhole = !error && (answer.status === undefined || answer.status === 'complete');
  const outcome = isWhole ? 'complete' : 'stopped';
  const shown = { partial: partial as Streaming<T>, reasoning, meta };
  return {
    status: error ? 'error' : outcome,
    ...shown,
    data: isWhole ? (data as T) : undefined,
    error: error && byKind(error),
    runId,
    input,
    attempt: 0,
    progress: NO_PROGRESS,
    isStale: false,
    isPlaceholder: false,
    snapshot: {
      ...createSnapshot<T>(),
      value: shown.partial,
      // One that failed may have been whole.
      ...(!isWhole && { open: error ? open : (open ?? []), invalid }),
      reasoning,
      meta,
      ...(error ? { error: toErrorEvent(error) } : { outcome }),
    },
  };
}

function fromKept({ kind, code, message, ...details }: KeptError): InstantClientError {
  return new InstantClientError(kind, code, message, details);
}
