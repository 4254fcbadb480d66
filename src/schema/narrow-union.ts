// In: a union, and the one of its options that may take the value at hand. Out: a schema that asks only that option.
// Where it fails, the union's issue is the one zod raises; what its options say is found out when somebody reads it.
// Knows nothing of how the option was found.

import { util } from 'zod/v4/core';
import type { $ZodDiscriminatedUnionDef, $ZodRawIssue, $ZodType, $ZodUnionDef } from 'zod/v4/core';
import { clone, runsAs } from './clone.js';
import { check } from './verdict.js';

/** What defines a union, discriminated or not. */
export type UnionDef = $ZodUnionDef &
  Partial<Pick<$ZodDiscriminatedUnionDef, 'discriminator' | 'unionFallback'>>;

/** True where the value of one key says that no option will do. */
export function isExact({ discriminator, unionFallback }: UnionDef): boolean {
  return discriminator !== undefined && unionFallback !== true;
}

/** `option` stands in the place of the one that was chosen; no other takes what is given to the schema. */
export function narrowUnion(
  union: $ZodType,
  { options, discriminator }: UnionDef,
  option: $ZodType,
): $ZodType {
  const isOnly = discriminator !== undefined || options.length === 1;
  const only = isOnly
    ? option
    : runsAs(option, ({ value }, context) => {
        const result = option._zod.run({ value, issues: [] }, context);
        if ('then' in result || !util.aborted(result)) return result;
        return { value, issues: [issueOf(union, value)] };
      });
  // Without the fallback, a discriminator that became something else would be looked for.
  return clone(union, { options: [only], unionFallback: true });
}

/** Hardly any message says what is wrong with each option; finding out asks every option about all that is below. */
function issueOf(inst: $ZodType, input: unknown): $ZodRawIssue {
  const issue = { code: 'invalid_union', input, inst, path: [] };
  const errors = {
    get(this: $ZodRawIssue): unknown {
      const verdict = check(inst, this.input);
      return typeof verdict === 'object' ? (verdict.issues[0]?.errors ?? []) : [];
    },
  };
  return Object.defineProperty(issue, 'errors', errors) as unknown as $ZodRawIssue;
}
