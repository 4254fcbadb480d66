// In: a zod schema and what is to change. Out: a new schema that is otherwise the same.
// Knows nothing of what the parts mean.

import type { $ZodType } from 'zod/v4/core';

/** Other parts of the definition, checks included. The constructor is the schema's own, so that the new one comes from the same copy and flavour of zod. */
export function clone(schema: $ZodType, changes: object): $ZodType {
  const { constr, def } = schema._zod;
  return new constr({ ...def, ...changes });
}

/** Another way to find out; everything else, such as whether the value may be absent, is the original's. */
export function runsAs(schema: $ZodType, run: $ZodType['_zod']['run']): $ZodType {
  const internals = Object.create(schema._zod, { run: { value: run } }) as $ZodType['_zod'];
  return Object.create(schema, { _zod: { value: internals } }) as $ZodType;
}
