// In: milliseconds, bytes, counts. Out: the short text a person reads.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** `412 ms`, `3.2 s` */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${whole.format(ms)} ms` : `${tenth.format(ms / 1000)} s`;
}

/** `812 B`, `12.4 KB` */
export function formatBytes(bytes: number): string {
  return bytes < 1000 ? `${whole.format(bytes)} B` : `${tenth.format(bytes / 1000)} KB`;
}

/** `1,284` */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** `1 field`, `12 fields` */
export function formatFields(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'field' : 'fields'}`;
}
