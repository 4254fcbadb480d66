// In: the children of one open container, as each closes. Out: the verdict on the container, and on children a union decides.
// Every child is checked once, when it closes; the container then checks only itself.
// Knows nothing of events.

import { isSame } from '../internal/is-same.js';
import { getOwn, isContainer, setOwn, type JsonObject } from '../internal/own.js';
import {
  type AnySchema,
  type AnswerSchema,
  type Container,
  type ContainerKind,
  hold,
  isHeld,
  type Pace,
  release,
  type Verdict,
  verdictOn,
  type Waiting,
} from '../schema/index.js';
import type { FieldNode } from './field-node.js';
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
  readonly #schema: AnySchema | undefined;
  readonly #answer: AnswerSchema;
  /** Absent where the schema says nothing of children, or nothing yet. */
  #container: Container | undefined;
  /** Children as the container's check wants them. */
  readonly #held: JsonObject | unknown[];
  /** Every child so far is valid. */
  #isClean = true;
  /** What a union waits for, and what was written before and after it was decided. */
  #union:
    | { key: string; readonly oneOf: readonly string[]; readonly known: JsonObject }
    | undefined;

  constructor(
    node: FieldNode,
    kind: ContainerKind,
    schema: AnySchema | undefined,
    answer: AnswerSchema,
  ) {
    this.node = node;
    this.#schema = schema;
    this.#answer = answer;
    this.#held = kind === 'array' ? [] : {};
    this.#take(schema && answer.open(schema, kind), {});
  }

  /** The schema of a child, as far as it is known. */
  schemaOf(key: PathSegment): AnySchema | undefined {
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
    if (union === undefined || typeof key !== 'string') return [];
    const { known } = union;
    const before = this.#container;
    const isDecision = before === undefined ? union.key === key : Object.hasOwn(known, key);
    setOwn(known, key, raw);
    if (!isDecision) return [];
    const opening = this.#schema && this.#answer.decide(this.#schema, 'object', known);
    if (before === undefined)
      return this.#take(opening, known) ? this.#checkEarlier(key, known) : [];
    if (opening !== before) {
      this.#container = undefined;
      this.#union = undefined;
    }
    return [];
  }

  /** A child closed. */
  add(key: PathSegment, raw: unknown, verdict: Verdict | undefined): void {
    if (this.#container === undefined) return;
    // What no schema applies to is what was written.
    const isFree = verdict === undefined && this.schemaOf(key) === undefined;
    const held = hold(raw, isFree ? { value: raw, issues: [] } : verdict);
    this.#isClean &&= !isHeld(held);
    if (Array.isArray(this.#held)) this.#held[Number(key)] = held;
    else setOwn(this.#held, String(key), held);
  }

  /** A child is withdrawn; another value of its key follows. */
  remove(key: PathSegment): void {
    if (!Array.isArray(this.#held)) delete this.#held[String(key)];
  }

  /** Children that the schema names and the model left out. */
  absent(): readonly AbsentChild[] {
    const absent: AbsentChild[] = [];
    for (const key of this.#container?.expected ?? []) {
      if (Object.hasOwn(this.#held, key)) continue;
      const schema = this.#container?.child(key);
      if (schema !== undefined && key in this.#held) {
        absent.push({ key, value: this.#inherit(key, schema) });
        continue;
      }
      const value = schema === undefined ? undefined : this.#answer.absent(schema);
      const hasPlace = !Array.isArray(this.#held) || this.#held.length === key;
      if (value !== undefined && hasPlace) this.#fill(key, value);
      absent.push({ key, value: hasPlace ? value : undefined });
    }
    return absent;
  }

  /** True when every child of what was written went through here. */
  holds(raw: unknown): boolean {
    if (this.#container === undefined) return false;
    return sizeOf(raw) === sizeOf(this.#held);
  }

  /** What the schema says of the whole. */
  check(raw: unknown, isWhole: boolean): Verdict | undefined {
    const schema = this.#schema;
    if (schema === undefined) return undefined;
    const container = this.#container;
    if (container === undefined || !isWhole) return this.#answer.check(schema, raw);
    const plain = container.isPlain && this.#isClean ? this.#inOrder(container) : undefined;
    if (plain !== undefined) return { value: plain, issues: [] };
    const verdict = this.#answer.check(container.schema(), this.#held);
    if (verdict === undefined || verdict.issues.length === 0) return verdict;
    return verdictOn(raw, verdict, this.#held);
  }

  /** The children as they were told, or what is held of them. */
  told(raw: unknown): unknown {
    if (this.#container !== undefined) return this.#held;
    return Array.isArray(raw) ? raw : { ...(raw as JsonObject), ...this.#held };
  }

  /** The whole as far as its children are known; to be shown where nothing can be said of it as such. */
  assemble(): JsonObject | unknown[] {
    if (Array.isArray(this.#held)) return this.#held.map(release);
    const whole: JsonObject = {};
    for (const key of Object.keys(this.#held)) setOwn(whole, key, release(getOwn(this.#held, key)));
    return whole;
  }

  /** The children as the schema would put them together; `undefined` unless they are all those it names. */
  #inOrder({ expected }: Container): JsonObject | unknown[] | undefined {
    const held = this.#held;
    if (Array.isArray(held)) {
      return expected.length === 0 || expected.length === held.length ? held : undefined;
    }
    const keys = Object.keys(held);
    if (keys.length !== expected.length) return undefined;
    if (keys.every((key, index) => key === expected[index])) return held;
    if (!expected.every((key) => Object.hasOwn(held, key))) return undefined;
    return Object.fromEntries(expected.map((key) => [key, held[key]]));
  }

  /** True when children have schemas now. */
  #take(opening: Container | Waiting | undefined, known: JsonObject): boolean {
    if (opening === undefined) return false;
    if ('waitsFor' in opening) {
      this.#union = { key: opening.waitsFor, oneOf: opening.oneOf, known };
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
    const schema = this.schemaOf(key);
    const verdict = schema && this.#checkInParts(schema, raw);
    const isAsShown = verdict?.issues.length === 0 && isSame(verdict.value, raw);
    this.add(key, raw, isAsShown ? { value: raw, issues: [] } : verdict);
    return verdict === undefined || isAsShown ? [] : [{ key, raw, told: raw, verdict }];
  }

  /** As if it was written only now: zod would ask every option of a union about all that is in it. */
  #checkInParts(schema: AnySchema, raw: unknown): Verdict | undefined {
    if (!isContainer(raw)) return this.#answer.check(schema, raw);
    const kind = Array.isArray(raw) ? 'array' : 'object';
    const whole = new OpenContainer(this.node, kind, schema, this.#answer);
    for (const [key, child] of Object.entries(raw)) {
      whole.decide(key, child);
      const its = whole.schemaOf(key);
      whole.add(key, child, its && this.#checkInParts(its, child));
    }
    const isWhole = whole.holds(raw);
    if (isWhole) whole.absent();
    return whole.check(raw, isWhole);
  }

  /**
   * Schemas read properties however an object came to have them: an absent `toString` is the function of that name. A
   * prototype has a stand-in, since a schema may freeze what it reads.
   */
  #inherit(key: PathSegment, schema: AnySchema): unknown {
    const inherited: unknown = key === '__proto__' ? {} : Reflect.get(this.#held, key);
    const verdict = this.#answer.check(schema, inherited);
    this.add(key, inherited, verdict);
    return verdict?.issues.length === 0 ? verdict.value : undefined;
  }

  #fill(key: PathSegment, value: unknown): void {
    if (Array.isArray(this.#held)) this.#held.push(value);
    else setOwn(this.#held, String(key), value);
  }
}

function sizeOf(container: unknown): number {
  return Array.isArray(container) ? container.length : Object.keys(container as object).length;
}
