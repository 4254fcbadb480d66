// In: what was loaded, and a new execution. Out: the same groups, rounds, calls and waits in it as where it was saved.
// Everything is held until all of it is there: what has no work left is over then, and not before.
// Knows nothing of snapshots.

import type { Engine } from './engine.js';
import { Group } from './group.js';
import type { Interrupts } from './interrupts.js';
import type { LoadedExecution } from './load-execution.js';
import type { LoadedPart } from './load-part.js';
import type { Scope } from './scope.js';
import type { PartExecution } from './sub-flows.js';
import { createTrigger } from './trigger.js';

/** An execution with all that is at work in it, held. */
interface Opened {
  readonly execution: PartExecution;
  readonly scopes: readonly Scope[];
  readonly groups: readonly Group[];
}

export function takeUp(
  loaded: LoadedExecution,
  whole: PartExecution,
  interrupts: Interrupts,
): void {
  whole.engine.root.hold();
  const parts = [open(loaded, whole)];
  for (const { step, within, scope: at, signal, value, part } of loaded.calls) {
    const around = parts[within];
    const trigger = createTrigger('step', step.name);
    const scope = around?.scopes[at] ?? whole.engine.root;
    const { flows } = around?.execution ?? whole;
    parts.push(open(part, flows.takeUp(step, { id: signal, trigger, value, scope }, part)));
  }
  for (const { interrupt, step, within, scope: at, otherwise } of loaded.interrupts) {
    const { execution = whole, scopes } = parts[within] ?? { scopes: [] };
    const { engine, answers } = execution;
    const scope = scopes[at] ?? engine.root;
    const done = (answer: unknown) => step.goOn(engine, answer, scope);
    interrupts.wait({ interrupt, asker: { step, scope, answers, done }, otherwise });
  }
  for (const part of parts.toReversed()) letGo(part);
}

function open(loaded: LoadedPart, execution: PartExecution): Opened {
  const { engine } = execution;
  const { scopes, groups } = openScopes(loaded, engine);
  for (const [at, { rounds }] of loaded.scopes.entries()) {
    for (const { step, values } of rounds) step.takeUp(scopes[at] ?? engine.root, values);
  }
  return { execution, scopes, groups };
}

function letGo({ scopes, groups }: Opened): void {
  for (const group of groups.toReversed()) group.feed();
  for (const scope of scopes.toReversed()) scope.release();
}

/** Every scope, held, and every group; a group is made when the scope that it stands in is there. */
function openScopes(loaded: LoadedPart, engine: Engine) {
  const scopes: Scope[] = [engine.root];
  const groups: Group[] = [];
  const places = new Map<number, ReadonlyMap<number, Scope>>();
  const atWork = itemsByGroup(loaded.scopes);
  for (const [at, { group: id, index }] of loaded.scopes.entries()) {
    const found = id === undefined ? undefined : loaded.groups[id];
    if (id === undefined || found === undefined) continue;
    let items = places.get(id);
    if (items === undefined) {
      const { step, input, size, started, values } = found;
      const scope = scopes[found.scope] ?? engine.root;
      const group = new Group(engine, { step, input, size, scope });
      items = group.takeUp(started, values, atWork.get(id) ?? []);
      for (const item of items.values()) item.hold();
      places.set(id, items);
      groups.push(group);
    }
    scopes[at] = items.get(index) ?? engine.root;
  }
  return { scopes, groups };
}

function itemsByGroup(scopes: LoadedPart['scopes']): ReadonlyMap<number, readonly number[]> {
  const items = new Map<number, number[]>();
  for (const { group, index } of scopes) {
    if (group === undefined) continue;
    const found = items.get(group);
    if (found === undefined) items.set(group, [index]);
    else found.push(index);
  }
  return items;
}
