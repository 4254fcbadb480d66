// In: the schema of an answer that is no container. Out: which texts, numbers and literals it may be.
// Wrappers are looked through; what cannot be looked into may be anything.
// Knows nothing of values or events.

import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import type { ContainerKind } from './find-container.js';

/** Kinds of scalar. */
type ScalarType = 'string' | 'number' | 'boolean' | 'null';

/** What the root of an answer looks like. */
export interface RootShape {
  readonly kind: ContainerKind | 'scalar';
  /** Keys of which the object has one; absent where any will do. */
  readonly keys?: ReadonlySet<string>;
  /** What a scalar may be; absent where that is not known. */
  readonly types?: ReadonlySet<ScalarType>;
  /** The texts it may be; absent where any will do. */
  readonly texts?: ReadonlySet<string>;
}

/** What a root looks like that is neither an object nor an array. */
export function scalarShape(schema: $ZodType): RootShape {
  const { values } = schema._zod;
  if (values === undefined) {
    const types = typesOf(schema);
    return types === undefined ? { kind: 'scalar' } : { kind: 'scalar', types: new Set(types) };
  }
  const all = [...values];
  const types = all.map((value) => (value === null ? 'null' : (typeof value as ScalarType)));
  const texts = all.filter((value) => typeof value === 'string');
  return { kind: 'scalar', types: new Set(types), texts: new Set(texts) };
}

function typesOf(schema: $ZodType): readonly ScalarType[] | undefined {
  const { def } = schema._zod as $ZodTypes['_zod'];
  switch (def.type) {
    case 'string':
    case 'template_literal':
      return ['string'];
    case 'number':
      return ['number'];
    case 'boolean':
      return ['boolean'];
    case 'null':
      return ['null'];
    case 'nullable': {
      const types = typesOf(def.innerType);
      return types && ['null', ...types];
    }
    case 'optional':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return typesOf(def.innerType);
    case 'pipe':
      return typesOf(def.in);
    case 'union': {
      const types = def.options.map(typesOf);
      return types.includes(undefined) ? undefined : types.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}
