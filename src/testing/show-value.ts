// In: any value that a schema may make. Out: a text that is the same for the same data, to compare by and to show.
// Objects of classes are shown by what they say of themselves and their own fields, since a schema makes them anew each time.
// Knows nothing of what is compared.

/** A text for a value: JSON where JSON has it, and as much as can be told where not. */
export function showValue(value: unknown, around: readonly object[] = []): string {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol' || typeof value === 'function') return typeof value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  if (around.includes(value)) return '…';
  const show = (inner: unknown) => showValue(inner, [...around, value]);
  if (Array.isArray(value)) return `[${value.map(show).join(',')}]`;
  if (value instanceof Date) return `Date ${Number(value)}`;
  if (value instanceof Map || value instanceof Set) {
    return `${value.constructor.name} ${show([...value])}`;
  }
  const fields = Object.entries(value).map(
    ([key, field]) => `${JSON.stringify(key)}:${show(field)}`,
  );
  return `${wordFor(value)}{${fields.toSorted().join(',')}}`;
}

/** Nothing for a plain object; of any other its class, and its own words where it has some. */
function wordFor(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return '';
  const words = 'toJSON' in value ? `${JSON.stringify(value)} ` : '';
  return `${value.constructor.name} ${words}`;
}
