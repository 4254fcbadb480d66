// In: the children of one open container, as each closes. Out: the verdict on the container, and on children a union decides.
// Every child is checked once, when it closes; the container then checks only itself.
// Knows nothing of events.

import { isSame } from '../internal/is-same.js';
import { getOwn, setOwn, type JsonObject } from '../internal/own.js';
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
import type { PathSegment } from './path.js';

/** A child that was seen before its schema was known, and what the schema makes of it that was not seen. */
export interface LateVerdict {
  readonly key: string;
  readonly raw: unknown;
  readonly verdict: Verdict;
}

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
   * of that turn out other than they were shown.
   */
  decide(key: PathSegment, raw: unknown): readonly LateVerdict[] {
    const union = this.#union;
    if (union === undefined || typeof key !== 'string') return [];
    const isDecision = union.key === key && this.#container === undefined;
    const earlier = isDecision ? Object.keys(union.known) : [];
    setOwn(union.known, key, raw);
    if (!isDecision) return [];
    const schema = this.#schema;
    this.#take(schema && this.#answer.decide(schema, 'object', union.known), union.known);
    return earlier.flatMap((each) => this.#checkLate(each, getOwn(union.known, each)));
  }

  /** A child closed. */
  add(key: PathSegment, raw: unknown, verdict: Verdict | undefined): void {
    if (this.#container === undefined) return;
    const held = hold(raw, verdict);
    this.#isClean &&= !isHeld(held);
    if (Array.isArray(this.#held)) this.#held[Number(key)] = held;
    else setOwn(this.#held, String(key), held);
  }

  /** A child is withdrawn. A union it decided is not decided a second time: the whole is checked at its end. */
  remove(key: PathSegment): void {
    if (Array.isArray(this.#held)) return;
    delete this.#held[String(key)];
    const union = this.#union;
    if (union === undefined) return;
    delete union.known[String(key)];
    if (union.key !== key || this.#container === undefined) return;
    this.#container = undefined;
    this.#union = undefined;
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
    return container.isExact
      ? verdictOn(raw, verdict, this.#held)
      : this.#answer.check(schema, raw);
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

  #take(opening: Container | Waiting | undefined, known: JsonObject): void {
    if (opening === undefined) return;
    if (!('waitsFor' in opening)) this.#container = opening;
    else this.#union = { key: opening.waitsFor, oneOf: opening.oneOf, known };
  }

  #checkLate(key: string, raw: unknown): readonly LateVerdict[] {
    const schema = this.schemaOf(key);
    const verdict = schema && this.#answer.check(schema, raw);
    const isAsShown = verdict?.issues.length === 0 && isSame(verdict.value, raw);
    this.add(key, raw, isAsShown ? { value: raw, issues: [] } : verdict);
    return verdict === undefined || isAsShown ? [] : [{ key, raw, verdict }];
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
