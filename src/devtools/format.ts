// In: milliseconds, counts and values. Out: the short text a person reads.
// Knows nothing of what they are of.

import { headOf, leafText, reasonOf } from './opaque-value.js';
import { writeValue } from './write-value.js';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const hundredth = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** `4.2 ms`, `412 ms`, `3.21 s` */
export function formatDuration(ms: number): string {
  if (ms >= 1000) return `${hundredth.format(ms / 1000)} s`;
  return ms > 0 && ms < 10 ? `${tenth.format(ms)} ms` : `${whole.format(ms)} ms`;
}

/** `1,284` */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `812 B`, `6.3 KB`, `1.2 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${whole.format(bytes)} B`;
  return bytes < 1e6 ? `${tenth.format(bytes / 1e3)} KB` : `${tenth.format(bytes / 1e6)} MB`;
}

/** `1 event`, `12 events` */
export function formatMany(count: number, name: string): string {
  return `${formatCount(count)} ${name}${count === 1 ? '' : 's'}`;
}

const GLIMPSE = 120;

/** `"a text"`, `12`, `[3]`, `{4}`, `Map(2)`, `2026-01-02T00:00:00.000Z`. Never throws. */
export function summarise(value: unknown): string {
  if (value === undefined) return '';
  try {
    const leaf = leafText(value);
    if (leaf !== undefined) return leaf.slice(0, GLIMPSE);
    if (typeof value !== 'object' || value === null) return writeValue(value, GLIMPSE);
    if (Array.isArray(value)) return `[${value.length}]`;
    const head = headOf(value);
    if (value instanceof Map || value instanceof Set) return head;
    return `${head}${head && ' '}{${Object.keys(value).length}}`;
  } catch (error) {
    return reasonOf(error);
  }
}

const MAX_SHOWN = 10_000;

/** A text as it is, another value as indented JSON; cut where it is very long. Never throws. */
export function formatValue(value: unknown): string {
  if (typeof value !== 'string') return writeValue(value, MAX_SHOWN);
  return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}…` : value;
}
