// In: the steps of a flow, and the calls that made them. Out: what each is called where an execution is saved.
// A name says what stands around a step as well: in a flow that has changed there, nothing is called so.
// Knows nothing of executions.

import { ChunkStep } from './chunk-step.js';
import { writtenCase, type Plan, type PlanStep, type Spot } from './plan.js';
import type { Step, StepTable } from './step.js';

/** A step that is saved by name. */
interface Saved {
  readonly step: Step;
  /** From the shortest name to the longest. */
  readonly names: readonly string[];
}

/** `spots` has the call each step was made by; what several calls made has none. */
export function nameSteps(
  listeners: ReadonlyMap<string, readonly Step[]>,
  plan: Plan,
  spots: ReadonlyMap<Step, Spot>,
): StepTable {
  const places = new Places(plan);
  const steps = new Set([...listeners.values()].flat());
  const unclear = unclearSteps(steps);
  const saved: Saved[] = [];
  for (const step of steps) {
    const { label } = step;
    if (label === undefined) continue;
    saved.push({ step, names: places.namesOf(step, label, spots.get(step)) });
  }
  return { listeners, ...choose(saved, unclear), unclear };
}

/** Functions that share their name with others: which of them was meant, nobody could say. */
function unclearSteps(steps: ReadonlySet<Step>): ReadonlySet<Step> {
  const chunks = [...steps].filter((step) => step instanceof ChunkStep);
  const handlers = new Map<string, Set<unknown>>();
  for (const { chunk } of chunks) {
    handlers.set(chunk.name, (handlers.get(chunk.name) ?? new Set()).add(chunk.handler));
  }
  return new Set(
    chunks.filter(({ chunk }) => !chunk.isChosen && (handlers.get(chunk.name)?.size ?? 0) > 1),
  );
}

/** The shortest name that is a step's alone; those that are alike in all are numbered, and counted. */
function choose(
  saved: readonly Saved[],
  unclear: ReadonlySet<Step>,
): Pick<StepTable, 'named' | 'names'> {
  const named = new Map<string, Step>();
  const chosen = new Map<Step, string>();
  const alike = new Map<string, Step[]>();
  for (const { step, names } of saved) {
    for (const name of names) pushTo(alike, name, step);
  }
  for (const { step, names } of saved) {
    const own = names.filter((name) => alike.get(name)?.length === 1);
    const longest = names.at(-1) ?? '';
    const all = alike.get(longest) ?? [];
    const [name = `${longest}, ${all.indexOf(step) + 1} of ${all.length}`, ...longer] = own;
    chosen.set(step, name);
    if (unclear.has(step)) continue;
    for (const each of [name, ...longer]) named.set(each, step);
  }
  return { named, names: chosen };
}

class Places {
  readonly #plan: Plan;
  /** The groups around what follows a call, the innermost first. */
  readonly #groups = new Map<Spot, readonly string[]>([[0, []]]);
  readonly #next = new Map<Spot, string[]>();
  readonly #unnamed: ReadonlyMap<Spot, number>;

  constructor(plan: Plan) {
    this.#plan = plan;
    const unnamed = plan.steps.filter((step) => step.kind === 'to' && !step.chunk.hasName);
    this.#unnamed = new Map(unnamed.map(({ id }, at) => [id, at + 1]));
    for (const step of plan.steps) this.#look(step);
  }

  namesOf(step: Step, label: string, spot: Spot | undefined): readonly string[] {
    const call = spot === undefined ? undefined : this.#plan.steps[spot - 1];
    if (call === undefined || call.kind === 'chain') return [label];
    const isBranch = call.kind === 'batch' && step instanceof ChunkStep;
    const around = this.#around(call);
    const inside = (isBranch ? [this.#group(call), ...around] : around).map(
      (name) => ` in ${name}`,
    );
    const place = `${this.#behind(call)}${inside.join('')}`;
    const number = this.#unnamed.get(call.id);
    // One function more or less, and nobody knows which of them it was.
    if (number !== undefined) return [`function ${number} of ${this.#unnamed.size}${place}`];
    const next = isBranch ? [] : (this.#next.get(call.id) ?? []);
    const long = [`${label}${place}`, `${label}${place}, before ${next.join(', ')}`];
    return isGroup(call) && !isBranch ? long : [`${label}${inside.join('')}`, ...long];
  }

  #look(step: PlanStep): void {
    if (step.kind === 'chain') {
      this.#groups.set(step.id, []);
      return;
    }
    pushTo(this.#next, step.after, wordOf(step));
    const around = this.#around(step);
    if (step.kind === 'forEach' || step.kind === 'match') {
      this.#groups.set(step.id, [this.#group(step), ...around]);
    } else if (step.kind === 'endForEach' || step.kind === 'endMatch') {
      this.#groups.set(step.id, around.slice(1));
    } else this.#groups.set(step.id, around);
  }

  #around(step: Exclude<PlanStep, { readonly kind: 'chain' }>): readonly string[] {
    return this.#groups.get(step.after) ?? [];
  }

  #group(step: Exclude<PlanStep, { readonly kind: 'chain' }>): string {
    return `${step.kind}${this.#behind(step)}`;
  }

  #behind({ after }: Exclude<PlanStep, { readonly kind: 'chain' }>): string {
    const before = this.#plan.steps[after - 1];
    return ` behind ${before === undefined ? 'start' : wordOf(before)}`;
  }
}

function pushTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function isGroup({ kind }: PlanStep): boolean {
  return kind === 'forEach' || kind === 'batch' || kind === 'match';
}

/** A call by the names in it: numbers would be others in a flow that has grown. */
function wordOf(step: PlanStep): string {
  switch (step.kind) {
    case 'to':
      return step.chunk.hasName ? `chunk ${step.chunk.name}` : 'a function';
    case 'subFlow':
      return `flow ${step.name}`;
    case 'when':
      return `when ${step.triggers.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`;
    case 'case':
      return `case ${writtenCase(step.test) ?? ''}`;
    case 'collect':
      return `collect ${step.name} ${step.branch}`;
    default:
      return step.kind;
  }
}
