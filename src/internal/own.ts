// In: plain objects and keys that a model chose. Out: reads and writes of own properties only.
// Hostile keys (`__proto__`, `constructor`) are ordinary data here.
// Knows nothing of events, schemas or paths.

/** A JSON object whose values are not known yet. */
export type JsonObject = { [key: string]: unknown };

/** Sets an own, enumerable property, also for the key `__proto__`, which assignment would lose. */
export function setOwn(target: JsonObject, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    target[key] = value;
  }
}

/** Reads an own property of an object or an element of an array; anything inherited is `undefined`. */
export function getOwn(target: unknown, key: string | number): unknown {
  if (Array.isArray(target)) return typeof key === 'number' ? target[key] : undefined;
  if (!isContainer(target)) return undefined;
  return Object.hasOwn(target, key) ? (target as JsonObject)[key] : undefined;
}

/** True for objects and arrays, the values that have children. */
export function isContainer(value: unknown): value is JsonObject | unknown[] {
  return typeof value === 'object' && value !== null;
}
