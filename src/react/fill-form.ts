// In: a run and a form. Out: the form, filled as fields arrive, except where the user was.
// Goes only through what changed: an untouched part of an answer keeps its identity.
// Knows nothing of React and of form libraries.

import type { InstantRun } from '../client/index.js';
import { isSame } from '../internal/plain-data.js';
import { getOwn } from '../internal/own.js';
import { formatPath, parsePath } from '../protocol/index.js';
import type { Path } from '../protocol/index.js';
import { copyOf, isPlain, type FormPort } from './form-port.js';

/** What a form held before it was filled, and what it was filled with. */
interface Filled {
  readonly initial: unknown;
  readonly leaves: Map<string, unknown>;
  readonly lengths: Map<string, number>;
  /** What the present answer has filled: back at its first value, the user cleared it. */
  readonly present: Set<string>;
  answer?: { readonly run: object; readonly runId: number };
}

/**
 * Of the module, and harmless: found by the very form that is the key. It outlives the component, because the form may,
 * and what the user typed into it must not be taken for what it began with.
 */
const filled = new WeakMap<object, Filled>();

/** Fills the form with what is there and with what comes; returns the function that ends it. */
export function fillForm(run: InstantRun<unknown, never>, port: () => FormPort): () => void {
  // Before anybody types.
  noteInitial(port());
  let shown: unknown;
  let whole: unknown;
  const fill = () => {
    const { partial, isPlaceholder, runId, snapshot } = run.getSnapshot();
    // A placeholder is no answer, and would be left in the form where none comes.
    const arrived = isPlaceholder ? snapshot.value : partial;
    // What the answer before had in common with this one may have been taken out of the form since.
    if (isNewAnswer(noteInitial(port()), run, runId)) shown = whole = undefined;
    if (arrived !== undefined) {
      const filling = new Filling(run, port());
      filling.write([], shown, arrived);
      if (snapshot.outcome === 'complete' && whole !== arrived) filling.clear((whole = arrived));
    }
    shown = arrived;
  };
  fill();
  return run.subscribe(fill);
}

function noteInitial({ form, get }: FormPort): Filled {
  const known = filled.get(form);
  if (known) return known;
  const begun: Filled = {
    initial: copyOf(get([])),
    leaves: new Map(),
    lengths: new Map(),
    present: new Set(),
  };
  filled.set(form, begun);
  return begun;
}

function isNewAnswer(form: Filled, run: object, runId: number): boolean {
  if (form.answer?.run === run && form.answer.runId === runId) return false;
  form.answer = { run, runId };
  form.present.clear();
  return true;
}

class Filling {
  readonly #run: InstantRun<unknown, never>;
  readonly #port: FormPort;
  readonly #filled: Filled;

  constructor(run: InstantRun<unknown, never>, port: FormPort) {
    this.#run = run;
    this.#port = port;
    this.#filled = noteInitial(port);
  }

