// In: the events of a value, as a parser tells them. Out: the same value as JSON text, piece by piece.
// Written as `JSON.stringify` writes it, so that the pieces add up to what it makes of the whole.
// Knows nothing of what the value is part of.

import type { FieldEvent, Path } from '../protocol/index.js';

export interface JsonWriter {
  /** The text an event adds; `path` is the event's, from the value's root. Nothing once something was taken back. */
  write(event: FieldEvent, path: Path): string;
  /** True when all of a value was written, and nothing of it taken back. */
  readonly isWhole: boolean;
  /** True when something of it was taken back. */
  readonly isLost: boolean;
}

interface Open {
  readonly closer: string;
  count: number;
}

const BRACKETS = { object: '{}', array: '[]', string: '""' } as const;

export function createJsonWriter(): JsonWriter {
  const open: Open[] = [];
  let isLost = false;
  let hasBegun = false;

  function begin(path: Path): string {
    const parent = open.at(-1);
    const key = path.at(-1);
    if (parent === undefined || key === undefined) return '';
    const comma = parent.count++ > 0 ? ',' : '';
    return typeof key === 'string' ? `${comma}${JSON.stringify(key)}:` : comma;
  }

  return {
    get isWhole() {
      return hasBegun && !isLost && open.length === 0;
    },
    get isLost() {
      return isLost;
    },
    write(event, path) {
      hasBegun = true;
      isLost ||= event.type === 'replaced';
      if (isLost) return '';
      if (event.type === 'start') {
        const text = begin(path);
        const [opener = '', closer = ''] = BRACKETS[event.kind];
        open.push({ closer, count: 0 });
        return text + opener;
      }
      if (event.type === 'delta') return JSON.stringify(event.delta).slice(1, -1);
      if (event.type !== 'done') return '';
      if (open.length > path.length) return open.pop()?.closer ?? '';
      return begin(path) + JSON.stringify(event.value);
    },
  };
}
