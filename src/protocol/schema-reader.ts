// In: what the grammar says of an answer. Out: what its schema makes of it, field by field, and shown when it may be.
// A field is checked when it closes, by its own schema; its container then checks only itself.
// Knows nothing of text, frames or where the events come from.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { checkKinds, checkNames } from '../internal/usage-error.js';
import type { AnswerSchema, SchemaPart, Verdict } from '../schema/index.js';
import { isFieldEvent, type InstantEvent } from './event.js';
import type { DoneEvent, FieldEvent, StartEvent } from './field-event.js';
import {
  doneFact,
  missingFact,
  type MissingFact,
  nodeOf,
  originsOf,
  standingFor,
} from './field-facts.js';
import { FieldNode } from './field-node.js';
import { HoldBack } from './hold-back.js';
import { type LateFact, settle, tellInside, tellLate } from './late-facts.js';
import { OpenContainer } from './open-container.js';
import { segmentsOf } from './path.js';
import { createPolicies, type PolicyOf, type StreamPolicies } from './policies.js';
import { type PreparedSchema, prepareSchema } from './prepared-schema.js';
import { concluding, isUntold, outputOf, type SchemaOutput } from './verdict-facts.js';

/** How to read with a schema. */
export interface SchemaReaderOptions<T = unknown> {
  /**
   * A zod 4 schema: each field is checked when it closes, by its own part of it. Any other Standard Schema is asked
   * about the whole answer.
   */
  readonly schema?: StandardSchemaV1<unknown, T> | PreparedSchema | undefined;
  /** When which field may be shown, by path or pattern; goes before the schema's metadata. */
  readonly policies?: NoInfer<StreamPolicies<T>> | undefined;
}

/** Reads the events of one answer with its schema. */
export interface SchemaReader {
  /**
   * The events as the schema sees them, in the order of their text. Those that another reader made are taken back to
   * what was written first. A source that does not begin at the root, written by hand, is passed on as it is.
   */
  read(events: readonly InstantEvent[]): readonly InstantEvent[];
  /** `undefined` before the root has closed, and without a schema. */
  readonly output: SchemaOutput | undefined;
  /**
   * What is left to tell once somebody waited for what was `unchecked`: the last word on the whole answer, which is its
   * `output` from then on.
   */
  settle(result: StandardSchemaV1.Result<unknown>): readonly InstantEvent[];
}

/**
 * Creates a reader for the events of one answer, wherever they come from.
 *
 * @throws {UsageError} `invalid-schema`, `invalid-option`
 * @throws {PolicyError} `invalid-policy`
 * @throws {PathError} `invalid-path`
 * @example
 * import { z } from 'zod';
 *
 * const reader = createSchemaReader({ schema: z.object({ price: z.coerce.number() }) });
 * const events = reader.read(createInstantParser().feed('{"price":"12"}'));
 * events.flatMap((event) => (event.type === 'done' ? [event.value] : [])); // [12, { price: 12 }]
 */
export function createSchemaReader(options: SchemaReaderOptions): SchemaReader {
  checkKinds({ options }, 'object');
  checkNames('options', options, ['schema', 'policies']);
  return createReader(options);
}

/** The same, for whoever has checked the names. */
export function createReader({ schema, policies }: SchemaReaderOptions): SchemaReader {
  return new EventReader(prepareSchema(schema), createPolicies(policies));
}

class EventReader implements SchemaReader {
  readonly #answer: AnswerSchema;
  readonly #policyOf: PolicyOf;
  readonly #hold = new HoldBack();
  /** The innermost open container, and those around it, root first. */
  #open: OpenContainer | undefined;
  readonly #outer: OpenContainer[] = [];
  /** Events come from anywhere, not in the order of a text. */
  #isLoose = false;
  /** Some were written by hand, or copied: nobody vouches that a container is made of its children. */
  #isForeign = false;
  #output: SchemaOutput | undefined;
  /** The answer as it was told, or what is held of its children, where only a promise could tell of it. */
  #told: unknown;

  constructor(answer: AnswerSchema, policyOf: PolicyOf) {
    this.#answer = answer;
    this.#policyOf = policyOf;
  }

  get output(): SchemaOutput | undefined {
    return this.#output;
  }

