// In: the schema of one part of an answer. Out: what it says of values, containers and how they may be shown.
// Worked out when it is first asked, and kept for every answer read with it.
// Knows nothing of events, parsers or paths.

import type { $ZodType } from 'zod/v4/core';
import type { JsonObject } from '../internal/own.js';
import { takeApart, type Container } from './container.js';
import { findContainer, type ContainerKind, type Found, type Waiting } from './find-container.js';
import { isOfType, plainTypeOf, type PlainType } from './plain-type.js';
import { paceOfContainer, paceOfText, type Pace } from './policy.js';
import { unlessItThrows } from './unless-it-throws.js';
import { check, isZod, type AnySchema, type Verdict } from './verdict.js';

/** What a schema says of a container that has opened; its children are parts themselves. */
export type PartContainer = Container<SchemaPart>;

/** What is known of a container before any of its children is. */
type Opening = PartContainer | Waiting | undefined;

/** The part that a schema is: the same one for the same schema. */
export type PartOf = (schema: $ZodType) => SchemaPart;

const NO_ISSUES: Verdict['issues'] = [];

/** One schema in an answer's, wherever it stands. */
export class SchemaPart {
  readonly schema: AnySchema;
  readonly #partOf: PartOf;
  /** All it asks for, where that is so little. */
  readonly #plainType: PlainType | undefined;
  /** Containers by what was chosen on the way to them. */
  readonly #containers = new Map<string, PartContainer>();
  /** Absent until it is asked for. */
  #object: { readonly opening: Opening } | undefined;
  #array: { readonly opening: Opening } | undefined;
  #textPace: Pace | undefined;
  #containerPace: Pace | undefined;
  /** It cannot be asked synchronously. */
  #isAsynchronous = false;

  constructor(schema: AnySchema, partOf: PartOf) {
    this.schema = schema;
    this.#partOf = partOf;
    this.#plainType = isZod(schema) ? plainTypeOf(schema) : undefined;
  }

  /** What it says of a container of this kind; `undefined` when it must be asked about the whole value. */
  open(kind: ContainerKind): Opening {
    const known =
      kind === 'object'
        ? (this.#object ??= { opening: this.decide(kind, {}) })
        : (this.#array ??= { opening: this.decide(kind, {}) });
    return known.opening;
  }

  /** The same, once some of its children are known. */
  decide(kind: ContainerKind, known: JsonObject): Opening {
    const { schema } = this;
    if (!isZod(schema)) return undefined;
    return unlessItThrows(() => this.#decide(schema, kind, known), undefined);
  }

  #decide(schema: $ZodType, kind: ContainerKind, known: JsonObject): Opening {
    const found = findContainer(schema, kind, known);
    if (found === undefined || 'waitsFor' in found) return found;
    const key = kind + found.choices;
    let container = this.#containers.get(key);
    if (container === undefined) {
      container = containerOf(found, this.#partOf);
      this.#containers.set(key, container);
    }
    return container;
  }

  /** True where nothing is asked of a value but its type, and it has that. */
  isOfPlainType(value: unknown): boolean {
    return isOfType(value, this.#plainType);
  }

  /** The verdict on a value; `undefined` when it cannot be told before the end. */
  check(value: unknown): Verdict | undefined {
    if (this.isOfPlainType(value)) return { value, issues: NO_ISSUES };
    if (this.#isAsynchronous) return undefined;
    const verdict = check(this.schema, value);
    if (verdict !== 'asynchronous') return verdict;
    this.#isAsynchronous = true;
    return undefined;
  }

  /** It may be absent. Throws what code in the schema does that is needed to know it. */
  get isOptional(): boolean {
    return isZod(this.schema) && this.schema._zod.optin !== undefined;
  }

  /** What it stands for where it is absent: the default, if it has one. */
  absent(): unknown {
    const mayStandIn = unlessItThrows(() => this.isOptional && !this.#isLeftOut, false);
    if (!mayStandIn) return undefined;
    const verdict = this.check(undefined);
    return verdict?.issues.length === 0 ? verdict.value : undefined;
  }

  /** Absent, it stays so. */
  get #isLeftOut(): boolean {
    if (!isZod(this.schema)) return false;
    const { optin, optout } = this.schema._zod;
    return optin === 'optional' && optout === 'optional';
  }

  /** How much of a field may be shown before it is done. */
  pace(kind: ContainerKind | 'string'): Pace {
    return kind === 'string'
      ? (this.#textPace ??= unlessItThrows(() => paceOfText(this.schema), 'delta'))
      : (this.#containerPace ??= unlessItThrows(() => paceOfContainer(this.schema), 'delta'));
  }
}

function containerOf({ core, wrap, isBare }: Found, partOf: PartOf): PartContainer {
  const parts = takeApart(core, partOf);
  let schema: $ZodType | undefined;
  return {
    child: parts.child,
    expected: parts.expected,
    isPlain: parts.isPlain && isBare,
    schema: () => partOf((schema ??= wrap(parts.core()))),
  };
}
