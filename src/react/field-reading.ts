// In: a run, a path, and how much of the field is wanted. Out: its value, the error that stands in its way, or to wait.
// The promise of a field is kept per run, path and want, because React asks for it again in every render.
// Knows nothing of components.

import type { FieldSnapshot, InstantRun } from '../client/index.js';
import { fieldState, parsePath } from '../protocol/index.js';
import type { InstantSnapshot, Path } from '../protocol/index.js';
import { InstantReactError } from './error.js';
import type { FieldUntil } from './field-types.js';
import { whenToAsk } from './hydratable-run.js';
import type { ReadableRun } from './hydratable-run.js';

/** What waiting for a field has come to. */
export type FieldReading =
  | { readonly status: 'waiting' }
  | { readonly status: 'ready'; readonly value: unknown }
  | { readonly status: 'failed'; readonly error: Error };

/** Which field is waited for, and until when. */
export interface FieldWait {
  readonly run: InstantRun<unknown, never>;
  readonly path: string;
  readonly until: FieldUntil;
}

const WAITING: FieldReading = { status: 'waiting' };

/** Reads the field as it is now, or as `run` shows it instead. */
export function readField(
  { run: own, path, until }: FieldWait,
  run: ReadableRun = own,
): FieldReading {
  const field = run.getField(path);
  const { value } = field;
  switch (field.status) {
    case 'pending':
      return WAITING;
    case 'streaming':
      return until === 'start' ? { status: 'ready', value } : WAITING;
    case 'complete':
      return until === 'complete' && path === ''
        ? readAnswer(run, field)
        : { status: 'ready', value };
    case 'invalid':
      return { status: 'failed', error: invalidField(field) };
    case 'incomplete':
      return until === 'start'
        ? { status: 'ready', value }
        : { status: 'failed', error: lostField(run, field) };
    default:
      return wasLeftOut(run.getSnapshot().snapshot, parsePath(path))
        ? { status: 'ready', value: undefined }
        : { status: 'failed', error: lostField(run, field) };
  }
}

/** The whole answer closes before its schema has had the last word on it. */
function readAnswer(run: ReadableRun, field: FieldSnapshot): FieldReading {
  const { status, data } = run.getSnapshot();
  if (status === 'complete') return { status: 'ready', value: data };
  if (status === 'streaming') return WAITING;
  return { status: 'failed', error: lostField(run, field) };
}

/** True when a parent closed without the field; otherwise the run ended before it was known whether it would come. */
function wasLeftOut(snapshot: InstantSnapshot, path: Path): boolean {
  if (path.length === 0) return false;
  const parent = path.slice(0, -1);
  const { status } = fieldState(snapshot, parent);
  return (
    status === 'complete' ||
    status === 'invalid' ||
    (status === 'missing' && wasLeftOut(snapshot, parent))
  );
}

function invalidField(field: FieldSnapshot): InstantReactError {
  const complaints = field.issues.map(({ message }) => message).join('; ');
  return new InstantReactError(
    'invalid-field',
    `The field ${named(field)} is not what its schema asks for: ${complaints}. ` +
      'Catch it with <FieldBoundary>, or read it with useField, which shows such fields too.',
    field,
  );
}

/** Why the run ended before the field was there. */
function lostField(run: ReadableRun, field: FieldSnapshot): Error {
  return (
    run.getSnapshot().error ??
    new InstantReactError(
      'stopped-field',
      `The run was stopped before the field ${named(field)} was there. Submit or retry to ask for it again.`,
      field,
    )
  );
}

/** The error for a server that is asked for a field of a run which nobody starts there. */
export function unstartedRun(field: FieldSnapshot): InstantReactError {
  return new InstantReactError(
    'unstarted-run',
    `The field ${named(field)} cannot be waited for on a server, where nothing was submitted: ` +
      'its <Suspense> boundary is rendered in the browser. Prefetch the answer to have it in the HTML.',
    field,
  );
}

function named({ path }: FieldSnapshot): string {
  return path === '' ? '(the whole answer)' : path;
}

/** Calls the listener when the reading of the field may have changed. */
export function watchField({ run, path }: FieldWait, listener: () => void): () => void {
  // The whole answer changes once more without its field doing so: when its schema has judged it.
  return path === '' ? run.subscribe(listener) : run.subscribeField(path, listener);
}

/**
 * Of the module, and harmless: nothing can be found in it without the run that is the key, and it is collected with that
 * run. A run cannot hold promises itself, because it knows no Suspense.
 */
const pending = new WeakMap<object, Map<string, Promise<void>>>();

/**
 * Resolves when the field need not be waited for any more, or has to be asked for again; the same promise until then. It
 * costs a listener or two on the run, for as long as the field is not there, whether or not somebody still waits: React
 * does not say.
 */
export function whenReadable(wait: FieldWait): Promise<void> {
  const promises = pending.get(wait.run) ?? new Map<string, Promise<void>>();
  pending.set(wait.run, promises);
  const key = `${wait.until} ${wait.path}`;
  const known = promises.get(key);
  if (known) return known;
  const promise = new Promise<void>((resolve) => {
    const end = () => {
      for (const leave of leaves) leave();
      promises.delete(key);
      resolve();
    };
    const check = () => {
      if (readField(wait).status !== 'waiting') end();
    };
    const leaves = [watchField(wait, check), whenToAsk(wait.run, end)];
  });
  promises.set(key, promise);
  return promise;
}