  read(events: readonly InstantEvent[]): readonly InstantEvent[] {
    // Most chunks say nothing of any field, and some have one event.
    if (events.length === 0) return events;
    const only = events.length === 1 ? events[0] : undefined;
    if (only !== undefined && this.#hold.passes(only)) return events;
    for (const event of events) {
      if (!isFieldEvent(event)) {
        if (event.type === 'attempt') this.#restart();
        this.#hold.tell(event);
        continue;
      }
      const origins = originsOf(event);
      if (origins === undefined) this.#read(event);
      else for (const origin of origins) this.#read(origin);
    }
    return this.#hold.take(events);
  }

  settle(result: StandardSchemaV1.Result<unknown>): readonly InstantEvent[] {
    const output = this.#output;
    if (output === undefined || !isUntold(output)) return [];
    const { verdict, facts } = settle(this.#told, output.raw, result);
    this.#output = outputOf(output.raw, verdict);
    return facts;
  }

  #read(event: FieldEvent): void {
    const known = nodeOf(event);
    this.#isForeign ||= known === undefined;
    const node = known ?? FieldNode.of(segmentsOf(event));
    if (node.parent === undefined) this.#isLoose = false;
    else if (!this.#isLoose && !this.#isInOrder(node)) this.#loosen();
    if (this.#isLoose) this.#hold.note(event);
    else this.#readInOrder(event, node);
  }

  #readInOrder(event: FieldEvent, node: FieldNode): void {
    switch (event.type) {
      case 'start':
        this.#start(event, node);
        return;
      case 'delta':
        this.#hold.grow(event);
        return;
      case 'done':
        this.#done(event, node);
        return;
      case 'invalid':
        this.#pop(node);
        this.#add(node, event.value, this.#check(node, event.value));
        this.#hold.close(event, node, event.value);
        return;
      case 'replaced':
        this.#withdraw(node);
        this.#hold.note(event);
        return;
      default:
        this.#hold.note(event);
    }
  }

  #start(event: StartEvent, node: FieldNode): void {
    const parent = this.#open;
    const part = this.#partOf(node);
    const pace = this.#policyOf(node) ?? parent?.paceOf(node.key ?? '') ?? part?.pace(event.kind);
    this.#hold.start(event, node, pace ?? 'delta');
    if (event.kind !== 'string') {
      if (parent !== undefined) this.#outer.push(parent);
      this.#open = new OpenContainer(node, event.kind, part, this.#isForeign);
    }
  }

  #done(event: DoneEvent, node: FieldNode): void {
    const raw = event.value;
    const own = this.#pop(node);
    if (this.#isAsWritten(node, own, raw)) return this.#hold.close(event, node, raw);
    this.#decide(node, raw);
    const isWhole = own?.holds(raw) === true;
    if (own !== undefined && isWhole) this.#tellAbsent(own, raw);
    const verdict = own === undefined ? this.#check(node, raw) : own.check(raw, isWhole);
    const whole = verdict === undefined && isWhole ? own?.assemble(raw) : undefined;
    this.#add(node, raw, verdict, whole);
    const isSettled = verdict !== undefined && verdict.isPartial !== true;
    if (!isSettled && node.parent === undefined) this.#told = own?.told(raw) ?? raw;
    if (own !== undefined && verdict !== undefined) this.#tellOther(own, raw, verdict);
    if (verdict !== undefined) this.#hold.close(concluding(event, node, verdict), node, raw);
    else if (whole === undefined) this.#hold.close(event, node, raw);
    else this.#hold.close(standingFor(doneFact(node, whole), [event]), node, raw);
  }

  /** Most children: nothing about them differs from what was written, and no word of theirs decides anything. */
  #isAsWritten({ key }: FieldNode, own: OpenContainer | undefined, raw: unknown): boolean {
    const parent = this.#open;
    if (parent === undefined || key === undefined || parent.isParticular) return false;
    const isFit = own === undefined ? parent.takes(key, raw) : own.isAsWritten(raw);
    if (isFit) parent.count(key);
    return isFit;
  }

  #add(node: FieldNode, raw: unknown, verdict: Verdict | undefined, shown = raw): void {
    if (node.parent !== undefined) this.#open?.add(node.key ?? '', raw, verdict, shown);
    else if (this.#answer.root !== undefined) this.#output = outputOf(raw, verdict);
  }

  #tellAbsent(open: OpenContainer, raw: unknown): void {
    for (const { key, value } of open.absent(raw)) {
      const child = open.node.childAt(key);
      this.#noteOwn([value === undefined ? missingFact(child) : doneFact(child, value)]);
    }
  }

  /** Tells the children that the verdict on their container has otherwise than they were told. */
  #tellOther(own: OpenContainer, raw: unknown, verdict: Verdict): void {
    const told = own.told(raw);
    if (verdict.issues.length === 0 && Object.is(told, verdict.value)) return;
    const facts: LateFact[] = [];
    tellInside(own.node, told, raw, verdict, facts);
    this.#noteOwn(facts);
  }

  /** What closes may settle a union: children before it are then told as the chosen option has them. */
  #decide(node: FieldNode, raw: unknown): void {
    const { parent, key } = node;
    if (parent === undefined) return;
    for (const late of this.#open?.decide(key ?? '', raw) ?? []) {
      const facts: LateFact[] = [];
      tellLate(parent, late, facts);
      this.#noteOwn(facts);
    }
  }

  /** Notes what the grammar does not know. */
  #noteOwn(facts: readonly (LateFact | MissingFact)[]): void {
    for (const fact of facts) this.#hold.note(standingFor(fact, []));
  }

  #withdraw(node: FieldNode): void {
    if (node.parent !== undefined) {
      this.#open?.remove(node.key ?? '');
      return;
    }
    this.#restart();
    this.#hold.reset();
  }

  /** Another answer follows. */
  #restart(): void {
    this.#close();
    this.#isLoose = false;
    this.#output = undefined;
    this.#told = undefined;
  }

  /** The container that closes with this field, if it is one. */
  #pop(node: FieldNode): OpenContainer | undefined {
    const open = this.#open;
    if (open?.node.isAt(node) !== true) return undefined;
    this.#open = this.#outer.pop();
    return open;
  }

  /** True for the innermost open container and for what is directly in it. */
  #isInOrder(node: FieldNode): boolean {
    const open = this.#open?.node;
    return open !== undefined && (open.isAt(node.parent) || open.isAt(node));
  }

  /** From here on events are passed on as they are. */
  #loosen(): void {
    this.#isLoose = true;
    this.#close();
    this.#hold.release();
  }

  /** Nothing is open any more. */
  #close(): void {
    this.#open = undefined;
    this.#outer.length = 0;
  }

  #check(node: FieldNode, raw: unknown): Verdict | undefined {
    return this.#partOf(node)?.check(raw);
  }

  #partOf({ parent, key }: FieldNode): SchemaPart | undefined {
    return parent === undefined ? this.#answer.root : this.#open?.partOf(key ?? '');
  }
}
