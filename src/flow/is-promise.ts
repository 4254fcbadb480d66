// In: anything. Out: whether it is a promise, of the language or of a library.
// Knows nothing of what it promises.

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
