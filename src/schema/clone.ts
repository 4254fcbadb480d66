// In: a zod schema and parts of its definition to change. Out: a new schema of the same kind, checks included.
// Knows nothing of what the parts mean.

import type { $ZodType } from 'zod/v4/core';

/** The constructor is the schema's own, so that the new one comes from the same copy and flavour of zod. */
export function clone(schema: $ZodType, changes: object): $ZodType {
  const { constr, def } = schema._zod;
  return new constr({ ...def, ...changes });
}
