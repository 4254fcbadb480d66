// In: the schema of a whole answer, and where a list is in it. Out: how many items the list has at least.
// Only what the schema says before anything has arrived: a union that is still open says nothing.
// Knows nothing of answers.

import type { $ZodCheck, $ZodChecks, $ZodType } from 'zod/v4/core';
import { takeApart } from './container.js';
import { findContainer, type ContainerKind } from './find-container.js';
import { unlessItThrows } from './unless-it-throws.js';
import { isZod, type AnySchema } from './verdict.js';

/** `0` where the schema says nothing of it. */
export function leastItems(root: AnySchema, path: readonly (string | number)[]): number {
  return unlessItThrows(() => count(root, path), 0);
}

function count(root: AnySchema, path: readonly (string | number)[]): number {
  let schema: $ZodType | undefined = isZod(root) ? root : undefined;
  for (const segment of path) {
    const core = coreOf(schema, typeof segment === 'number' ? 'array' : 'object');
    schema = core && takeApart(core, (child) => child).child(segment);
  }
  const core = coreOf(schema, 'array');
  if (core === undefined) return 0;
  const { def } = core._zod;
  if (def.type !== 'tuple') return Math.max(0, ...(def.checks ?? []).map(leastOf));
  return def.items.findLastIndex(({ _zod: { optin } }) => optin === undefined) + 1;
}

function leastOf(check: $ZodCheck): number {
  const { def } = (check as $ZodChecks)._zod;
  if (def.check === 'min_length') return def.minimum;
  return def.check === 'length_equals' ? def.length : 0;
}

function coreOf(schema: $ZodType | undefined, kind: ContainerKind) {
  const found = schema && findContainer(schema, kind, {});
  return found && 'core' in found ? found.core : undefined;
}
