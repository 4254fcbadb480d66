// In: the events of a run, as received. Out: what is known of all that is told beside its answer, and a word at every change.
// What keeps it is loaded with the first such event: most answers have nothing beside them.
// Knows nothing of what is told, or of who listens.

import { reportUncaught } from '../internal/report-error.js';
import type { InstantEvent } from '../protocol/index.js';
import type { BesideFacts } from './beside-facts.js';
import { NOTHING_BESIDE, type BesideEvent, type RunBeside } from './beside-snapshot.js';
import { tell } from './tell.js';

const NO_EVENTS: readonly InstantEvent[] = [];
const KINDS = /^(?:lane|signal|interrupt|progress|item)$/;

/** True of what is told beside an answer. */
export function isBeside({ type }: InstantEvent): boolean {
  return KINDS.test(type);
}

export class Beside implements RunBeside {
  readonly #listeners = new Set<(event?: BesideEvent) => void>();
  /** What has not been told yet, because what keeps it is on its way. */
  #waiting: BesideEvent[] = [];
  #facts: BesideFacts | undefined;
  #create: (() => BesideFacts) | undefined;
  #isLoading = false;

  readonly getSnapshot = () => this.#facts?.snapshot ?? NOTHING_BESIDE;
  readonly getLane = (name: string) => this.#facts?.getLane(name) ?? NO_EVENTS;
  readonly subscribe = (listener: (event?: BesideEvent) => void) => {
    const own = (event?: BesideEvent) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  /** Passes over events of the answer itself. */
  hear(event: InstantEvent): void {
    if (!isBeside(event)) return;
    this.#waiting.push(event as BesideEvent);
    if (this.#create) this.#tellWaiting(this.#create);
    else if (!this.#isLoading) this.#load().catch(reportUncaught);
  }

  /** Another run begins. */
  clear(): void {
    this.#waiting = [];
    if (!this.#facts) return;
    this.#facts = undefined;
    this.#tell();
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    try {
      const { BesideFacts } = await import('./beside-facts.js');
      this.#create = () => new BesideFacts();
      this.#tellWaiting(this.#create);
    } finally {
      this.#isLoading = false;
    }
  }

  #tellWaiting(create: () => BesideFacts): void {
    for (let event = this.#waiting.shift(); event; event = this.#waiting.shift()) {
      this.#facts ??= create();
      this.#facts.add(event);
      this.#tell(event);
    }
  }

  #tell(event?: BesideEvent): void {
    const present = [...this.#listeners];
    for (const listener of present) tell(() => listener(event));
  }
}
