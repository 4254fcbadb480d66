// In: nothing. Out: nothing: an answer of two hundred objects on few levels, and a record by as many keys.
// Compiled and never run: what the compiler does for it is counted, and has a ceiling.
// Knows nothing of how the types are made.

import type { CheckedPath } from '../../src/protocol/checked-path.js';
import type { InstantEvent } from '../../src/protocol/event.js';
import { isEventAt } from '../../src/protocol/event-at.js';
import type { FieldValue } from '../../src/protocol/field-path.js';

type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Key = `${'field' | 'note'}${Digit}${Digit}`;

interface Field {
  label: string;
  kind: Key;
  value: number | null;
  remarks: { text: string; at?: string }[];
}
type Form = { [K in Key]: Field } & { byKey: { [K in Key]?: { count: number } } };

declare function read<P extends string>(path: CheckedPath<Form, P>): FieldValue<Form, P>;

export const values = [
  read('field00.label'),
  read('field99.value'),
  read('note42.remarks[3].text'),
  read('byKey.note17.count'),
];

export function show(event: InstantEvent<Form>, say: (text: string) => void): void {
  if (event.type !== 'done') return;
  if (event.path === 'note11.kind') say(event.value);
  if (event.wildcardPath === 'field42.remarks[*].text') say(event.value.trim());
  if (isEventAt(event, 'byKey.field03.count')) say(event.value.toFixed());
}
