// In: what is to be done, some of it only when a promise is there. Out: all of it done in the order it came, at once where nothing is late.
// Knows nothing of what is done.

export class InOrder {
  /** Settles when the last that is late has its turn, or is refused. */
  #late: Promise<unknown> | undefined;

  /** Something waits for its turn. */
  get isLate(): boolean {
    return this.#late !== undefined;
  }

  /** Runs `go` after all that came before, and after `come`. Rejects, and does not run it, where `come` does. */
  pass<Out>(come: Promise<unknown> | undefined, go: () => Out | Promise<Out>): Out | Promise<Out> {
    const before = this.#late;
    if (before === undefined && come === undefined) return go();
    const turn = settled(before, come);
    const over = turn.catch(() => undefined);
    const end = () => {
      if (this.#late === over) this.#late = undefined;
    };
    this.#late = over;
    return turn.then<Out>(
      () => {
        end();
        return go();
      },
      (error: unknown) => {
        end();
        throw error;
      },
    );
  }
}

async function settled(
  before: Promise<unknown> | undefined,
  come: Promise<unknown> | undefined,
): Promise<void> {
  await Promise.allSettled([before, come]);
  await come;
}
