// In: the schema of a field. Out: how much of the field may be shown before it is done.
// A schema's metadata decides; without any, text streams and whatever has no meaning in part is held back.
// Knows nothing of events or paths.

import { globalRegistry, type $ZodType, type $ZodTypes } from 'zod/v4/core';
import { type AnySchema, isZod } from './verdict.js';

/**
 * When a field's value may be shown: as it comes (`delta`), by whole words or sentences, or only once it is done. A
 * container may also wait for one of its children: `{ until: 'id' }` holds back everything in it until `id` is done.
 */
export type StreamPolicy = 'delta' | 'word' | 'sentence' | 'done' | { readonly until: string };

/** What is done in the end: text that can only be one of a few is shown when it is clear which. */
export type Pace = StreamPolicy | { readonly oneOf: readonly string[] };

const NAMES: ReadonlySet<unknown> = new Set(['delta', 'word', 'sentence', 'done']);

export function isStreamPolicy(value: unknown): value is StreamPolicy {
  if (typeof value !== 'object' || value === null) return NAMES.has(value);
  return 'until' in value && typeof value.until === 'string';
}

/** What a schema asks for of a string field. */
export function paceOfText(schema: AnySchema): Pace {
  if (!isZod(schema)) return 'delta';
  return stated(schema) ?? choiceOf(schema) ?? (isText(schema) ? 'delta' : 'done');
}

/** What a schema asks for of an object or array. */
export function paceOfContainer(schema: AnySchema): StreamPolicy {
  return (isZod(schema) ? stated(schema) : undefined) ?? 'delta';
}

/** `z.string().meta({ stream: 'sentence' })`, on the schema or on what it wraps. */
function stated(schema: $ZodType): StreamPolicy | undefined {
  for (let at: $ZodType | undefined = schema; at !== undefined; at = innerOf(at)) {
    const policy = globalRegistry.get(at)?.['stream'];
    if (isStreamPolicy(policy)) return policy;
  }
  return undefined;
}

function choiceOf(schema: $ZodType): Pace | undefined {
  const oneOf = inOrder(textsOf(schema) ?? []);
  return oneOf.length === 0 ? undefined : { oneOf };
}

/** Each text once, by code unit: so those that begin alike stand together, and are found without comparing them all. */
export const inOrder = (texts: readonly string[]): readonly string[] =>
  [...new Set(texts)].toSorted(byUnit);

const byUnit = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** All texts that a schema takes; `undefined` where nobody can list them. */
function textsOf(schema: $ZodType): readonly string[] | undefined {
  const { def, values } = (schema as $ZodTypes)._zod;
  if (values !== undefined) return [...values].filter((value) => typeof value === 'string');
  if (def.type === 'union') {
    const texts = def.options.map(textsOf);
    return texts.every((some) => some !== undefined) ? texts.flat() : undefined;
  }
  const inner = innerOf(schema);
  if (inner !== undefined) return textsOf(inner);
  return TEXTLESS.has(def.type) && !('coerce' in def && def.coerce) ? [] : undefined;
}

const TEXTLESS: ReadonlySet<string> = new Set(['number', 'boolean', 'null', 'object', 'array']);

/** Whether what a string turns into is text as well, so that its beginning is worth showing. */
function isText(schema: $ZodType): boolean {
  const { def } = (schema as $ZodTypes)._zod;
  if (def.type === 'string' || def.type === 'any' || def.type === 'unknown') return true;
  if (def.type === 'union') return def.options.some(isText);
  const inner = innerOf(schema);
  return inner !== undefined && isText(inner);
}

/** What a wrapper is around; `undefined` of what is none. */
export function innerOf(schema: $ZodType): $ZodType | undefined {
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return def.innerType;
    case 'lazy':
      return def.getter();
    default:
      return undefined;
  }
}
