// In: the children of one open container, as each closes. Out: the verdict on the container, and on children a union decides.
// Every child is checked once, when it closes; the container then checks only itself. Kept of a child is what differs
// from what was written, which is seldom anything. Knows nothing of events.

import { isSame } from '../internal/plain-data.js';
import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import {
  type ContainerKind,
  hold,
  type Pace,
  type PartContainer,
  type SchemaPart,
  type Verdict,
  verdictOn,
  type Waiting,
} from '../schema/index.js';
import { inOrder, isMadeOf, isSameList } from './children.js';
import type { FieldNode } from './field-node.js';
import { copy, HeldChildren } from './held-children.js';
import type { LateVerdict } from './late-facts.js';
import type { PathSegment } from './path.js';

/** A child that was left out, and what stands in for it. */
export interface AbsentChild {
  readonly key: PathSegment;
  readonly value: unknown;
}

/** An object or array that is being written, as its schema sees it. */
export class OpenContainer {
  readonly node: FieldNode;
  readonly #part: SchemaPart | undefined;
  /** Absent where the schema says nothing of children, or nothing yet. */
  #container: PartContainer | undefined;
  /** How many children went through here. */
  #count = 0;
  /** They came as the schema names them, each once. */
  #isInOrder = true;
  /** Of the children, and of what stands in for absent ones, what is not as it was written. */
  #others: HeldChildren | undefined;
  /** Of what closes: its children are those that the schema names, in its order. */
  #isAsNamed = false;
  /** The children themselves, where nobody vouches that the whole is made of them. */
  readonly #seen: Map<PathSegment, unknown> | undefined;
  /** What a union waits for, and what was written before and after it was decided. */
  #union:
    | { readonly key: string; readonly oneOf: readonly string[]; readonly known: JsonObject }
    | undefined;

  constructor(
    node: FieldNode,
    kind: ContainerKind,
    part: SchemaPart | undefined,
    isForeign = false,
  ) {
    this.node = node;
    this.#seen = isForeign ? new Map() : undefined;
    this.#part = part;
    this.#take(part?.open(kind));
  }

  /** What its schema says of a child, as far as that is known. */
  partOf(key: PathSegment): SchemaPart | undefined {
    return this.#container?.child(key);
  }

  /** How a child whose schema is not known yet is to be shown. */
  paceOf(key: PathSegment): Pace | undefined {
    const union = this.#union;
    return union?.key === key && this.#container === undefined ? union : undefined;
  }

  /**
   * Takes note of what is about to close. If that decides a union, the children before it are checked, and those told
   * of that turn out other than they were shown. A union is not decided a second time: where a key that came again
   * would have it otherwise, the whole is checked at its end.
   */
  decide(key: PathSegment, raw: unknown): readonly LateVerdict[] {
    const union = this.#union;
    if (union === undefined || typeof key !== 'string') return NONE;
    const { known } = union;
    const before = this.#container;
    const isDecision = before === undefined ? union.key === key : Object.hasOwn(known, key);
    setOwn(known, key, raw);
    if (!isDecision) return NONE;
    const opening = this.#part?.decide('object', known);
    if (before === undefined)
      return this.#take(opening, known) ? this.#checkEarlier(key, known) : NONE;
    if (opening !== before) {
      this.#container = undefined;
      this.#union = undefined;
    }
    return NONE;
  }

  /** True where it matters what a child is, and not only whether it fits. */
  get isParticular(): boolean {
    return this.#container === undefined || this.#union !== undefined || this.#seen !== undefined;
  }

  /** True of a child without children that its schema takes as it was written. */
  takes(key: PathSegment, raw: unknown): boolean {
    return this.partOf(key)?.isOfPlainType(raw) === true;
  }

