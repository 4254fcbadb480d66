// In: fields asked for anew, fields taken out, and errors of those that could not be had. Out: the answer with all of it.
// What is under way lies over the answer; what is settled lies over it, too, until it is put into it at its end.
// Knows nothing of requests, callbacks or who decides what.

import {
  asWritten,
  formatPath,
  parsePath,
  type InstantSnapshot,
  type Path,
} from '../protocol/index.js';
import type { ShownAnswer } from './amendable-run.js';
import type { AmendedAnswer, AmendedFields } from './amended-fields.js';
import {
  droppedLayer,
  isItem,
  isReplaced,
  layOver,
  moveUp,
  noteItems,
  openAround,
  rewrite,
  type Layer,
} from './amended-layers.js';
import { byKind, type InstantClientError, type InstantError } from './error.js';
import { withoutComplaints, type WholeAnswer } from './read-again.js';
import type { RunChange } from './run-store.js';
import { shareComplaints, shareValue } from './share-parts.js';
import { findAt, isWithin } from './written-value.js';

/** One field that is being asked for anew. */
export interface Retry {
  readonly path: Path;
  /** What of the second answer may be seen. */
  snapshot: InstantSnapshot;
  /** Nobody wants it any more. */
  readonly end: () => void;
}

export class Overlay<T> {
  readonly #shown: ShownAnswer<T>;
  #errors: ReadonlyMap<string, InstantError> = new Map();
  #retries: readonly Retry[] = [];
  #settled: readonly Layer[] = [];
  /** Fields that are out of the answer already. */
  #gone: readonly Layer[] = [];
  /** The answer as it would have been written with all that was put into it. */
  #written: { readonly value: unknown } | undefined;

  constructor(shown: ShownAnswer<T>) {
    this.#shown = shown;
  }

  /** What is to be put into the answer at its end. */
  get settled(): readonly Layer[] {
    return this.#settled;
  }

  get isEmpty(): boolean {
    return this.#settled.length + this.#retries.length === 0;
  }

  /** True of a field that is amended, is in one that is, or has one in it. */
  touches(at: Path): boolean {
    return [...this.#settled, ...this.#retries].some(
      ({ path }) => isWithin(path, at) || isWithin(at, path),
    );
  }

  /** A retry takes the place of all that overlap with it. */
  begin(retry: Retry): void {
    const { path } = retry;
    this.endRetries((other) => isWithin(other, path) || isWithin(path, other));
    this.#errors = new Map([...this.#errors].filter(([at]) => !isWithin(parsePath(at), path)));
    this.#retries = [...this.#retries, retry];
    this.show(path);
  }

  /** The field was not to be had: it has what it had, and an error. */
  fail(retry: Retry, problem: InstantClientError): void {
    this.#errors = new Map([...this.#errors, [formatPath(retry.path), byKind(problem)]]);
    this.leave(retry);
    this.show(retry.path);
  }

  /** The field is there: what lay over it goes. */
  finish(retry: Retry): void {
    this.leave(retry);
    this.#gone = this.#gone.filter((other) => !isReplaced(other, retry.path));
    this.show(retry.path);
  }

  /** A retry is under way no more. */
  leave(retry: Retry): void {
    this.#retries = this.#retries.filter((other) => other !== retry);
  }

  /** Ends those that are meant; fields have what they had. */
  endRetries(isMeant: (path: Path) => boolean): readonly Retry[] {
    const ended = this.#retries.filter(({ path }) => isMeant(path));
    this.#retries = this.#retries.filter((retry) => !ended.includes(retry));
    for (const { end } of ended) end();
    return ended;
  }

  drop(path: Path): void {
    this.#settled = [...this.#settled, droppedLayer(path)];
    this.show(path);
  }

  settle(layer: Layer): void {
    this.#settled = this.with(layer);
  }

