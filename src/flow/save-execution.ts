// In: an execution in which nothing is at work. Out: all of it as JSON.
// Walks from the whole down to the items that wait, so what is part of something comes after it.
// Knows nothing of when an execution may be saved.

import type { Engine } from './engine.js';
import { GroupPlace, type Group } from './group.js';
import type { PendingInterrupt } from './interrupts.js';
import { JoinStep } from './join-step.js';
import type { KeptItems } from './runtime-stream.js';
import type { Scope } from './scope.js';
import { packValue } from './snapshot-value.js';
import {
  SNAPSHOT_FORMAT,
  SNAPSHOT_VERSION,
  type FlowSnapshot,
  type IndexedValues,
  type SavedGroup,
  type SavedInterrupt,
  type SavedScope,
} from './snapshot.js';
import type { Step, StepTable } from './step.js';

export interface Saving {
  readonly flow: string;
  readonly id: string;
  readonly status: FlowSnapshot['status'];
  readonly table: StepTable;
  readonly engine: Engine;
  readonly pending: readonly PendingInterrupt[];
  readonly asked: number;
  readonly state: ReadonlyMap<string, unknown>;
  readonly flowState: ReadonlyMap<string, unknown>;
  readonly result: { readonly value: unknown } | undefined;
  readonly failures: readonly Error[];
  readonly stream: KeptItems<unknown>;
}

/** @throws {FlowError} `unsaved-value` */
export function saveExecution(saving: Saving): FlowSnapshot {
  const { flow, id, status, table, engine, pending, asked, result, failures, stream } = saving;
  const places = new Places(table, engine.root);
  return {
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    flow,
    id,
    status,
    interrupts: pending.map((each) => saveInterrupt(each, places)),
    asked,
    signals: engine.counts.signals,
    state: packEntries(saving.state, 'state'),
    flowState: packEntries(saving.flowState, 'flowState'),
    ...(result === undefined ? {} : { result: [packValue(result.value, 'The result')] }),
    failures: failures.map(saveFailure),
    notes: [...engine.notes],
    scopes: places.scopes,
    groups: places.groups,
    stream: {
      forgotten: stream.forgotten,
      items: stream.items.map((item, index) => packValue(item, `The stream's item ${index}`)),
      isEnded: stream.isEnded,
    },
  };
}

/** What is where: each scope that matters, and each group, has an index. */
class Places {
  readonly scopes: SavedScope[] = [];
  readonly groups: SavedGroup[] = [];
  readonly #table: StepTable;
  readonly #scopeIds = new Map<Scope, number>();
  readonly #groupIds = new Map<Group, number>();

  constructor(table: StepTable, root: Scope) {
    this.#table = table;
    const left: Scope[] = [root];
    for (let scope = left.pop(); scope !== undefined; scope = left.pop()) {
      if (scope.layer === scope) this.#add(scope);
      left.push(...scope.children);
    }
  }

  indexOf({ layer }: Scope): number {
    return this.#scopeIds.get(layer) ?? 0;
  }

  nameOf(step: Step): string {
    return this.#table.names.get(step) ?? step.name;
  }

  #add(scope: Scope): void {
    this.#scopeIds.set(scope, this.scopes.length);
    const rounds = [...scope.waiting.keys()].flatMap((step) => {
      if (!(step instanceof JoinStep)) return [];
      return [{ step: this.nameOf(step), values: packIndexed(step.valuesIn(scope), step.name) }];
    });
    const { place } = scope;
    if (place instanceof GroupPlace) {
      this.scopes.push({ group: this.#groupOf(place.group), index: place.index, rounds });
    } else this.scopes.push({ rounds });
  }

  #groupOf(group: Group): number {
    const found = this.#groupIds.get(group);
    if (found !== undefined) return found;
    const { step, input, scope } = group.options;
    const id = this.groups.length;
    this.#groupIds.set(group, id);
    this.groups.push({
      step: this.nameOf(step),
      scope: this.indexOf(scope),
      input: packValue(input, `What ${step.name} has`),
      started: group.started,
      values: packIndexed([...group.values], step.name),
    });
    return id;
  }
}

function saveInterrupt(
  { interrupt, asker, otherwise }: PendingInterrupt,
  places: Places,
): SavedInterrupt {
  const what = `What ${interrupt.chunk} asks`;
  return {
    ...interrupt,
    payload: packValue(interrupt.payload, what),
    step: places.nameOf(asker.step),
    scope: places.indexOf(asker.scope),
    ...(otherwise === undefined ? {} : { otherwise: [packValue(otherwise.value, what)] }),
  };
}

function saveFailure(error: Error) {
  const { message } = error;
  return 'chunk' in error && typeof error.chunk === 'string'
    ? { message, chunk: error.chunk }
    : { message };
}

function packEntries(values: ReadonlyMap<string, unknown>, name: string) {
  return [...values].map(([key, value]) => [key, packValue(value, `${name}.${key}`)] as const);
}

function packIndexed(values: IndexedValues, step: string): IndexedValues {
  return values.map(([at, value]) => [at, packValue(value, `A value of ${step}`)] as const);
}