  write(path: Path, before: unknown, value: unknown): void {
    if (Object.is(before, value) && path.length > 0) return;
    if (path.length > 0 && !this.#hasNames(path, value)) this.#writeLeaf(path, value);
    else if (Array.isArray(value)) this.#writeArray(path, before, value);
    else if (isPlain(value)) {
      for (const key of Object.keys(value)) {
        this.write([...path, key], getOwn(before, key), value[key]);
      }
    } else if (path.length > 0) this.#writeLeaf(path, value);
  }

  /** Takes out what an earlier answer, or attempt, filled in and a whole one does not have. */
  clear(answer: unknown): void {
    const { leaves, lengths, initial } = this.#filled;
    const goneIn = (filled: ReadonlyMap<string, unknown>) =>
      [...filled.keys()]
        .map((key) => parsePath(key))
        .filter((path) => getIn(answer, path) === undefined);
    for (const path of goneIn(lengths)) {
      this.#cut(path, rowsIn(getIn(initial, path)));
      lengths.set(formatPath(path), rowsIn(this.#port.get(path)));
    }
    for (const path of goneIn(leaves)) {
      const held = this.#port.get(path);
      if (held === undefined || isInKeptRow(answer, path)) continue;
      if (isSame(held, leaves.get(formatPath(path)))) this.#port.set(path, getIn(initial, path));
      leaves.delete(formatPath(path));
    }
  }

  /** False for an object with a key the form has no name for: it is written as a whole. */
  #hasNames(path: Path, value: unknown): boolean {
    return !isPlain(value) || Object.keys(value).every((key) => this.#port.hasName([...path, key]));
  }

  #writeLeaf(path: Path, value: unknown): void {
    const key = formatPath(path);
    const held = this.#port.get(path);
    if (!this.#isOurs(path, held) || isSame(held, value)) return;
    this.#filled.leaves.set(key, value);
    this.#filled.present.add(key);
    this.#port.set(path, value);
  }

  /** True of what was filled in, and of what the form began with: its library may have reset it since. */
  #isOurs(path: Path, held: unknown): boolean {
    const { leaves, present, initial } = this.#filled;
    const key = formatPath(path);
    if (leaves.has(key) && isSame(held, leaves.get(key))) return true;
    if (present.has(key)) return false;
    const first = getIn(initial, path);
    // An input that was given nothing makes an empty text of it.
    return isSame(held, first) || (first === undefined && held === '');
  }

  /** Rows that the user added, removed or moved make an array theirs. */
  #writeArray(path: Path, before: unknown, rows: readonly unknown[]): void {
    const key = formatPath(path);
    const { lengths, present, initial } = this.#filled;
    const length = rowsIn(this.#port.get(path));
    const isAsBegun = !present.has(key) && length === rowsIn(getIn(initial, path));
    if (length !== lengths.get(key) && !isAsBegun) return;
    for (const [index, row] of rows.slice(0, length).entries()) {
      this.write([...path, index], getOwn(before, index), row);
    }
    if (rows.length > length) this.#append(path, rows.slice(length), length);
    else if (this.#run.getField(path).isComplete) this.#cut(path, rows.length);
    lengths.set(key, rowsIn(this.#port.get(path)));
    present.add(key);
  }

  #append(path: Path, rows: readonly unknown[], from: number): void {
    this.#port.append(path, rows);
    for (const [index, row] of rows.entries()) this.#note([...path, from + index], row);
  }

  /** An earlier run may have had more rows; those the user was in stay. */
  #cut(path: Path, length: number): void {
    const held = this.#port.get(path);
    if (!Array.isArray(held) || held.length === length) return;
    const rest = held.slice(length);
    const isOurs = rest.every((row, index) => this.#isAsWritten([...path, length + index], row));
    if (isOurs) this.#port.cut(path, length);
  }

  #isAsWritten(path: Path, held: unknown): boolean {
    const children = childrenOf(held);
    if (children) return children.every(([key, child]) => this.#isAsWritten([...path, key], child));
    return this.#isOurs(path, held);
  }

  /** What stands in a row that was added was written there. */
  #note(path: Path, value: unknown): void {
    const { lengths, leaves, present } = this.#filled;
    const key = formatPath(path);
    const children = childrenOf(value);
    present.add(key);
    if (Array.isArray(value)) lengths.set(key, value.length);
    if (children) for (const [name, child] of children) this.#note([...path, name], child);
    else leaves.set(key, value);
  }
}

/** True in a row that a list of the answer has no more: it was cut, or stays because the user was in it. */
function isInKeptRow(answer: unknown, path: Path): boolean {
  return path.some(
    (segment, depth) =>
      typeof segment === 'number' &&
      getIn(answer, path.slice(0, depth)) !== undefined &&
      getIn(answer, path.slice(0, depth + 1)) === undefined,
  );
}

function childrenOf(value: unknown): readonly (readonly [string | number, unknown])[] | undefined {
  if (Array.isArray(value)) return [...value.entries()];
  return isPlain(value) ? Object.entries(value) : undefined;
}

function rowsIn(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((parent, key) => getOwn(parent, key), value);
}
