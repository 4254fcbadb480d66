// In: calls of a chain, one step each. Out: steps added to the definition behind what the chain has reached, and the calls noted.
// Its types are those of `Chain`; here every value is unknown, and what plain JavaScript gets wrong is refused.
// Knows nothing of executions.

import { addBatch } from './add-batch.js';
import { EndStep, RelayStep } from './chunk-step.js';
import type { RunnableChunk } from './chunk.js';
import type { CollectMode, Definition } from './definition.js';
import {
  checkStepOptions,
  checkToOptions,
  type StepOptions,
  type ToOptions,
} from './flow-options.js';
import { ForEachStep } from './for-each-step.js';
import { addCase, closeMatch, openMatch, type Frame, type MatchFrame } from './frame.js';
import { GroupEndStep } from './group.js';
import type { MatchMode } from './match-step.js';
import type { Spot } from './plan.js';
import { checkSubFlowOptions, type SubFlowParts } from './sub-flow-options.js';
import { SubFlowStep, type FlowSource } from './sub-flow-step.js';
import type { Trigger } from './trigger.js';
import { isChunk, readTriggers, type Named } from './triggers.js';
import { createWhenStep, type WhenMode } from './when-step.js';

type Handler = (data: never) => unknown;
type Work = RunnableChunk | Handler;

/** Where a chain is. */
export interface Stand {
  /** Where values enter it. */
  readonly head: Trigger;
  /** Where the next step is added; undefined between `match()` and its first case. */
  readonly tail: Trigger | undefined;
  readonly frame?: Frame | undefined;
  /** The call it stands behind. */
  readonly spot: Spot;
}

const MODES: ReadonlySet<string> = new Set(['and', 'or', 'simpleOr']);
const COLLECT_MODES: ReadonlySet<string> = new Set(['filledAndUpdate', 'filledThenEmpty']);

export class ChainBuilder {
  protected readonly definition: Definition;
  readonly #stand: Stand;

  constructor(definition: Definition, stand: Stand) {
    this.definition = definition;
    this.#stand = stand;
  }

  to(next: Work | ChainBuilder, options: ToOptions = {}): ChainBuilder {
    const tail = this.#reach('to');
    if (next instanceof ChainBuilder) {
      const concurrency = checkStepOptions('to() of a flow or a chain', options);
      return next.source === undefined
        ? this.#join(tail, next)
        : this.toSubFlow(next, { concurrency });
    }
    const limits = checkToOptions(options);
    const chunk = this.#chunk('to', next);
    const { out } = this.definition.addChunk(tail, chunk, limits);
    const { plan } = this.definition;
    return this.#at(out, plan.add({ kind: 'to', after: this.spot, chunk, ...limits }));
  }

  toSubFlow(next: unknown, options: Partial<SubFlowParts> = {}): ChainBuilder {
    const { definition } = this;
    const tail = this.#reach('toSubFlow');
    const flow = next instanceof ChainBuilder ? next.source : undefined;
    if (flow === undefined) {
      throw definition.refuse('toSubFlow() takes a flow, made by createTriggerFlow().');
    }
    const parts = checkSubFlowOptions(options);
    const { name = flow.name } = parts;
    const out = definition.createPoint(name);
    const { plan } = definition;
    definition.add(tail, new SubFlowStep(name, plan.nextId, flow, parts, out));
    definition.flows.add(flow);
    const call = { kind: 'subFlow', after: this.spot, name, flow, parts } as const;
    return this.#at(out, plan.add(call));
  }

  sideBranch(next: Work | ChainBuilder, options: ToOptions = {}): ChainBuilder {
    this.to(next, options);
    return this;
  }

  when(given: unknown, mode: WhenMode = 'and'): ChainBuilder {
    const named = readTriggers(given);
    if (named === undefined || !MODES.has(mode)) {
      throw this.definition.refuse(
        "when takes an event's name, a chunk, a list of them, or { event, chunk, state, flowState, collect } " +
          "with names or lists of names, and then 'and', 'or' or 'simpleOr'.",
      );
    }
    return this.listen(named, mode);
  }

