// In: branches, by name or by their own names. Out: the steps that run all of them on one value.
// Knows nothing of chains.

import { BatchStep, type Branch } from './batch-step.js';
import type { RunnableChunk } from './chunk.js';
import type { Definition } from './definition.js';
import { GroupEndStep } from './group.js';
import type { Trigger } from './trigger.js';

/** Adds a batch behind a trigger and says where it goes on. @throws {FlowError} `invalid-flow` */
export function addBatch(
  definition: Definition,
  from: Trigger,
  entries: readonly (readonly [name: string, chunk: RunnableChunk])[],
  concurrency: number,
): Trigger {
  if (new Set(entries.map(([name]) => name)).size < entries.length) {
    throw definition.refuse(
      'batch has two branches of one name. Name them yourself: batch({ left: work, right: work }).',
    );
  }
  const name = `batch-${definition.plan.nextId}`;
  const out = definition.createPoint(name);
  const branches = entries.map(([branch]): Branch => ({
    name: branch,
    start: definition.createPoint(branch),
  }));
  const step = new BatchStep(name, branches, out, concurrency);
  const end = new GroupEndStep(`the end of ${name}`, step);
  for (const [index, { start }] of branches.entries()) {
    const chunk = entries[index]?.[1];
    if (chunk !== undefined) definition.add(definition.addChunk(start, chunk).out, end);
  }
  definition.add(from, step);
  return out;
}
