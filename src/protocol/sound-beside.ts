// In: an object from the wire that claims to tell something beside an answer. Out: whether it has all that readers rely on.
// What it must have is written as an example; values are anybody's own business, and what is more is for newer readers.
// Knows nothing of who asks.

import { getOwn, isContainer } from '../internal/own.js';

const FORMS: Readonly<Record<string, unknown>> = {
  lane: { lane: '' },
  signal: { name: '' },
  interrupt: { action: '', executionId: '', interrupt: { id: '', name: '', chunk: '' } },
  progress: { chunk: '', phase: '', active: 0, waiting: 0, done: 0, failed: 0 },
};

/** True of events of another type, too: they are looked at elsewhere. */
export function isSoundBeside(type: string, event: unknown): boolean {
  return isLike(event, getOwn(FORMS, type));
}

function isLike(value: unknown, form: unknown): boolean {
  if (!isContainer(form)) return form === undefined || typeof value === typeof form;
  return Object.entries(form).every(([key, part]) => isLike(getOwn(value, key), part));
}
