// In: what was loaded, and a new engine. Out: the same groups, rounds and waits in it as where it was saved.
// Everything is held until all of it is there: what has no work left is over then, and not before.
// Knows nothing of snapshots.

import type { Engine } from './engine.js';
import { Group } from './group.js';
import type { Interrupts } from './interrupts.js';
import type { LoadedExecution } from './load-execution.js';
import type { Scope } from './scope.js';

export function takeUp(loaded: LoadedExecution, engine: Engine, interrupts: Interrupts): void {
  engine.takeUp(loaded.signals, loaded.notes);
  engine.root.hold();
  const { scopes, groups } = openScopes(loaded, engine);
  for (const [at, { rounds }] of loaded.scopes.entries()) {
    for (const { step, values } of rounds) step.takeUp(scopes[at] ?? engine.root, values);
  }
  for (const { interrupt, step, scope: at, otherwise } of loaded.interrupts) {
    const scope = scopes[at] ?? engine.root;
    const done = (answer: unknown) => step.goOn(engine, answer, scope);
    interrupts.wait({ interrupt, asker: { step, scope, done }, otherwise });
  }
  for (const group of groups.toReversed()) group.feed();
  for (const scope of scopes.toReversed()) scope.release();
}

/** Every scope, held, and every group; a group is made when the scope that it stands in is there. */
function openScopes(loaded: LoadedExecution, engine: Engine) {
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

function itemsByGroup(scopes: LoadedExecution['scopes']): ReadonlyMap<number, readonly number[]> {
  const items = new Map<number, number[]>();
  for (const { group, index } of scopes) {
    if (group === undefined) continue;
    const found = items.get(group);
    if (found === undefined) items.set(group, [index]);
    else found.push(index);
  }
  return items;
}
