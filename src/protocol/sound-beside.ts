// In: an object from the wire that claims to tell something beside an answer. Out: whether it has all that readers rely on.
// What it must have is written as an example; values are anybody's own business, and what is more is for newer readers.
// Knows nothing of who asks.

import { getOwn, isContainer } from '../internal/own.js';

/** With a question mark, what may be left out; a list has any number of what it is written with. */
const SOURCE = { 'chunk?': '', 'within?': [{ id: '', name: '' }] };

const FORMS: Readonly<Record<string, unknown>> = {
  lane: { lane: '', 'within?': SOURCE['within?'] },
  signal: { name: '', 'signalId?': 0, ...SOURCE },
  interrupt: { action: '', executionId: '', interrupt: { id: '', name: '', chunk: '', ...SOURCE } },
  progress: {
    chunk: '',
    phase: '',
    active: 0,
    waiting: 0,
    done: 0,
    failed: 0,
    'signalId?': 0,
    ...SOURCE,
  },
  item: SOURCE,
};

/** True of events of another type, too: they are looked at elsewhere. */
export function isSoundBeside(type: string, event: unknown): boolean {
  return isLike(event, getOwn(FORMS, type));
}

function isLike(value: unknown, form: unknown): boolean {
  if (!isContainer(form)) return form === undefined || typeof value === typeof form;
  if (Array.isArray(form)) {
    return Array.isArray(value) && value.every((each) => isLike(each, form[0]));
  }
  return Object.entries(form).every(([name, part]) => {
    const key = name.replace('?', '');
    const own = getOwn(value, key);
    return (own === undefined && key !== name) || isLike(own, part);
  });
}
