// In: milliseconds, counts and values. Out: the short text a person reads.
// Knows nothing of what they are of.

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

/** `"a text"`, `12`, `[3]`, `{4}` */
export function summarise(value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.keys(value).length}}`;
  if (typeof value === 'string') return JSON.stringify(value.slice(0, GLIMPSE));
  return JSON.stringify(value) ?? '';
}

const MAX_SHOWN = 10_000;

/** The value as JSON, indented, and cut where it is very long. */
export function formatValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value, undefined, 2) ?? '');
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
