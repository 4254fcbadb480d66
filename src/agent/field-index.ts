// In: a run, and paths somebody waits for. Out: the field at each as soon as it counts, or what keeps it from coming.
// What is said is noted once, however many wait: a field costs its path, and so does whoever asks for it.
// A promise cannot be taken back: where the answer may be asked for again, it waits for the end.

import {
  formatPath,
  isFieldEvent,
  type FieldEvent,
  type Path,
  type PathSegment,
} from '../protocol/index.js';
import { AgentError } from './error.js';
import type { ModelRun } from './model-run.js';
import { truncated } from './response-data.js';
import { foundIn, mayComeRight, valueOf, type Found } from './response-fields.js';
import type { RunEntry } from './run-entry.js';
import { isBeside } from './select-entries.js';

interface Place {
  /** What closed here. */
  event?: FieldEvent;
  inside?: Map<PathSegment, Place>;
}

interface Waiter {
  readonly path: Path;
  readonly promise: Promise<Found | undefined>;
  settle(found: Found | undefined | Promise<never>): void;
}

/** Begins to note when it is first asked. It is no reader: somebody else has to pull. */
export class FieldIndex {
  readonly #run: ModelRun;
  readonly #waiters = new Map<string, Waiter>();
  #root: Place | undefined;
  #end: { readonly error?: AgentError } | undefined;

  constructor(run: ModelRun) {
    this.#run = run;
  }

  /** The value at a path; `undefined` when the answer is whole without it. */
  async read(path: Path, signal: AbortSignal | undefined): Promise<unknown> {
    const [found] = await this.find([path], signal);
    return found && valueOf(found);
  }

  /** The fields at these paths, once all of them count; `undefined` for one that the whole answer is without. */
  async find(
    paths: readonly Path[],
    signal: AbortSignal | undefined,
  ): Promise<readonly (Found | undefined)[]> {
    signal?.throwIfAborted();
    if (this.#root === undefined) {
      this.#root = {};
      this.#run.log.tap((entries) => this.#take(entries));
    }
    const found = Promise.all(paths.map((path) => this.#wait(path)));
    return signal === undefined ? found : unlessAborted(found, signal);
  }

  #wait(path: Path): Promise<Found | undefined> {
    const written = formatPath(path);
    const waiter = this.#waiters.get(written) ?? createWaiter(path);
    this.#waiters.set(written, waiter);
    this.#settle(written);
    return waiter.promise;
  }

  /** All of a batch is noted before anything settles: what it withdraws never counts. */
  #take(entries: readonly RunEntry[]): void {
    const closed: string[] = [];
    for (const entry of entries) {
      if (typeof entry === 'string') continue;
      if (entry instanceof AgentError) this.#end = { error: entry };
      else if (isBeside(entry)) continue;
      else if (isFieldEvent(entry)) {
        this.#note(entry);
        if (entry.isComplete) closed.push(entry.path);
      } else if (entry.type === 'attempt') this.#root = {};
      else if (entry.type === 'end') {
        if (entry.outcome === 'complete') this.#end = {};
        else if (entry.outcome === 'truncated') this.#end = { error: truncated(entry.incomplete) };
        // That it was stopped, the error behind this one says.
      }
    }
    for (const path of this.#end === undefined ? closed : this.#waiters.keys()) this.#settle(path);
  }

  #note(event: FieldEvent): void {
    if (event.type !== 'replaced' && !event.isComplete) return;
    let place = (this.#root ??= {});
    for (const segment of event.segments) {
      const inside = (place.inside ??= new Map<PathSegment, Place>());
      let next = inside.get(segment);
      if (next === undefined) inside.set(segment, (next = {}));
      place = next;
    }
    if (event.type === 'replaced') delete place.inside;
    place.event = event;
  }

  #settle(written: string): void {
    const waiter = this.#waiters.get(written);
    if (waiter === undefined) return;
    if (this.#end === undefined && mayComeRight(this.#run)) return;
    const found = this.#foundAt(waiter.path);
    if (this.#end === undefined && found === undefined) return;
    this.#waiters.delete(written);
    const error = this.#end?.error;
    waiter.settle(found ?? (error && Promise.reject(error)));
  }

  #foundAt(path: Path): Found | undefined {
    let place = this.#root;
    for (const segment of path) place = place?.inside?.get(segment);
    return place?.event && foundIn(place.event);
  }
}

function createWaiter(path: Path): Waiter {
  let settle: Waiter['settle'] = () => {};
  const promise = new Promise<Found | undefined>((resolve) => (settle = resolve));
  return { path, promise, settle };
}

/** What comes of a promise, unless the signal is aborted before: then its reason. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    void promise.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
  });
}
