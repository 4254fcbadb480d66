// In: any value. Out: what it is, in words for an error message.
// Repeats no text of the value but an object's first keys: what was passed by mistake may be a secret.
// Knows nothing of what was expected.

const MAX_KEYS = 5;

/** `undefined`, `a string`, `the number 3`, `a list`, `an object with the keys a, b`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise';
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  const more = keys.length > MAX_KEYS ? ', …' : '';
  return `an object with the keys ${keys.slice(0, MAX_KEYS).join(', ')}${more}`;
}
