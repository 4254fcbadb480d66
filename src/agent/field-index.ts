// In: a run, and paths somebody waits for. Out: the field at each as soon as it counts, or what keeps it from coming.
// What is said is noted once, however many wait: a field costs its path, and so does whoever asks for it.
// A promise cannot be taken back: where the answer may be asked for again, it waits for the end.

import { formatPath, isFieldEvent, type FieldEvent, type Path } from '../protocol/index.js';
import { AgentError } from './error.js';
import type { ModelRun } from './model-run.js';
import { PathTree } from './path-tree.js';
import { valueAt } from './places-of.js';
import { truncated } from './truncated.js';
import { foundIn, mayComeRight, valueOf, type Found } from './response-fields.js';
import type { RunEntry } from './run-entry.js';
import { isBeside } from './select-entries.js';

interface Waiter {
  readonly path: Path;
  readonly promise: Promise<Found | undefined>;
  settle(found: Found | undefined | Promise<never>): void;
}

/** Begins to note when it is first asked. It is no reader: somebody else has to pull. */
export class FieldIndex {
  readonly #run: ModelRun;
  readonly #waiters = new Map<string, Waiter>();
  /** Paths that are waited for, by what is around them: a container may have them only when it is whole. */
  readonly #inside = new Map<string, string[]>();
  /** How each field closed, or was left out or withdrawn. */
  #root: PathTree<FieldEvent> | undefined;
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
      this.#root = new PathTree();
      this.#run.log.tap((entries) => this.#take(entries));
    }
    const found = Promise.all(paths.map((path) => this.#wait(path)));
    return signal === undefined ? found : unlessAborted(found, signal);
  }

  #wait(path: Path): Promise<Found | undefined> {
    const written = formatPath(path);
    const waiter = this.#waiters.get(written) ?? createWaiter(path);
    const isNew = !this.#waiters.has(written);
    this.#waiters.set(written, waiter);
    this.#settle(written);
    if (isNew && this.#waiters.has(written)) this.#listenAround(path, written);
    return waiter.promise;
  }

  #listenAround(path: Path, written: string): void {
    for (const depth of path.keys()) {
      const around = formatPath(path.slice(0, depth));
      const inside = this.#inside.get(around);
      if (inside === undefined) this.#inside.set(around, [written]);
      else inside.push(written);
    }
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
        if (entry.isComplete) closed.push(entry.path, ...(this.#inside.get(entry.path) ?? []));
      } else if (entry.type === 'attempt') this.#root = new PathTree();
      else if (entry.type === 'end') {
        if (entry.outcome === 'complete') this.#end = {};
        else if (entry.outcome === 'truncated') this.#end = { error: truncated(entry.incomplete) };
        // That it was stopped, the error behind this one says.
      }
    }
    for (const path of this.#end === undefined ? closed : this.#waiters.keys()) this.#settle(path);
  }

  #note(event: FieldEvent): void {
    const { type } = event;
    if (type === 'start' || type === 'delta') return;
    const place = (this.#root ??= new PathTree()).reach(event.segments);
    if (type === 'replaced') place.forget();
    place.value = event;
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

  /** What the field's own event says; or else what closed around it has there, the nearest first. */
  #foundAt(path: Path): Found | undefined {
    let around: Found | undefined;
    let place = this.#root;
    for (const [depth, segment] of path.entries()) {
      const found = place?.value && foundIn(place.value);
      if (found !== undefined) around = this.#partOf(found, path, depth);
      place = place?.child(segment);
    }
    const event = place?.value;
    // What was left out is not there, whatever is wrong around it.
    const isLeftOut = event?.type === 'missing' && around !== undefined && 'error' in around;
    return (event && foundIn(event)) ?? (isLeftOut ? undefined : around);
  }

  /** Of a container that does not fit nobody knows what it would have had; whether it stays so, the end says. */
  #partOf(found: Found, path: Path, depth: number): Found | undefined {
    if ('error' in found)
      return this.#end !== undefined && this.#end.error === undefined ? found : undefined;
    const value = valueAt(found.value, path, depth);
    return value === undefined ? undefined : { value };
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
