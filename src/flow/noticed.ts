// In: work that a chunk began, as a promise. Out: the same promise, which notices whether anybody listens.
// Who awaits it hears of a failure; what nobody awaits fails the work around it instead of the process.
// Knows nothing of what the work is.

import { failIn } from './chunk-failure.js';
import { Listened } from './lent.js';
import type { Task, Unheard } from './task.js';

export class Noticed<Value> extends Listened<Value> {
  readonly #task: Task;
  readonly #work: Promise<Value>;

  constructor(task: Task, work: Promise<Value>) {
    super();
    this.#task = task;
    this.#work = work;
    work.catch((error: unknown) => this.fail(error));
  }

  ended(): Promise<Value> {
    return this.#work;
  }

  detachSoon(unheard: Unheard): void {
    this.#task.detachSoon(unheard);
  }

  report(error: unknown): void {
    failIn(this.#task.scope, this.#task.chunk, error);
  }
}
