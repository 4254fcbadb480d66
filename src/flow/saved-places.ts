// In: an execution in which nothing is at work. Out: its scopes and groups as JSON, and an index for each of them.
// Walks from the whole down to the items that wait, so what is part of something comes after it.
// Knows nothing of executions that are part of it: those have places of their own.

import { FlowError } from './error.js';
import { GroupPlace, type Group } from './group.js';
import { JoinStep } from './join-step.js';
import type { Scope } from './scope.js';
import { packValue } from './snapshot-value.js';
import type { IndexedValues, SavedGroup, SavedScope } from './snapshot.js';
import type { Step, StepTable } from './step.js';

export class SavedPlaces {
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
      for (const child of scope.children) if (!child.isWhole) left.push(child);
    }
  }

  indexOf({ layer }: Scope): number {
    return this.#scopeIds.get(layer) ?? 0;
  }

  /** @throws {FlowError} `unsaved-execution` for a name that is not its own */
  nameOf(step: Step): string {
    const { names, unclear } = this.#table;
    const { name } = step;
    if (!unclear.has(step)) return names.get(step) ?? name;
    throw new FlowError(
      'unsaved-execution',
      `It waits in ${JSON.stringify(name)}, and several functions of the flow have that name. Give each its own.`,
      { chunk: name },
    );
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

function packIndexed(values: IndexedValues, step: string): IndexedValues {
  return values.map(([at, value]) => [at, packValue(value, `A value of ${step}`)] as const);
}
