// In: a field that a server's HTML waits for, and how long it may. Out: a promise that settles by then, or the error.
// Kept per run beside the waiting itself, because React forgets the component that waits and renders it anew.
// Knows nothing of components.

import type { FieldSnapshot } from '../client/index.js';
import { InstantReactError } from './error.js';
import { whenReadable } from './field-reading.js';
import type { FieldWait } from './field-reading.js';
import { limitTime } from './time-limit.js';

interface Deadline {
  readonly settled: Promise<void>;
  isOver: boolean;
}

/** Of the module, and harmless: found by the run that is the key, and collected with it. */
const deadlines = new WeakMap<object, Map<string, Deadline>>();

/**
 * Resolves when the field need not be waited for any more, or the time is up, which counts from the first who asks.
 *
 * @throws {InstantReactError} `timeout` when it was up before.
 */
export function readableInTime(wait: FieldWait, timeoutMs: number): Promise<void> {
  const ofRun = deadlines.get(wait.run) ?? new Map<string, Deadline>();
  deadlines.set(wait.run, ofRun);
  const key = `${timeoutMs} ${wait.until} ${wait.path}`;
  const known = ofRun.get(key);
  if (known?.isOver) throw lateField(wait.run.getField(wait.path));
  if (known) return known.settled;
  const deadline = startDeadline(whenReadable(wait), timeoutMs, () => ofRun.delete(key));
  ofRun.set(key, deadline);
  return deadline.settled;
}

function startDeadline(
  readable: Promise<void>,
  timeoutMs: number,
  onReadable: () => void,
): Deadline {
  const settled = new Promise<void>((resolve) => {
    const end = limitTime(timeoutMs, () => {
      deadline.isOver = true;
      resolve();
    });
    const follow = async () => {
      await readable;
      end();
      onReadable();
      resolve();
    };
    void follow();
  });
  const deadline: Deadline = { settled, isOver: false };
  return deadline;
}

function lateField(field: FieldSnapshot): InstantReactError {
  return new InstantReactError(
    'timeout',
    `The field ${field.path || '(the whole answer)'} was not there in time for the server's HTML: ` +
      'its <Suspense> boundary is rendered in the browser. Raise serverTimeoutMs to wait longer.',
    field,
  );
}
