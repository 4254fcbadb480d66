// In: what failed and was handled by nobody. Out: the first of it, and how much there was.
// A loop of which every turn fails may go on for long: what is kept of it is bounded.
// Knows nothing of how an execution ends.

const MAX_KEPT = 100;

export class Failures {
  readonly kept: Error[];
  #count: number;

  /** `count` is how many there were, where `kept` are not all of them. */
  constructor(kept: readonly Error[] = [], count = 0) {
    this.kept = kept.slice(0, MAX_KEPT);
    this.#count = Math.max(count, kept.length);
  }

  get count(): number {
    return this.#count;
  }

  add(error: Error): void {
    this.#count++;
    if (this.kept.length < MAX_KEPT) this.kept.push(error);
  }

  addAll({ kept, count }: Failures): void {
    for (const error of kept) this.add(error);
    this.#count += count - kept.length;
  }
}
