// In: the schema of a value, and a path or pattern from it. Out: whether an answer that fits may have something there.
// True wherever that is not certain: what cannot be looked into may have anything in it.
// Knows nothing of answers.

import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { takeApart, type CoreSchema } from './container.js';
import { mayBe } from './find-container.js';
import { innerOf } from './policy.js';
import { unlessItThrows } from './unless-it-throws.js';
import { isZod, type AnySchema } from './verdict.js';

type Pattern = readonly (string | number)[];

/**
 * `'*'` stands for every key and every index. A key that an object drops leads nowhere. As an answer is written; or, with
 * `isMade`, as the schema makes it.
 */
export function mayLead(root: AnySchema, pattern: Pattern, isMade = false): boolean {
  return !isZod(root) || unlessItThrows(() => leads(root, pattern, isMade), true);
}

function leads(schema: $ZodType, pattern: Pattern, isMade: boolean): boolean {
  if (pattern.length === 0) return true;
  const { def } = (schema as $ZodTypes)._zod;
  switch (def.type) {
    case 'object':
    case 'record':
      return 'mode' in def && def.mode === 'loose'
        ? true
        : leadsInto(schema, pattern, isMade, 'string');
    case 'array':
    case 'tuple':
      return leadsInto(schema, pattern, isMade, 'number');
    case 'union':
      return def.options.some((option) => leads(option, pattern, isMade));
    case 'intersection':
      return leads(def.left, pattern, isMade) || leads(def.right, pattern, isMade);
    case 'pipe':
      return leads(def.in, pattern, isMade) || (isMade && leads(def.out, pattern, isMade));
    default: {
      const inner = innerOf(schema);
      return inner
        ? leads(inner, pattern, isMade)
        : mayBe(schema, 'object') || mayBe(schema, 'array');
    }
  }
}

function leadsInto(
  schema: $ZodType,
  [key, ...rest]: Pattern,
  isMade: boolean,
  keys: 'string' | 'number',
): boolean {
  if (key === undefined || (key !== '*' && typeof key !== keys)) return false;
  // Its caller has seen that the schema is one of these.
  const { child, expected } = takeApart(schema as CoreSchema, (inside) => inside);
  return [key, ...(key === '*' ? expected : [])].some((name) => {
    const inside = child(name);
    return inside !== undefined && leads(inside, rest, isMade);
  });
}
