// In: a kind of error, then what ought to be refused with one. Out: the refusal.
// Knows nothing of why.

/**
 * A function that gives what an act is refused with.
 * @throws {Error} when nothing is refused; whatever else is thrown
 */
export function refusals<Refusal extends Error>(kind: new (...args: never) => Refusal) {
  return (act: () => unknown): Refusal => {
    try {
      act();
    } catch (error) {
      if (error instanceof kind) return error;
      throw error;
    }
    throw new Error('Nothing was refused.');
  };
}