  /** True of a container that closes as it was written, with all that its schema names. */
  isAsWritten(raw: unknown): boolean {
    const container = this.#container;
    if (container?.isPlain !== true || !this.#isInOrder) return false;
    if (this.#others !== undefined || this.#seen !== undefined) return false;
    const { length } = container.expected;
    return length > 0 ? length === this.#count : Array.isArray(raw) && raw.length === this.#count;
  }

  /** A child closed as it was written. */
  count(key: PathSegment): void {
    const { expected = NONE } = this.#container ?? {};
    this.#isInOrder &&= expected.length === 0 || expected[this.#count] === key;
    this.#count += 1;
  }

  /** A child closed; one without a verdict was shown as it is, or as its own children have it. */
  add(key: PathSegment, raw: unknown, verdict: Verdict | undefined, shown = raw): void {
    if (this.#container === undefined) return;
    // What no schema applies to is what was written.
    const isFree = verdict === undefined && this.partOf(key) === undefined;
    this.#isInOrder &&= this.#container.expected[this.#count] === key;
    this.#count += 1;
    this.#seen?.set(key, raw);
    if (isFree) return;
    const isUntold = verdict === undefined || verdict.isPartial === true;
    this.#note(key, raw, hold(raw, verdict, shown), isUntold);
  }

  /** A child is withdrawn; another value of its key follows. */
  remove(key: PathSegment): void {
    this.#others?.delete(key);
    this.#seen?.delete(key);
    this.#isInOrder = false;
    if (this.#container !== undefined) this.#count -= 1;
  }

  /** Children that the schema names and the model left out. */
  absent(raw: unknown): readonly AbsentChild[] {
    if (this.#isAsNamed) return NONE;
    const written = raw as JsonObject | unknown[];
    const { expected = [] } = this.#container ?? {};
    let absent: AbsentChild[] | undefined;
    let length = Array.isArray(written) ? written.length : undefined;
    for (const key of expected) {
      if (Object.hasOwn(written, key)) continue;
      absent ??= [];
      const part = this.#container?.child(key);
      if (part !== undefined && key in written) {
        absent.push({ key, value: this.#inherit(key, written, part) });
        continue;
      }
      const value = part?.absent();
      const hasPlace = length === undefined || length === key;
      if (value !== undefined && hasPlace) {
        this.#note(key, undefined, value);
        if (length !== undefined) length += 1;
      }
      absent.push({ key, value: hasPlace ? value : undefined });
    }
    return absent ?? NONE;
  }

  /** True when every child of what was written went through here. */
  holds(raw: unknown): boolean {
    const container = this.#container;
    if (container === undefined) return false;
    const { expected } = container;
    if (this.#seen && !isMadeOf(raw, this.#seen)) return false;
    // The usual case, and nothing has to be listed for it.
    if (this.#isInOrder && !this.#seen && this.#count === expected.length) {
      this.#isAsNamed = true;
      return true;
    }
    if (Array.isArray(raw)) {
      this.#isAsNamed = expected.length === 0 || expected.length === raw.length;
      return raw.length === this.#count;
    }
    const keys = Object.keys(raw as object);
    this.#isAsNamed = isSameList(keys, expected);
    return keys.length === this.#count;
  }

  /** What the schema says of the whole. */
  check(raw: unknown, isWhole: boolean): Verdict | undefined {
    const part = this.#part;
    if (part === undefined) return undefined;
    const container = this.#container;
    if (container === undefined || !isWhole) return part.check(raw);
    if (container.isPlain && this.#others?.isClean !== false) {
      const told = this.told(raw);
      const value = this.#isAsNamed ? told : inOrder(container, told);
      if (value !== undefined) return { value, issues: NONE };
    }
    const held = this.#others?.putInto(raw) ?? copy(raw);
    const verdict = container.schema().check(held);
    if (verdict === undefined) return this.#others?.verdict(container.isPlain);
    if (verdict.issues.length === 0) return verdict;
    const isPartial = this.#others?.isUntold === true && verdict.hasThrown !== true;
    return { ...verdictOn(raw, verdict, held), isPartial };
  }

  /** The children as they were told, or what is held of them. */
  told(raw: unknown): JsonObject | unknown[] {
    return this.#others?.putInto(raw) ?? (raw as JsonObject | unknown[]);
  }

  /** The whole as far as its children are known; to be shown where nothing can be said of it as such. */
  assemble(raw: unknown): JsonObject | unknown[] {
    return this.#others?.release(raw) ?? copy(raw);
  }

  #note(key: PathSegment, raw: unknown, held: unknown, isUntold = false): void {
    if (!Object.is(held, raw)) (this.#others ??= new HeldChildren()).set(key, held, isUntold);
  }

  /** True when children have schemas now. */
  #take(opening: PartContainer | Waiting | undefined, known?: JsonObject): boolean {
    if (opening === undefined) return false;
    if ('waitsFor' in opening) {
      this.#union = { key: opening.waitsFor, oneOf: opening.oneOf, known: known ?? {} };
      return false;
    }
    this.#container = opening;
    return true;
  }

  #checkEarlier(decisive: string, known: JsonObject): readonly LateVerdict[] {
    const earlier = Object.keys(known).filter((key) => key !== decisive);
    return earlier.flatMap((key) => this.#checkLate(key, getOwn(known, key)));
  }

  #checkLate(key: string, raw: unknown): readonly LateVerdict[] {
    const part = this.partOf(key);
    const verdict = part && checkInParts(this.node, part, raw);
    const isAsShown = verdict?.issues.length === 0 && isSame(verdict.value, raw);
    this.add(key, raw, isAsShown ? { value: raw, issues: [] } : verdict);
    return verdict === undefined || isAsShown ? [] : [{ key, raw, told: raw, verdict }];
  }

  /**
   * Schemas read properties however an object came to have them: an absent `toString` is the function of that name. A
   * prototype has a stand-in, since a schema may freeze what it reads.
   */
  #inherit(key: PathSegment, written: object, part: SchemaPart): unknown {
    const inherited: unknown = key === '__proto__' ? {} : Reflect.get(written, key);
    const verdict = part.check(inherited);
    this.#note(key, undefined, hold(inherited, verdict));
    return verdict?.issues.length === 0 ? verdict.value : undefined;
  }
}

const NONE: readonly never[] = [];

/** As if it was written only now: zod would ask every option of a union about all that is in it. */
function checkInParts(node: FieldNode, part: SchemaPart, raw: unknown): Verdict | undefined {
  if (!isContainer(raw)) return part.check(raw);
  const whole = new OpenContainer(node, Array.isArray(raw) ? 'array' : 'object', part);
  for (const [key, child] of Object.entries(raw)) {
    whole.decide(key, child);
    const its = whole.partOf(key);
    whole.add(key, child, its && checkInParts(node, its, child));
  }
  const isWhole = whole.holds(raw);
  if (isWhole) whole.absent(raw);
  return whole.check(raw, isWhole);
}
