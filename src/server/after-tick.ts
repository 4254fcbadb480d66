// In: something to do. Out: it is done once everything that is ready now has had its turn.
// Where there is no setImmediate, a timer that is due at once comes closest.
// Knows nothing of what is done.

/** Not every runtime has it, so it is asked for by name. */
interface Immediates {
  readonly setImmediate?: (run: () => void) => unknown;
}

export function afterTick(run: () => void): void {
  const { setImmediate = setTimeout } = globalThis as Immediates;
  setImmediate(run);
}
