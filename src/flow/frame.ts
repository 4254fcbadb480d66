// In: nothing. Out: the groups that a chain may be inside of while it is being built.
// What one chain adds to a group, the others inside it see: a group is built by several chains.
// Knows nothing of executions.

import type { Definition } from './definition.js';
import type { ForEachStep } from './for-each-step.js';
import { RelayStep } from './chunk-step.js';
import { GroupEndStep } from './group.js';
import { MatchStep, type MatchCase, type MatchMode } from './match-step.js';
import type { Spot } from './plan.js';
import type { Trigger } from './trigger.js';

export interface ForEachFrame {
  readonly kind: 'forEach';
  readonly owner: ForEachStep;
  readonly outer: Frame | undefined;
}

export interface MatchFrame {
  readonly kind: 'match';
  readonly owner: { readonly name: string };
  readonly outer: Frame | undefined;
  readonly mode: MatchMode;
  /** What is matched. */
  readonly from: Trigger;
  /** Where every branch leads. */
  readonly end: Trigger;
  readonly cases: MatchCase[];
  /** The call that opened it. */
  readonly spot: Spot;
}

export type Frame = ForEachFrame | MatchFrame;

export function openMatch(
  definition: Definition,
  from: Trigger,
  mode: MatchMode,
  outer: Frame | undefined,
): MatchFrame {
  if (mode !== 'hitFirst' && mode !== 'hitAll') {
    throw definition.refuse("match has the mode 'hitFirst' or 'hitAll'.");
  }
  const spot = definition.plan.nextId;
  const owner = { name: `match-${spot}` };
  const end = definition.createPoint(`the end of ${owner.name}`);
  const frame: MatchFrame = { kind: 'match', owner, outer, mode, from, end, cases: [], spot };
  definition.opens(owner, () => closeMatch(definition, frame));
  return frame;
}

/** Adds a branch and says what sets it going. */
export function addCase(
  definition: Definition,
  { owner, cases }: MatchFrame,
  condition: MatchCase['condition'],
): Trigger {
  if (!definition.isOpen(owner)) throw definition.refuse(`${owner.name} is closed already.`);
  if (condition === undefined && cases.some((each) => each.condition === undefined)) {
    throw definition.refuse(`${owner.name} has two branches for what fits no case.`);
  }
  const start = definition.createPoint(`a case of ${owner.name}`);
  cases.push({ start, condition });
  return start;
}

/** Adds the steps of a match, now that all its branches are known, and says where it goes on. */
export function closeMatch(
  definition: Definition,
  { owner, mode, from, end, cases, spot }: MatchFrame,
): Trigger {
  if (cases.length === 0) throw definition.refuse(`${owner.name} has no case.`);
  definition.closes(owner);
  const out = definition.createPoint(owner.name);
  definition.add(from, new MatchStep({ owner, mode, cases: [...cases], out }), spot);
  const isGroup = mode === 'hitAll';
  definition.add(end, isGroup ? new GroupEndStep(end.name, owner) : new RelayStep(end.name, out));
  return out;
}