  /** Begins a chain behind triggers. */
  listen(named: Named, mode: WhenMode): ChainBuilder {
    const { definition } = this;
    for (const trigger of named.triggers) definition.checkOwn('when', trigger);
    const spot = definition.plan.add({ kind: 'when', after: this.spot, mode, ...named });
    const { frame } = this.#stand;
    const [first] = named.triggers;
    if (named.isAlone && first !== undefined) {
      return new ChainBuilder(definition, { head: first, tail: first, frame, spot });
    }
    const out = definition.createPoint(`when-${spot}`);
    const step = createWhenStep(named.triggers, mode, out);
    for (const trigger of named.triggers) definition.add(trigger, step, spot);
    return new ChainBuilder(definition, { head: out, tail: out, frame, spot });
  }

  batch(
    given: readonly Work[] | Readonly<Record<string, Work>>,
    options: StepOptions = {},
  ): ChainBuilder {
    const from = this.#reach('batch');
    const concurrency = checkStepOptions('batch', options);
    if (typeof given !== 'object' || given === null || Object.keys(given).length === 0) {
      throw this.definition.refuse(
        'batch takes a list of chunks, or an object of chunks and functions by name: at least one.',
      );
    }
    const branches = isList(given)
      ? given.map((work) => this.#chunk('batch', work)).map((chunk) => [chunk.name, chunk] as const)
      : Object.entries(given).map(([name, work]) => [name, this.#chunk('batch', work)] as const);
    const { plan } = this.definition;
    const out = addBatch(this.definition, from, branches, concurrency);
    return this.#at(out, plan.add({ kind: 'batch', after: this.spot, branches, concurrency }));
  }

  forEach(options: StepOptions = {}): ChainBuilder {
    const { definition } = this;
    const from = this.#reach('forEach');
    const concurrency = checkStepOptions('forEach', options);
    const spot = definition.plan.add({ kind: 'forEach', after: this.spot, concurrency });
    const name = `forEach-${spot}`;
    const item = definition.createPoint(`an item of ${name}`);
    const owner = new ForEachStep(name, item, definition.createPoint(name), concurrency);
    definition.add(from, owner, spot);
    definition.opens(owner);
    const frame: Frame = { kind: 'forEach', owner, outer: this.#stand.frame };
    return this.#inside(frame, item, spot);
  }

  endForEach(): ChainBuilder {
    const { definition } = this;
    const { frame } = this.#stand;
    if (frame?.kind !== 'forEach') throw this.#misplaced('endForEach', 'a forEach');
    const { owner, outer } = frame;
    definition.closes(owner);
    const end = new GroupEndStep(`the end of ${owner.name}`, owner);
    definition.add(this.#reach('endForEach'), end);
    return this.#inside(outer, owner.out, this.#note('endForEach'));
  }

  match({ mode = 'hitFirst' }: { readonly mode?: MatchMode } = {}): ChainBuilder {
    const { definition } = this;
    const frame = openMatch(definition, this.#reach('match'), mode, this.#stand.frame);
    const spot = definition.plan.add({ kind: 'match', after: this.spot, mode });
    return this.#inside(frame, undefined, spot);
  }

  case(test: unknown): ChainBuilder {
    const { definition } = this;
    const start = this.#endCase('case', (frame) => addCase(definition, frame, { test }));
    return this.#at(start, definition.plan.add({ kind: 'case', after: this.spot, test }));
  }

  caseElse(): ChainBuilder {
    const { definition } = this;
    const start = this.#endCase('caseElse', (frame) => addCase(definition, frame, undefined));
    return this.#at(start, this.#note('caseElse'));
  }

  endMatch(): ChainBuilder {
    const { definition } = this;
    const out = this.#endCase('endMatch', (frame) => closeMatch(definition, frame));
    return this.#inside(this.#stand.frame?.outer, out, this.#note('endMatch'));
  }

  ifCondition(test: unknown): ChainBuilder {
    return this.match().case(test);
  }

  elifCondition(test: unknown): ChainBuilder {
    return this.case(test);
  }

  elseCondition(): ChainBuilder {
    return this.caseElse();
  }

  endCondition(): ChainBuilder {
    return this.endMatch();
  }

  collect(
    name: string,
    branch: string,
    { mode = 'filledAndUpdate' }: { readonly mode?: CollectMode } = {},
  ): ChainBuilder {
    const { definition } = this;
    if (typeof name !== 'string' || typeof branch !== 'string' || !COLLECT_MODES.has(mode)) {
      throw definition.refuse(
        "collect takes a name, the name of a branch, and the mode 'filledAndUpdate' or 'filledThenEmpty'.",
      );
    }
    // A point of its own: two branches may come from one trigger.
    const point = definition.createPoint(branch);
    definition.add(this.#reach('collect'), new RelayStep(branch, point));
    const out = definition.addCollect(name, branch, mode, point);
    const call = { kind: 'collect', after: this.spot, name, branch, mode } as const;
    return this.#at(out, definition.plan.add(call));
  }

  end(): void {
    this.definition.addEnd(this.#reach('end'), new EndStep());
    this.#note('end');
  }

  /** The flow, where this is one and not only a chain of it. */
  protected get source(): FlowSource | undefined {
    return undefined;
  }

  protected get spot(): Spot {
    return this.#stand.spot;
  }

  #note(kind: 'endForEach' | 'caseElse' | 'endMatch' | 'end'): Spot {
    return this.definition.plan.add({ kind, after: this.spot });
  }

  #at(tail: Trigger, spot: Spot): ChainBuilder {
    return this.#inside(this.#stand.frame, tail, spot);
  }

  #inside(frame: Frame | undefined, tail: Trigger | undefined, spot: Spot): ChainBuilder {
    return new ChainBuilder(this.definition, { head: this.#stand.head, tail, frame, spot });
  }

  /** What the next step is added behind. */
  #reach(step: string): Trigger {
    const { tail } = this.#stand;
    if (tail !== undefined) return tail;
    throw this.definition.refuse(`${step}() stands right behind match(): begin a case first.`);
  }

  #chunk(step: string, work: Work): RunnableChunk {
    if (typeof work === 'function') return this.definition.chunkOf(work);
    if (isChunk(work)) {
      this.definition.checkOwn(step, work.trigger);
      return work;
    }
    throw this.definition.refuse(`${step}() takes a chunk, made by flow.chunk(), or a function.`);
  }

  #join(tail: Trigger, next: ChainBuilder): ChainBuilder {
    if (next.definition !== this.definition) {
      throw this.definition.refuse('to() was given a chain of another flow.');
    }
    const out = next.#reach('to');
    this.definition.add(tail, new RelayStep('to', next.#stand.head));
    const { plan } = this.definition;
    return this.#at(out, plan.add({ kind: 'join', after: this.spot, chain: next.spot }));
  }

  /** Leads the branch that is being built to the end of its match, unless what ends it is refused. */
  #endCase(step: string, goOn: (frame: MatchFrame) => Trigger): Trigger {
    const { frame, tail } = this.#stand;
    if (frame?.kind !== 'match') throw this.#misplaced(step, 'a match');
    const next = goOn(frame);
    if (tail !== undefined) this.definition.add(tail, new RelayStep(frame.end.name, frame.end));
    return next;
  }

  #misplaced(step: string, group: string): Error {
    const { frame } = this.#stand;
    const inside = frame === undefined ? '' : `: close ${frame.owner.name} first`;
    return this.definition.refuse(`${step}() does not stand directly in ${group}${inside}.`);
  }
}

/** `Array.isArray` does not narrow what is readonly. */
function isList(given: object): given is readonly Work[] {
  return Array.isArray(given);
}
