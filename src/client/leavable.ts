// In: an async generator, and how to end what it may be waiting for. Out: the same, which can be left at any time.
// By itself a generator takes up a `return()` only when what it waits for has come.
// Knows nothing of what it gives.

/** The generator itself: `leave` is called at every `return()`, before the generator's own. */
export function leavable<Item>(
  generator: AsyncGenerator<Item, void, undefined>,
  leave: () => void,
): AsyncGenerator<Item, void, undefined> {
  const finish = generator.return.bind(generator);
  return Object.assign(generator, {
    return(value: void | PromiseLike<void>) {
      leave();
      return finish(value);
    },
  });
}
