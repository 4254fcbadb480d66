// In: the schema of a whole answer. Out: what tells the answer from what else stands in a text, and how well a value fits.
// Apart from the schema's other sides: only who looks for the answer in a text needs it.
// Knows nothing of events, or of how the answer is looked for.

import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { isContainer } from '../internal/own.js';
import type { AnswerSchema } from './answer-schema.js';
import { mayBe, type ContainerKind } from './find-container.js';
import { isZod } from './verdict.js';

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

/** What tells the answer from other JSON around it; `undefined` when that may be anything. */
export function rootShapeOf(answer: AnswerSchema): RootShape | undefined {
  const { root } = answer;
  if (root === undefined || !isZod(root)) return undefined;
  const isObject = mayBe(root, 'object');
  const isArray = mayBe(root, 'array');
  if (isObject && isArray) return undefined;
  if (!isObject) return isArray ? { kind: 'array' } : scalarShape(root);
  const opening = answer.open(root, 'object');
  const keys = opening !== undefined && 'expected' in opening ? opening.expected : [];
  return keys.length === 0
    ? { kind: 'object' }
    : { kind: 'object', keys: new Set(keys.map(String)) };
}

/** How well a whole answer fits, from 3: it is valid, or cannot be told yet · it has all it must · some of it · nothing. */
export function rankOf(answer: AnswerSchema, value: unknown): number {
  const { root } = answer;
  const verdict = root && answer.check(root, value);
  if (root === undefined || verdict === undefined || verdict.issues.length === 0) return 3;
  if (!isContainer(value)) return 0;
  const isList = Array.isArray(value);
  const container = answer.decide(root, isList ? 'array' : 'object', isList ? {} : value);
  if (container === undefined || !('expected' in container)) return 0;
  const has = (key: string | number) => Object.hasOwn(value, key);
  const required = container.expected.filter((key) => !container.child(key)?._zod.optin);
  return required.every(has) ? 2 : container.expected.some(has) ? 1 : 0;
}

/** What a root looks like that is neither an object nor an array. */
function scalarShape(schema: $ZodType): RootShape {
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
