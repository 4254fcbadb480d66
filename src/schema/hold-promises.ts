// In: a zod schema. Out: nothing; from here on no promise of a function of the schema is left to itself.
// Of two rules' promises zod awaits one, and all are dropped where something throws beside them: a process ends when one
// that nobody awaits is rejected. Knows nothing of what promises come to: whoever awaits them finds out.

import type { $ZodType } from 'zod/v4/core';

/** Schemas and checks gone through at a time: a getter may make new ones without end. */
const MAX_PARTS = 2000;

/** A schema or a check. */
type Part = {
  readonly _zod: {
    readonly def: {
      readonly type?: string;
      readonly check?: string;
      readonly getter?: () => $ZodType;
    };
    readonly innerType?: $ZodType;
  };
};

/** On what belongs to one run, or to the rules of one schema in it: a promise was begun. */
const BEGUN = Symbol('begun');

/**
 * In place, since zod finds the parts of a schema by itself; what is frozen stays as it is. Nobody sees a difference but
 * that such a promise is no longer reported as unhandled. Each part is gone through once, remembered in `known`.
 */
export function holdPromises(schema: $ZodType, known: WeakSet<object>): void {
  if (known.has(schema._zod)) return;
  const parts: Part[] = [schema];
  for (const { _zod } of parts) {
    if (known.has(_zod) || parts.length > MAX_PARTS) continue;
    known.add(_zod);
    const { def } = _zod;
    const inner = (Object.values(def) as unknown[]).flatMap(partsIn);
    parts.push(...inner);
    // Most fields are texts and numbers without rules of one's own: these cost what they did.
    const { check, getter } = def;
    if (getter) hold(_zod, 'run', () => holdPromises(_zod.innerType ?? getter(), known));
    else if (inner.some(mayWait)) hold(_zod, 'run');
    if (check === 'custom') hold(_zod, 'check');
    hold(def, 'transform');
  }
}

/** Parts stand in a definition as they are, in a list, or by key. */
function partsIn(value: unknown): readonly Part[] {
  return isPart(value) ? [value] : Object.values(Object(value) as object).filter(isPart);
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

/** All but the checks of zod itself. */
function mayWait({ _zod: { def } }: Part): boolean {
  return def.type !== undefined || def.check === 'custom';
}

/** `prepare` goes through what only a run should ask for: what a lazy schema stands for. zod forgets why that threw once. */
function hold(owner: object, name: string, prepare?: () => void): void {
  const act: unknown = Reflect.get(owner, name);
  if (typeof act !== 'function' || BEGUN in act) return;
  const holding = (payload: object, context?: { readonly async?: boolean }): unknown => {
    const around = context ?? payload;
    let result: unknown;
    try {
      prepare?.();
      result = act(payload, context);
    } catch (error) {
      // Beside promises that will be awaited, what throws is one of them: else those would be dropped.
      if (context?.async === false || !(BEGUN in around)) throw error;
      result = Promise.reject(error);
    }
    if (result instanceof Promise) {
      Reflect.set(around, BEGUN, true);
      result.catch(() => undefined);
    }
    return result;
  };
  Reflect.set(owner, name, Object.assign(holding, { [BEGUN]: true }));
}
