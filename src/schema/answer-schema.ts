// In: the schema of a whole answer. Out: what it says of each part, worked out once and kept for every answer read with it.
// Knows nothing of events, parsers or paths.

import type { $ZodType } from 'zod/v4/core';
import type { JsonObject } from '../internal/own.js';
import { takeApart, type Container } from './container.js';
import { findContainer, type ContainerKind, type Found, type Waiting } from './find-container.js';
import { paceOfContainer, paceOfText, type Pace } from './policy.js';
import { unlessItThrows } from './unless-it-throws.js';
import { check, isZod, settle, type AnySchema, type Settled, type Verdict } from './verdict.js';

/** A schema prepared for reading answers. Safe to share between runs. */
export class AnswerSchema {
  /** Absent where nothing is known of the answer. */
  readonly root: AnySchema | undefined;
  /** Containers by schema, and by what was chosen on the way to them. */
  readonly #containers = new Map<AnySchema, Map<string, Container>>();
  /** What is known of containers before any of their children is. */
  readonly #openings: Readonly<
    Record<ContainerKind, Map<AnySchema, Container | Waiting | undefined>>
  > = { object: new Map(), array: new Map() };
  /** Of texts, and of what has children. */
  readonly #paces = { text: new Map<AnySchema, Pace>(), container: new Map<AnySchema, Pace>() };
  /** Schemas that cannot be asked synchronously. */
  readonly #asynchronous = new Set<AnySchema>();

  constructor(root: AnySchema | undefined) {
    this.root = root;
  }

  /** What a schema says of a container of this kind; `undefined` when it must be asked about the whole value. */
  open(schema: AnySchema, kind: ContainerKind): Container | Waiting | undefined {
    const openings = this.#openings[kind];
    const known = openings.get(schema);
    if (known !== undefined || openings.has(schema)) return known;
    const opening = this.decide(schema, kind, {});
    openings.set(schema, opening);
    return opening;
  }

  /** The same, once some of its children are known. */
  decide(
    schema: AnySchema,
    kind: ContainerKind,
    known: JsonObject,
  ): Container | Waiting | undefined {
    if (!isZod(schema)) return undefined;
    return unlessItThrows(() => this.#decide(schema, kind, known), undefined);
  }

  #decide(
    schema: $ZodType,
    kind: ContainerKind,
    known: JsonObject,
  ): Container | Waiting | undefined {
    const found = findContainer(schema, kind, known);
    if (found === undefined || 'waitsFor' in found) return found;
    let containers = this.#containers.get(schema);
    if (containers === undefined) this.#containers.set(schema, (containers = new Map()));
    const key = kind + found.choices;
    let container = containers.get(key);
    if (container === undefined) {
      container = containerOf(found);
      containers.set(key, container);
    }
    return container;
  }

  /** The verdict on a value; `undefined` when it cannot be told before the end. */
  check(schema: AnySchema, value: unknown): Verdict | undefined {
    if (this.#asynchronous.size > 0 && this.#asynchronous.has(schema)) return undefined;
    const verdict = check(schema, value);
    if (verdict !== 'asynchronous') return verdict;
    this.#asynchronous.add(schema);
    return undefined;
  }

  /** The last word on a whole answer, for whoever can wait for it. Never rejects. */
  async settle(value: unknown): Promise<Settled> {
    return this.root === undefined ? { value } : settle(this.root, value);
  }

  /** What an absent child stands for: the default, if its schema has one. */
  absent(schema: $ZodType): unknown {
    const mayStandIn = unlessItThrows(() => {
      const { optin, optout } = schema._zod;
      return optin !== undefined && !(optin === 'optional' && optout === 'optional');
    }, false);
    if (!mayStandIn) return undefined;
    const verdict = this.check(schema, undefined);
    return verdict?.issues.length === 0 ? verdict.value : undefined;
  }

  /** How much of a field may be shown before it is done. */
  pace(schema: AnySchema, kind: ContainerKind | 'string'): Pace {
    const isText = kind === 'string';
    const paces = isText ? this.#paces.text : this.#paces.container;
    let pace = paces.get(schema);
    if (pace === undefined) {
      pace = unlessItThrows(() => (isText ? paceOfText(schema) : paceOfContainer(schema)), 'delta');
      paces.set(schema, pace);
    }
    return pace;
  }
}

function containerOf({ core, wrap, isBare }: Found): Container {
  const parts = takeApart(core);
  let schema: $ZodType | undefined;
  return {
    child: parts.child,
    expected: parts.expected,
    isPlain: parts.isPlain && isBare,
    schema: () => (schema ??= wrap(parts.core())),
  };
}
