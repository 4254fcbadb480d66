// In: steps, one at a time, and what they listen for. Out: the table of an execution, which later additions do not reach.
// A flow that is built to the end has no open groups; one that is not is refused before anything runs.
// Knows nothing of what steps do.

import { ChunkStep } from './chunk-step.js';
import type { RunnableChunk } from './chunk.js';
import { FlowError } from './error.js';
import type { StepLimits } from './flow-options.js';
import { JoinStep } from './join-step.js';
import { Plan, type Spot } from './plan.js';
import { nameSteps } from './step-names.js';
import type { Step, StepTable } from './step.js';
import type { FlowSource } from './sub-flow-step.js';
import { createTrigger, type Trigger } from './trigger.js';

export type CollectMode = 'filledAndUpdate' | 'filledThenEmpty';

interface Collect {
  readonly out: Trigger;
  readonly mode: CollectMode;
  /** What fills it, by the name of the branch. */
  readonly branches: Map<string, Trigger>;
}

export class Definition {
  readonly name: string;
  /** How it was built. */
  readonly plan = new Plan();
  /** The flows that it runs itself. */
  readonly flows = new Set<FlowSource>();
  readonly #steps = new Map<string, { readonly trigger: Trigger; readonly steps: Step[] }>();
  readonly #spots = new Map<Step, Spot>();
  readonly #collects = new Map<string, Collect>();
  readonly #chunks = new Map<object, RunnableChunk>();
  readonly #names = new Set<string>();
  /** Of the chunks that this flow made. */
  readonly #own = new WeakSet<Trigger>();
  readonly #open = new Map<{ readonly name: string }, (() => void) | undefined>();
  #ids = 0;
  #hasEnd = false;
  #table: StepTable | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get hasEnd(): boolean {
    return this.#hasEnd;
  }

  /** A number that nothing else of the flow has. */
  nextId(): number {
    return ++this.#ids;
  }

  /** A trigger that only steps know. */
  createPoint(name: string): Trigger {
    return createTrigger('step', name, this.nextId());
  }

  /** `spot` is the call that it is of. @default the one being made */
  add(trigger: Trigger, step: Step, spot: Spot = this.plan.nextId): void {
    this.#spots.set(step, spot);
    const found = this.#steps.get(trigger.key) ?? { trigger, steps: [] };
    found.steps.push(step);
    this.#steps.set(trigger.key, found);
    this.#table = undefined;
  }

  addEnd(trigger: Trigger, step: Step): void {
    this.#hasEnd = true;
    this.add(trigger, step);
  }

  /** The same chunk behind the same trigger is one step. @throws {FlowError} `invalid-flow` */
  addChunk(trigger: Trigger, chunk: RunnableChunk, limits?: StepLimits): ChunkStep {
    const { concurrency = Infinity, maxQueued = Infinity } = limits ?? {};
    const steps = this.#steps.get(trigger.key)?.steps ?? [];
    const found = steps.find((step) => step instanceof ChunkStep && step.chunk === chunk);
    if (found instanceof ChunkStep) {
      if (found.concurrency === concurrency && found.maxQueued === maxQueued) return found;
      throw this.refuse(
        `The chunk ${chunk.name} stands twice behind ${trigger.name}, with two values of concurrency or maxQueued.`,
      );
    }
    const step = new ChunkStep(chunk, this.createPoint(chunk.name), { concurrency, maxQueued });
    this.add(trigger, step);
    return step;
  }

  /** A function is one chunk, wherever it is used. */
  chunkOf(
    handler: (data: never) => unknown,
    name?: string,
    emits: readonly string[] = [],
  ): RunnableChunk {
    const found = name === undefined ? this.#chunks.get(handler) : undefined;
    if (found !== undefined) return found;
    if (name !== undefined && this.#names.has(name)) {
      throw this.refuse(
        `There are two chunks with the name ${JSON.stringify(name)}. Give each its own.`,
      );
    }
    const id = this.nextId();
    const chosen = name ?? (handler.name || `chunk-${id}`);
    const trigger = createTrigger('chunk', chosen, id);
    const hasName = name !== undefined || handler.name !== '';
    const isChosen = name !== undefined;
    const chunk: RunnableChunk = { name: chosen, handler, hasName, isChosen, emits, trigger };
    this.#own.add(trigger);
    if (name === undefined) this.#chunks.set(handler, chunk);
    else this.#names.add(name);
    return chunk;
  }

  /** @throws {FlowError} `invalid-flow` */
  addCollect(name: string, branch: string, mode: CollectMode, from: Trigger): Trigger {
    const out = createTrigger('collect', name);
    const collect = this.#collects.get(name) ?? { out, mode, branches: new Map<string, Trigger>() };
    if (collect.mode !== mode) {
      throw this.refuse(
        `collect ${JSON.stringify(name)} has two modes. Its branches take the same one.`,
      );
    }
    if (collect.branches.has(branch)) {
      throw this.refuse(
        `collect ${JSON.stringify(name)} has two branches with the name ${JSON.stringify(branch)}.`,
      );
    }
    // A point of its own: two branches may come from one trigger.
    collect.branches.set(branch, from);
    this.#collects.set(name, collect);
    this.#table = undefined;
    return collect.out;
  }

  /** Flows number their chunks alike. @throws {FlowError} `invalid-flow` for the chunk of another flow */
  checkOwn(step: string, trigger: Trigger): void {
    if (trigger.kind !== 'chunk' || this.#own.has(trigger)) return;
    throw this.refuse(
      `${step}() was given the chunk ${JSON.stringify(trigger.name)} of another flow. Make it with this flow's chunk(), ` +
        'or run the other flow with toSubFlow().',
    );
  }

  /** `finish` closes what may be left open: a match all of whose branches lead elsewhere. */
  opens(group: { readonly name: string }, finish?: () => void): void {
    this.#open.set(group, finish);
  }

  /** @throws {FlowError} `invalid-flow` if it was closed before. */
  closes(group: { readonly name: string }): void {
    if (!this.#open.delete(group)) throw this.refuse(`${group.name} is closed already.`);
  }

  isOpen(group: { readonly name: string }): boolean {
    return this.#open.has(group);
  }

  /** Everything as it is now. @throws {FlowError} `invalid-flow` for a group that was never closed. */
  get table(): StepTable {
    for (const [group, finish] of this.#open) {
      if (finish === undefined) {
        throw this.refuse(`${group.name} was never closed. End it with endForEach().`);
      }
      finish();
    }
    this.#table ??= this.#makeTable();
    return this.#table;
  }

  refuse(what: string): FlowError {
    return new FlowError('invalid-flow', `${this.name}: ${what}`);
  }

  #makeTable(): StepTable {
    const listeners = new Map<string, Step[]>();
    for (const [key, { trigger, steps }] of this.#steps) {
      listeners.set(key, [...steps]);
      if (trigger.kind === 'collect' && !this.#collects.has(trigger.name)) {
        throw this.refuse(
          `when waits for the collect ${JSON.stringify(trigger.name)}, which nothing fills.`,
        );
      }
    }
    for (const [name, collect] of this.#collects) {
      const step = createCollectStep(name, collect);
      for (const { key } of collect.branches.values()) {
        listeners.set(key, [...(listeners.get(key) ?? []), step]);
      }
    }
    return nameSteps(listeners, this.plan, this.#spots);
  }
}

function createCollectStep(name: string, { out, mode, branches }: Collect): Step {
  const names = new Map([...branches].map(([branch, { key }]) => [key, branch]));
  return new JoinStep({
    name: `collect ${JSON.stringify(name)}`,
    label: `collect ${name} of ${[...branches.keys()].join(', ')}`,
    triggers: [...branches.values()],
    out,
    keeps: mode === 'filledAndUpdate',
    shape: (values) =>
      Object.fromEntries([...values].map(([key, value]) => [names.get(key) ?? key, value])),
  });
}
