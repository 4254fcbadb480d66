// In: the last event of an answer, or the verdict on it. Out: how its run ends.
// Knows nothing of queues, listeners or what was shown before.

import { formatPath, type EndEvent, type ErrorEvent, type Path } from '../protocol/index.js';
import type { Verdict } from './answer-reader.js';
import { InstantClientError, truncated } from './error.js';
import type { FinishReason } from './run-options.js';
import type { RunChange } from './run-store.js';

/** What is published last, and why nothing follows. */
export interface Ending<T> {
  readonly change: RunChange<T>;
  readonly reason: FinishReason;
}

/** The other side failed, or was told to stop. */
export function endingOf(event: EndEvent | ErrorEvent): Ending<never> {
  if (event.type === 'end') return { change: { status: 'stopped' }, reason: 'stopped' };
  const { code, message, path } = event;
  return failed(new InstantClientError('server', code, message, { path }));
}

/** The model was, while what is at `open` was being written. */
export function cutOff(open: Path | undefined): Ending<never> {
  return failed(truncated(open && formatPath(open)));
}

export function failed(error: InstantClientError): Ending<never> {
  return { change: { status: 'error', error }, reason: 'error' };
}

/** The answer is whole. */
export function judged<T>({ data, error, answer }: Verdict<T>): Ending<T> {
  if (error) return { change: { status: 'error', error, answer }, reason: 'error' };
  return { change: { status: 'complete', data, answer }, reason: 'complete' };
}
