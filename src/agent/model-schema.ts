// In: a zod schema. Out: its JSON Schema for models, and whether parts of it that are used again stand in it once.
// The model writes what goes into the schema, so transforms and defaults are shown by their input.
// Knows nothing of models, prompts or streams.

import { toJSONSchema, type $ZodType } from 'zod/v4/core';
import { isContainer } from '../internal/own.js';
import type { JsonSchema } from './model.js';

export interface ModelSchema {
  readonly jsonSchema: JsonSchema;
  /** Written out it would be too long: what is used again is referred to. Not every provider takes that. */
  readonly isFolded: boolean;
}

/** Objects in a schema that is written out: more no provider takes, and no prompt should hold. */
const MAX_PARTS = 10_000;

/** Throws what zod does, of a schema that JSON has no way to say. */
export function toModelSchema(schema: $ZodType): ModelSchema {
  const folded = write(schema, 'ref');
  const isFolded = countParts(folded) > MAX_PARTS;
  const isPlain = folded.definitions === undefined;
  return { jsonSchema: isFolded || isPlain ? folded : write(schema, 'inline'), isFolded };
}

function write(schema: $ZodType, reused: 'ref' | 'inline'): JsonSchema {
  const { $schema: _, ...jsonSchema } = toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    reused,
    override: ({ jsonSchema }) => tidy(jsonSchema),
  });
  // zod and the AI SDK each declare the shape of draft 7 in their own words.
  return jsonSchema as JsonSchema;
}

/** How many objects it would be, written out; each part is looked at once. */
function countParts({ definitions, $defs, ...root }: JsonSchema): number {
  const named = { ...$defs, ...definitions };
  const counts = new Map<string, number>();
  const ofReference = (name: string): number => {
    const known = counts.get(name);
    if (known !== undefined) return known;
    // What refers to itself is referred to in every writing.
    counts.set(name, 1);
    const count = countIn(named[name.replace(/^#\/(?:definitions|\$defs)\//, '')]);
    counts.set(name, count);
    return count;
  };
  const countIn = (part: unknown): number => {
    if (!isContainer(part)) return 0;
    const { $ref } = part as { readonly $ref?: unknown };
    // It may be a name of a property, too.
    if (typeof $ref === 'string') return ofReference($ref);
    const own = Array.isArray(part) ? 0 : 1;
    return Object.values(part).reduce<number>((sum, each) => sum + countIn(each), own);
  };
  return countIn(root);
}

/** Assertions of a pattern about what stands around. */
export const LOOKAROUND = /\(\?<?[=!]/;

/**
 * How to show it is our business, for zod checks the answer. Native structured output wants objects closed, which zod
 * leaves open for what goes in; it knows `anyOf` and no `oneOf`, and no patterns that look around.
 */
function tidy(schema: {
  properties?: unknown;
  additionalProperties?: unknown;
  anyOf?: unknown;
  oneOf?: unknown;
  pattern?: unknown;
  stream?: unknown;
}): void {
  if (schema.properties !== undefined) schema.additionalProperties ??= false;
  if (schema.oneOf !== undefined && schema.anyOf === undefined) {
    schema.anyOf = schema.oneOf;
    delete schema.oneOf;
  }
  if (LOOKAROUND.test(String(schema.pattern))) delete schema.pattern;
  delete schema.stream;
}
