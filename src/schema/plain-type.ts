// In: a schema. Out: the type of JavaScript that is all it asks for, where that is so.
// Of texts, numbers and booleans without a rule most of an answer is made, and whoever knows need not ask.
// Knows nothing of verdicts.

import type { $ZodType } from 'zod/v4/core';

/** What `typeof` says of values that a schema takes as they are. */
export type PlainType = 'string' | 'number' | 'boolean';

const PLAIN_TYPES: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);

/** What zod itself makes such schemas of, classic and mini; a class of an application's own has another name. */
const OWN_TRAIT = /^[$_]?Zod(?:Mini)?(?:Type|String|Number|Boolean)$/;

/** `undefined` for anything with a rule, a format or a conversion: only the schema knows what it makes of a value. */
export function plainTypeOf({ _zod: zod }: $ZodType): PlainType | undefined {
  const { def, traits } = zod;
  // Where there are no rules, zod runs what reads the type and nothing else.
  const isBare = zod.run === zod.parse && !('coerce' in def && def.coerce);
  const isPlain = isBare && PLAIN_TYPES.has(def.type) && [...traits].every(isOwnTrait);
  return isPlain ? (def.type as PlainType) : undefined;
}

/** As zod has it, no number is infinite. */
export function isOfType(value: unknown, type: PlainType | undefined): boolean {
  return typeof value === type && (type !== 'number' || Number.isFinite(value));
}

const isOwnTrait = (trait: string): boolean => OWN_TRAIT.test(trait);
