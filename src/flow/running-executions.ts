// In: executions of one flow that begin and end. Out: each that is running by its id, and those that listen for what all of them share.
// One is in here only while it runs.
// Knows nothing of what they do.

import type { Scope } from './scope.js';
import { createTrigger } from './trigger.js';

const FLOW_STATE = createTrigger('flowState', '').key;

/** One that is running, and is told that a value which all executions share has changed. */
export interface FlowStateListener {
  readonly id: string;
  tellFlowState(key: string, read: () => unknown, scope?: Scope): void;
}

export class RunningExecutions {
  /** Those that are no part of another. Of several with one id the one that came last. */
  readonly byId = new Map<string, FlowStateListener>();
  /** The others with that id, oldest first. */
  readonly #hidden = new Set<FlowStateListener>();
  readonly #listening = new Set<FlowStateListener>();

  /** `heard` has the keys of all it listens for. */
  add(execution: FlowStateListener, heard: Iterable<string>, isWhole: boolean): void {
    const { byId } = this;
    if ([...heard].some((key) => key.startsWith(FLOW_STATE))) this.#listening.add(execution);
    if (!isWhole) return;
    const other = byId.get(execution.id);
    if (other !== undefined) this.#hidden.add(other);
    byId.set(execution.id, execution);
  }

  remove(execution: FlowStateListener): void {
    const { id } = execution;
    this.#listening.delete(execution);
    this.#hidden.delete(execution);
    if (this.byId.get(id) !== execution) return;
    const last = [...this.#hidden].findLast((each) => each.id === id);
    if (last === undefined) return void this.byId.delete(id);
    this.#hidden.delete(last);
    this.byId.set(id, last);
  }

  /** `from` made the change, in its `scope`. */
  announce(key: string, read: () => unknown, from: FlowStateListener, scope: Scope): void {
    for (const each of this.#listening) {
      each.tellFlowState(key, read, each === from ? scope : undefined);
    }
  }
}
