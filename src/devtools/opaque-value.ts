// In: any value. Out: in short what it is, where JSON has no word for it, and what is at its head where it holds others.
// Reading a value may throw: a getter, a proxy. Whoever asks says by `reasonOf` that it did.
// Knows nothing of how a value is written.

/** `12n`, `Symbol(x)`, `2026-01-02T00:00:00.000Z`; undefined for what JSON has, and for what holds other values. */
export function leafText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'undefined':
    case 'symbol':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'function':
      return `function ${value.name}`.trimEnd();
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    default:
      return leafObjectText(value);
  }
}

function leafObjectText(value: unknown): string | undefined {
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof URL) return value.href;
  if (value instanceof RegExp || value instanceof Error) return String(value);
  if (ArrayBuffer.isView(value)) return `${classOf(value)}(${value.byteLength} bytes)`;
  return undefined;
}

/** `Map(2)`, `Set(1)`, the class of an instance; empty for a list and a plain object. */
export function headOf(value: object): string {
  if (value instanceof Map || value instanceof Set) return `${classOf(value)}(${value.size})`;
  return Array.isArray(value) || isPlain(value) ? '' : classOf(value);
}

/** True of objects and lists as JSON has them: what is in them are fields. */
export function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What is said of a value that threw when it was read. */
export function reasonOf(error: unknown): string {
  return `cannot be read: ${error instanceof Error ? error.message : typeof error}`;
}

function classOf(value: object): string {
  const { constructor } = value;
  return (typeof constructor === 'function' && constructor.name) || 'Object';
}
