// In: what a user changes of an answer, while it streams or afterwards. Out: the user's version of it, and a way back.
// Laid over the run and never in it: the model's values stay as they came, and go on coming.
// Knows nothing of React, inputs or forms.

import { isSame } from '../internal/plain-data.js';
import { formatPath, parsePath } from '../protocol/index.js';
import type { Path, PathInput, Streaming } from '../protocol/index.js';
import { editedValue, isEdited, placed, withEdit, withoutEdits } from './edit-map.js';
import {
  createStateMover,
  isRejected,
  NOTHING,
  takenBack,
  undoable,
  type EditState,
  type Step,
} from './edit-state.js';
import type { Edits, EditsSnapshot } from './edits-types.js';
import type { InstantRun } from './instant-run.js';
import { movesTo, type MovePath } from './moved-items.js';
import { createPathIndex } from './path-index.js';
import { tell } from './tell.js';

const MAX_STEPS = 200;

/**
 * Lays a user's changes over a run. The user's value wins, also over what the model sends later and over later runs,
 * until it is accepted, undone or discarded; resetting the run discards all.
 *
 * @example
 * import { createInstantRun } from 'fieldwise/client';
 *
 * const run = createInstantRun<{ title: string }>({ api: '/api/report' });
 * const edits = createEdits(run);
 * edits.set('title', 'Tides');
 * edits.getValue(); // { title: 'Tides' }
 */
export function createEdits<T>(run: InstantRun<T, never>): Edits<T> {
  return new RunEdits<T>(run);
}

class RunEdits<T> implements Edits<T> {
  readonly #run: InstantRun<T, never>;
  readonly #listeners = new Set<() => void>();
  readonly #index = createPathIndex<() => void>();
  #state = NOTHING;
  #steps: readonly Step[] = [];
  #unplaced: readonly string[] = [];
  #snapshot: EditsSnapshot | undefined;
  #leaveRun: (() => void) | undefined;

  constructor(run: InstantRun<T, never>) {
    this.#run = run;
  }

  readonly getSnapshot = () => (this.#snapshot ??= this.#look());

  readonly subscribe = (listener: () => void) => {
    const own = () => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  readonly subscribeField = (input: PathInput, listener: () => void) => {
    const path = parsePath(input);
    const own = () => listener();
    this.#index.add(path, own);
    return () => this.#index.remove(path, own);
  };

  readonly getField = (path: PathInput) =>
    this.getSnapshot().fieldOf(this.#modelAt(parsePath(path)));

  // What was put where is typed by `set`.
  readonly getValue = () => this.#placed().value as Streaming<T> | undefined;

  readonly set = (input: PathInput, value: unknown, how?: { readonly isTyping?: boolean }) => {
    const path = parsePath(input);
    const edits = withEdit(this.#state.edits, path, value);
    this.#do(path, { ...this.#state, edits }, how?.isTyping);
  };

  readonly commit = () => {
    const last = this.#steps.at(-1);
    if (last?.isTyping) this.#steps = [...this.#steps.slice(0, -1), { ...last, isTyping: false }];
  };

  readonly accept = (input: PathInput) => {
    const path = parsePath(input);
    const { edits, rejected } = this.#state;
    if (!isEdited(edits, path)) return;
    this.#do(path, { rejected, edits: withoutEdits(edits, path, this.#modelAt(path).value) });
  };

  readonly reject = (input: PathInput) => {
    const path = parsePath(input);
    if (!this.getField(path).hasSuggestion) return;
    const rejected = new Map(this.#state.rejected);
    rejected.set(formatPath(path), this.#run.getSnapshot().runId);
    this.#do(path, { ...this.#state, rejected });
  };

  readonly undo = (input?: PathInput) => {
    const path = input === undefined ? undefined : parsePath(input);
    const step = path === undefined ? this.#steps.at(-1) : undoable(this.#steps, this.#state, path);
    if (step === undefined) return;
    this.#steps = this.#steps.filter((each) => each !== step);
    this.#show(step.path, {
      edits: takenBack(this.#state.edits, step.before.edits, step.after.edits),
      rejected: takenBack(this.#state.rejected, step.before.rejected, step.after.rejected),
    });
  };

  readonly discard = () => {
    if (this.#state === NOTHING && this.#steps.length === 0) return;
    this.#steps = [];
    this.#show([], NOTHING);
  };

  /** What is typed at one path is one step, until something else is done. */
  #do(path: Path, after: EditState, isTyping = false): void {
    const last = this.#steps.at(-1);
    const goesOn =
      isTyping && last?.isTyping === true && formatPath(last.path) === formatPath(path);
    const before = goesOn ? last.before : this.#state;
    const earlier = goesOn ? this.#steps.slice(0, -1) : this.#steps;
    this.#steps = [...earlier, { path, before, after, isTyping }].slice(-MAX_STEPS);
    this.#show(path, after);
  }

  #show(path: Path, state: EditState): void {
    this.#state = state;
    this.#unplaced = this.#findUnplaced();
    this.#snapshot = undefined;
    this.#watchRun(state !== NOTHING);
    const concerned = this.#index.around(path);
    for (const listener of [...concerned, ...this.#listeners]) tell(listener);
  }

  /** A run that is reset is forgotten, with all that was made of it; items that move up take their edits along. */
  #watchRun(isNeeded: boolean): void {
    if (!isNeeded) {
      this.#leaveRun?.();
      this.#leaveRun = undefined;
    } else if (this.#leaveRun === undefined) {
      let before = this.#run.getSnapshot();
      this.#leaveRun = this.#run.subscribe(() => {
        const wasIdle = before.status === 'idle';
        const { value } = before.snapshot;
        before = this.#run.getSnapshot();
        if (before.status === 'idle' && !wasIdle) return this.discard();
        const move = before.snapshot.value === value ? undefined : movesTo(before.snapshot.value);
        if (move) this.#move(move);
        else if (!isSame(this.#findUnplaced(), this.#unplaced)) this.#show([], this.#state);
      });
    }
  }

  /** What is not there yet may come. */
  #findUnplaced(): readonly string[] {
    return this.#run.getSnapshot().status === 'complete' ? this.#placed().unplaced : [];
  }

  #placed() {
    return placed(this.#state.edits, [], this.#run.getSnapshot().partial);
  }

  #move(move: MovePath): void {
    const moved = createStateMover(move);
    this.#steps = this.#steps.flatMap((step) => {
      const path = move(step.path);
      return path ? [{ ...step, path, before: moved(step.before), after: moved(step.after) }] : [];
    });
    this.#show([], moved(this.#state));
  }

  #modelAt(path: Path) {
    return this.#run.getField(path);
  }

  #look(): EditsSnapshot {
    const state = this.#state;
    const steps = this.#steps;
    return {
      paths: [...state.edits.keys()],
      unplaced: this.#unplaced,
      isDirty: state.edits.size > 0,
      canUndo: steps.length > 0,
      fieldOf: (model) => {
        const path = parsePath(model.path);
        const value = editedValue(state.edits, path, model.value);
        const isDirty = isEdited(state.edits, path);
        const isNews = isDirty && model.value !== undefined && !isSame(value, model.value);
        return {
          value,
          isDirty,
          hasSuggestion: isNews && !isRejected(state, path, this.#run.getSnapshot().runId),
          canUndo: undoable(steps, state, path) !== undefined,
        };
      },
    };
  }
}
