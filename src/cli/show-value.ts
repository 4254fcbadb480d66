// In: a field's path and value. Out: each as a short text that is safe on a terminal.
// Knows nothing of columns or colours.

import { isContainer } from '../internal/own.js';
import { toPrintable } from './text-width.js';

/** More than any terminal has columns, and little enough to be cut out of a long text ten times a second. */
const MAX_CHARS = 500;

/** `items[0].title`, `plan: title`; the root of an answer has no name, that of a lane the lane's. */
export function showPath(path: string, lane?: string): string {
  const shown = toPrintable(path.slice(-MAX_CHARS));
  if (lane === undefined) return path === '' ? '(root)' : shown;
  const name = toPrintable(lane.slice(-MAX_CHARS));
  return path === '' ? name : `${name}: ${shown}`;
}

/** A text or number as JSON has it; of what has fields of its own how many, since each has a row of its own. */
export function showValue(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${count(value.length, 'item')}]`;
  if (isContainer(value)) return `{${count(Object.keys(value).length, 'key')}}`;
  const short = typeof value === 'string' ? value.slice(0, MAX_CHARS) : value;
  return toPrintable(JSON.stringify(short) ?? '');
}

/** `1 item`, `2 items`. */
export function count(many: number, one: string): string {
  return `${many} ${one}${many === 1 ? '' : 's'}`;
}

/** `0.412s`. */
export function showTime(ms: number): string {
  return `${(ms / 1000).toFixed(3)}s`;
}

/** `812 B`, `3.4 KB`: of a thousand bytes. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000
    ? `${(bytes / 1000).toFixed(1)} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