  /** What would be settled with one more. */
  with(layer: Layer): readonly Layer[] {
    return [...this.#settled.filter((other) => !isReplaced(other, layer.path)), layer];
  }

  /** Another answer follows. */
  clear(): void {
    this.#errors = new Map();
    this.#settled = [];
    this.#gone = [];
    this.#written = undefined;
  }

  show(path: Path): void {
    this.publish({ at: path, put: (arrived) => arrived, rest: () => this.#fields() });
  }

  /** Changes nothing of the run but what is said. */
  publish(answer: AmendedAnswer, change?: RunChange<T>): void {
    const { store } = this.#shown;
    const { data, error } = store.getSnapshot();
    store.publish([], { data, error, ...change, answer });
  }

  /** The answer as it would have been written with these layers. */
  rewritten(shown: unknown, layers: readonly Layer[]): unknown {
    return rewrite(this.#rawOf(shown), layers);
  }

  /** A verdict with the answer to be shown, which has of what is shown all that stays the same. */
  verdict({ snapshot, verdict }: WholeAnswer<T>, raw: unknown, layers: readonly Layer[]) {
    const before = this.#shown.store.getSnapshot();
    const value = shareValue(before.partial, snapshot.value);
    const invalid = shareComplaints(before.snapshot.invalid, snapshot.invalid);
    noteItems(value, layers);
    const answer: AmendedAnswer = {
      at: [],
      put: () => ({ value, invalid, open: undefined, outcome: 'complete', error: undefined }),
      rest: () => this.#put(layers, raw),
    };
    const { error } = verdict;
    if (error) return { error, answer };
    // Equal parts in the place of equal parts.
    return { data: shareValue(value, verdict.data) as T, answer };
  }

  /** An answer that is not whole has no data: what was settled stands where it is, and lists do not close up. */
  bake(): AmendedAnswer {
    const layers = this.#settled;
    const shown = layers
      .filter((layer) => layer.kind === 'retried' || !isItem(layer))
      .map((layer) => ({ ...layer, raw: findAt(layer.snapshot.value, layer.path)?.value }));
    return {
      at: [],
      put: ({ value, invalid, open, outcome, error }) => ({
        value: rewrite(value, shown),
        invalid: layers.reduce((fields, { path }) => withoutComplaints(fields, path), invalid),
        open: layers.reduce(openAround, open),
        outcome,
        error,
      }),
      rest: () => {
        this.#settled = [];
        this.#gone = [...this.#gone, ...layers.filter(({ kind }) => kind === 'dropped')];
        return this.#fields();
      },
    };
  }

  /** Notes that layers are in the answer now, which as it would have been written is `raw`; what is left to lay over it. */
  #put(layers: readonly Layer[], raw: unknown): AmendedFields {
    const dropped = layers.filter(({ kind }) => kind === 'dropped');
    this.#written = { value: raw };
    this.#settled = this.#settled.filter((layer) => !layers.includes(layer));
    this.#gone = [...this.#gone, ...dropped.filter((layer) => !isItem(layer))];
    if (!dropped.some(isItem)) return this.#fields();
    // A place that is asked for meanwhile is another one now.
    this.endRetries(() => true);
    const moved = (path: Path) => moveUp(path, dropped);
    this.#gone = this.#gone.map((layer) => ({ ...layer, path: moved(layer.path) }));
    this.#errors = new Map(
      [...this.#errors].map(([at, error]) => [formatPath(moved(parsePath(at))), error]),
    );
    return this.#fields();
  }

  #fields(): AmendedFields {
    const retrying = this.#retries.map(({ path, snapshot }): Layer => ({
      path,
      snapshot,
      kind: 'retrying',
    }));
    return layOver([...this.#settled, ...retrying], this.#errors, this.#gone);
  }

  #rawOf(shown: unknown): unknown {
    if (this.#written) return this.#written.value;
    const root = this.#shown.root();
    const origin = root && asWritten([root]).at(-1);
    return origin && 'value' in origin ? origin.value : shown;
  }
}
