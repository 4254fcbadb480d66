// In: what can be iterated, and a generator that reads it. Out: the generator, which can be left while it waits.
// An async generator queues `return()` behind a pending `next()`, which may wait for a silent model for ever.
// Knows nothing of what is read.

/** Leaving it leaves what it reads, at once; a `next()` that waits ends with that. */
export function leaveAtOnce<Read, Value>(
  events: AsyncIterable<Read>,
  follow: (events: AsyncIterable<Read>) => AsyncGenerator<Value, void, undefined>,
): AsyncGenerator<Value, void, undefined> {
  const source = events[Symbol.asyncIterator]();
  const generator = follow({ [Symbol.asyncIterator]: () => source });
  const close = generator.return.bind(generator);
  const leave = async () => source.return?.();
  generator.return = (value) => {
    // What leaving fails with, a reading that waits fails with, too.
    leave().catch(() => undefined);
    return close(value);
  };
  return generator;
}
