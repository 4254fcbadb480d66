// In: calls of a chain, one step each. Out: steps added to the definition behind what the chain has reached.
// Its types are those of `Chain`; here every value is unknown, and what plain JavaScript gets wrong is refused.
// Knows nothing of executions.

import { addBatch } from './add-batch.js';
import { EndStep, RelayStep } from './chunk-step.js';
import type { RunnableChunk } from './chunk.js';
import type { CollectMode, Definition } from './definition.js';
import { checkStepOptions, type StepOptions } from './flow-options.js';
import { ForEachStep } from './for-each-step.js';
import { addCase, closeMatch, openMatch, type Frame, type MatchFrame } from './frame.js';
import { GroupEndStep } from './group.js';
import type { MatchMode } from './match-step.js';
import type { Trigger } from './trigger.js';
import { isChunk, readTriggers } from './triggers.js';
import { createWhenStep, type WhenMode } from './when-step.js';

type Handler = (data: never) => unknown;
type Work = RunnableChunk | Handler;

const MODES: ReadonlySet<string> = new Set(['and', 'or', 'simpleOr']);

export class ChainBuilder {
  protected readonly definition: Definition;
  readonly #head: Trigger;
  /** Where the next step is added; undefined between `match()` and its first case. */
  readonly #tail: Trigger | undefined;
  readonly #frame: Frame | undefined;

  constructor(definition: Definition, head: Trigger, tail: Trigger | undefined, frame?: Frame) {
    this.definition = definition;
    this.#head = head;
    this.#tail = tail;
    this.#frame = frame;
  }

  to(next: Work | ChainBuilder, options: StepOptions = {}): ChainBuilder {
    const tail = this.#reach('to');
    const concurrency = checkStepOptions('to', options);
    if (next instanceof ChainBuilder) return this.#join(tail, next);
    return this.#at(this.definition.addChunk(tail, this.#chunk('to', next), concurrency).out);
  }

  sideBranch(next: Work | ChainBuilder, options: StepOptions = {}): ChainBuilder {
    this.to(next, options);
    return this;
  }

  when(given: unknown, mode: WhenMode = 'and'): ChainBuilder {
    const { definition } = this;
    const named = readTriggers(given);
    if (named === undefined || !MODES.has(mode)) {
      throw definition.refuse(
        "when takes an event's name, a chunk, a list of them, or { event, chunk, state, flowState, collect } " +
          "with names or lists of names, and then 'and', 'or' or 'simpleOr'.",
      );
    }
    const [first] = named.triggers;
    if (named.isAlone && first !== undefined) {
      return new ChainBuilder(definition, first, first, this.#frame);
    }
    const out = definition.createPoint(`when-${definition.nextId()}`);
    const step = createWhenStep(named.triggers, mode, out);
    for (const trigger of named.triggers) definition.add(trigger, step);
    return new ChainBuilder(definition, out, out, this.#frame);
  }

  batch(
    given: readonly Work[] | Readonly<Record<string, Work>>,
    options: StepOptions = {},
  ): ChainBuilder {
    const from = this.#reach('batch');
    const concurrency = checkStepOptions('batch', options);
    const entries = isList(given)
      ? given.map((work) => this.#chunk('batch', work)).map((chunk) => [chunk.name, chunk] as const)
      : Object.entries(given).map(([name, work]) => [name, this.#chunk('batch', work)] as const);
    return this.#at(addBatch(this.definition, from, entries, concurrency));
  }

  forEach(options: StepOptions = {}): ChainBuilder {
    const { definition } = this;
    const from = this.#reach('forEach');
    const concurrency = checkStepOptions('forEach', options);
    const name = `forEach-${definition.nextId()}`;
    const item = definition.createPoint(`an item of ${name}`);
    const owner = new ForEachStep(name, item, definition.createPoint(name), concurrency);
    definition.add(from, owner);
    definition.opens(owner);
    return this.#inside({ kind: 'forEach', owner, outer: this.#frame }, item);
  }

  endForEach(): ChainBuilder {
    const { definition } = this;
    const frame = this.#frame;
    if (frame?.kind !== 'forEach') throw this.#misplaced('endForEach', 'a forEach');
    const { owner } = frame;
    definition.closes(owner);
    const end = new GroupEndStep(`the end of ${owner.name}`, owner);
    definition.add(this.#reach('endForEach'), end);
    return this.#inside(frame.outer, owner.out);
  }

  match({ mode = 'hitFirst' }: { readonly mode?: MatchMode } = {}): ChainBuilder {
    const frame = openMatch(this.definition, this.#reach('match'), mode, this.#frame);
    return this.#inside(frame, undefined);
  }

  case(test: unknown): ChainBuilder {
    const frame = this.#endCase('case');
    return this.#at(addCase(this.definition, frame, { test }));
  }

  caseElse(): ChainBuilder {
    const frame = this.#endCase('caseElse');
    return this.#at(addCase(this.definition, frame, undefined));
  }

  endMatch(): ChainBuilder {
    const frame = this.#endCase('endMatch');
    return this.#inside(frame.outer, closeMatch(this.definition, frame));
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
    // A point of its own: two branches may come from one trigger.
    const point = definition.createPoint(branch);
    definition.add(this.#reach('collect'), new RelayStep(branch, point));
    return this.#at(definition.addCollect(name, branch, mode, point));
  }

  end(): void {
    this.definition.addEnd(this.#reach('end'), new EndStep());
  }

  #at(tail: Trigger): ChainBuilder {
    return this.#inside(this.#frame, tail);
  }

  #inside(frame: Frame | undefined, tail: Trigger | undefined): ChainBuilder {
    return new ChainBuilder(this.definition, this.#head, tail, frame);
  }

  /** What the next step is added behind. */
  #reach(step: string): Trigger {
    if (this.#tail !== undefined) return this.#tail;
    throw this.definition.refuse(`${step}() stands right behind match(): begin a case first.`);
  }

  #chunk(step: string, work: Work): RunnableChunk {
    if (typeof work === 'function') return this.definition.chunkOf(work);
    if (isChunk(work)) return work;
    throw this.definition.refuse(`${step}() takes a chunk, made by flow.chunk(), or a function.`);
  }

  #join(tail: Trigger, next: ChainBuilder): ChainBuilder {
    if (next.definition !== this.definition) {
      throw this.definition.refuse('to() was given a chain of another flow.');
    }
    this.definition.add(tail, new RelayStep('to', next.#head));
    return this.#at(next.#reach('to'));
  }

  /** Leads the branch that is being built to the end of its match. */
  #endCase(step: string): MatchFrame {
    const frame = this.#frame;
    if (frame?.kind !== 'match') throw this.#misplaced(step, 'a match');
    if (this.#tail !== undefined) {
      this.definition.add(this.#tail, new RelayStep(frame.end.name, frame.end));
    }
    return frame;
  }

  #misplaced(step: string, group: string): Error {
    const inside = this.#frame === undefined ? '' : `: close ${this.#frame.owner.name} first`;
    return this.definition.refuse(`${step}() does not stand directly in ${group}${inside}.`);
  }
}

/** `Array.isArray` does not narrow what is readonly. */
function isList(given: object): given is readonly Work[] {
  return Array.isArray(given);
}
