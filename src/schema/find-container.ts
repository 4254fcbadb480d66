// In: a schema, the kind of container that opened, and the children known so far. Out: the schema that describes it.
// Wrappers (optional, default, pipe …) and unions are looked through, and put back around the container's own check.
// Knows nothing of values beyond a discriminator's, nor of events.

import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { getOwn, type JsonObject } from '../internal/own.js';
import { clone } from './clone.js';
import { type CoreSchema, hasNoChecks } from './container.js';
import { isExact, narrowUnion, type UnionDef } from './narrow-union.js';
import { inOrder } from './policy.js';

export type ContainerKind = 'object' | 'array';

/** The schema of a container, with the way back to the one that was asked for. */
export interface Found {
  readonly core: CoreSchema;
  /** Puts the wrappers around another core. */
  readonly wrap: (core: $ZodType) => $ZodType;
  /** Which options of unions were taken, in order. */
  readonly choices: string;
  /** The wrappers let whatever the core takes pass as it is. */
  readonly isBare: boolean;
}

/** A union cannot be decided before its child of this key is known. */
export interface Waiting {
  readonly waitsFor: string;
  /** Texts that decide it, by code unit. */
  readonly oneOf: readonly string[];
}

/** `undefined` where the schema has nothing to say of children: it is asked about the whole value. */
export function findContainer(
  schema: $ZodType,
  kind: ContainerKind,
  known: JsonObject,
): Found | Waiting | undefined {
  const zod = schema as $ZodTypes;
  const { def } = zod._zod;
  switch (def.type) {
    case 'object':
      return kind === 'object' ? found(schema) : undefined;
    case 'record':
      // A loose one lets values of other keys pass unchecked.
      return kind === 'object' && def.mode !== 'loose' ? found(schema) : undefined;
    case 'array':
    case 'tuple':
      return kind === 'array' ? found(schema) : undefined;
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      // Code that looks at what it catches must see what was written.
      if (def.type === 'catch' && def.catchValue.length > 0) return undefined;
      return within(
        findContainer(def.innerType, kind, known),
        (innerType) => clone(schema, { innerType }),
        // A readonly schema freezes what passes.
        def.type !== 'readonly' && hasNoChecks(schema),
      );
    case 'pipe':
      return within(
        findContainer(def.in, kind, known),
        (inner) => clone(schema, { in: inner }),
        false,
      );
    case 'lazy':
      // A lazy schema's own checks would have to be moved; it hardly ever has any.
      return def.checks?.length ? undefined : findContainer(def.getter(), kind, known);
    case 'union':
      return findInUnion(schema, def, kind, known);
    default:
      return undefined;
  }
}

function findInUnion(
  schema: $ZodType,
  def: UnionDef,
  kind: ContainerKind,
  known: JsonObject,
): Found | Waiting | undefined {
  const { discriminator } = def;
  // An exclusive union is about all of its options at once.
  if (discriminator === undefined && def.inclusive === false) return undefined;
  const candidates = def.options.filter((option) => mayBe(option, kind));
  let chosen = candidates.length === 1 ? candidates[0] : undefined;
  if (chosen === undefined) {
    const key = discriminator ?? commonDiscriminator(candidates);
    if (key === undefined || kind === 'array') return undefined;
    if (!Object.hasOwn(known, key)) {
      const values = candidates.flatMap((option) => [...(valuesOf(option, key) ?? [])]);
      return { waitsFor: key, oneOf: inOrder(values.filter((value) => typeof value === 'string')) };
    }
    const value = getOwn(known, key);
    chosen = candidates.find((option) => valuesOf(option, key)?.has(value as string));
    if (chosen === undefined) return isExact(def) ? { ...found(schema), choices: '-/' } : undefined;
  }
  const inner = findContainer(chosen, kind, known);
  if (inner === undefined || 'waitsFor' in inner) return inner;
  const { core, wrap, choices, isBare } = inner;
  return {
    core,
    wrap: (other) => narrowUnion(schema, def, wrap(other)),
    choices: `${def.options.indexOf(chosen)}/${choices}`,
    // No other option takes what this one takes: that is why it was chosen.
    isBare: isBare && hasNoChecks(schema),
  };
}

function found(core: $ZodType): Found {
  return { core: core as CoreSchema, wrap: (other) => other, choices: '', isBare: true };
}

function within(
  inner: Found | Waiting | undefined,
  around: (inner: $ZodType) => $ZodType,
  isBare: boolean,
): Found | Waiting | undefined {
  if (inner === undefined || 'waitsFor' in inner) return inner;
  return {
    ...inner,
    wrap: (core) => around(inner.wrap(core)),
    isBare: inner.isBare && isBare,
  };
}

/** Whether a schema may take a container of this kind; true for whatever cannot be looked into. */
export function mayBe(schema: $ZodType, kind: ContainerKind): boolean {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'object':
    case 'record':
      return kind === 'object';
    case 'array':
    case 'tuple':
      return kind === 'array';
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'readonly':
      return mayBe(def.innerType, kind);
    case 'pipe':
      return mayBe(def.in, kind);
    case 'lazy':
      return mayBe(def.getter(), kind);
    case 'union':
      return def.options.some((option) => mayBe(option, kind));
    default:
      // What coerces takes anything.
      return !SCALARS.has(def.type) || ('coerce' in def && def.coerce);
  }
}

const SCALARS: ReadonlySet<string> = new Set([
  'string',
  'number',
  'boolean',
  'null',
  'undefined',
  'void',
  'never',
  'nan',
  'literal',
  'enum',
  'template_literal',
]);

/** A key by whose value alone the options can be told apart. */
function commonDiscriminator(options: readonly $ZodType[]): string | undefined {
  const [first] = options;
  const keys = Object.keys(first?._zod.propValues ?? {});
  return keys.find((key) => {
    const sets = options.map((option) => valuesOf(option, key));
    if (!sets.every((set) => set !== undefined)) return false;
    return (
      new Set(sets.flatMap((set) => [...set])).size === sets.reduce((n, { size }) => n + size, 0)
    );
  });
}

function valuesOf(option: $ZodType, key: string): ReadonlySet<unknown> | undefined {
  const values = option._zod.propValues;
  return values !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
}
