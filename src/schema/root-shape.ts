// In: the schema of a whole answer. Out: what tells the answer from what else stands in a text, and how well a value fits.
// Apart from the schema's other sides: only who looks for the answer in a text needs it.
// Knows nothing of events, or of how the answer is looked for.

import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { isContainer } from '../internal/own.js';
import type { AnswerSchema } from './answer-schema.js';
import type { SchemaPart } from './schema-part.js';
import { mayBe, type ContainerKind } from './find-container.js';
import { unlessItThrows } from './unless-it-throws.js';
import { isZod } from './verdict.js';

/** Kinds of scalar. */
type ScalarType = 'string' | 'number' | 'boolean' | 'null';

/** What the root of an answer looks like. */
export interface RootShape {
  readonly kind: ContainerKind | 'scalar';
  /** Keys of which the object has one; absent where any will do. */
  readonly keys?: ReadonlySet<string>;
  /** Keys of which each object in the list has one, none if it holds no objects; absent where any will do. */
  readonly itemKeys?: ReadonlySet<string>;
  /** What a scalar may be; absent where that is not known. */
  readonly types?: ReadonlySet<ScalarType>;
  /** The texts it may be; absent where any will do. */
  readonly texts?: ReadonlySet<string>;
}

/** What tells the answer from other JSON around it; `undefined` when that may be anything. */
export function rootShapeOf(answer: AnswerSchema): RootShape | undefined {
  return unlessItThrows(() => shapeOf(answer), undefined);
}

function shapeOf(answer: AnswerSchema): RootShape | undefined {
  if (answer.root === undefined) return undefined;
  const root = answer.root.schema;
  if (!isZod(root)) return undefined;
  const scalars = scalarsOf(root);
  // What coerces takes anything, but nobody writes an object for a number.
  if (scalars !== undefined) return scalarShape(scalars);
  const isObject = mayBe(root, 'object');
  const isArray = mayBe(root, 'array');
  if (isObject && isArray) return undefined;
  if (!isObject) return isArray ? listShape(answer.root) : { kind: 'scalar' };
  const keys = keysOf(answer.root);
  return keys.length === 0 ? { kind: 'object' } : { kind: 'object', keys: new Set(keys) };
}

function listShape(root: SchemaPart): RootShape {
  const list = root.open('array');
  // A tuple's elements are not alike.
  const isList = list !== undefined && 'expected' in list && list.expected.length === 0;
  const item = isList ? list.child(0) : undefined;
  if (item === undefined) return { kind: 'array' };
  const keys = keysOf(item);
  return keys.length === 0 && isZod(item.schema) && mayBe(item.schema, 'object')
    ? { kind: 'array' }
    : { kind: 'array', itemKeys: new Set(keys) };
}

/** What an object's schema names; nothing where that may be anything. */
function keysOf(part: SchemaPart): readonly string[] {
  const opening = part.open('object');
  return opening !== undefined && 'expected' in opening ? opening.expected.map(String) : [];
}

/** How well a whole answer fits that is not valid, from 2: it has all it must · some of it · nothing. */
export function rankOf(answer: AnswerSchema, value: unknown): number {
  const { root } = answer;
  if (root === undefined || !isContainer(value)) return 0;
  const isList = Array.isArray(value);
  const container = root.decide(isList ? 'array' : 'object', isList ? {} : value);
  if (container === undefined || !('expected' in container)) return 0;
  const has = (key: string | number) => Object.hasOwn(value, key);
  const isRequired = (key: string | number) => container.child(key)?.isOptional !== true;
  const required = container.expected.filter((key) => unlessItThrows(() => isRequired(key), true));
  return required.every(has) ? 2 : container.expected.some(has) ? 1 : 0;
}

/** A kind of scalar that a schema may take, and of a text what it must say. */
type Scalar = readonly [type: ScalarType, text?: string];

/** What a root looks like that is neither an object nor an array. */
function scalarShape(all: readonly Scalar[]): RootShape {
  const types = new Set(all.map(([type]) => type));
  const texts = new Set(all.filter(([type]) => type === 'string').map(([, text]) => text));
  return texts.size === 0 || texts.has(undefined)
    ? { kind: 'scalar', types }
    : { kind: 'scalar', types, texts: texts as Set<string> };
}

/** `undefined` where that is not known. What coerces counts as what it makes of a value. */
function scalarsOf(schema: $ZodType): readonly Scalar[] | undefined {
  const { def, values } = schema._zod as $ZodTypes['_zod'];
  if (values !== undefined) {
    return [...values].map((value) =>
      typeof value === 'string'
        ? ['string', value]
        : [value === null ? 'null' : (typeof value as ScalarType)],
    );
  }
  switch (def.type) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return [[def.type]];
    case 'template_literal':
      return [['string']];
    case 'nullable': {
      const scalars = scalarsOf(def.innerType);
      return scalars && [['null'], ...scalars];
    }
    case 'optional':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'readonly':
      return scalarsOf(def.innerType);
    case 'pipe':
      return scalarsOf(def.in);
    case 'union': {
      const scalars = def.options.map(scalarsOf);
      return scalars.includes(undefined) ? undefined : scalars.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}
