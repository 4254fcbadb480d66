// In: a schema, and an object as a form has it. Out: what an empty field of it is, and the object as it is submitted.
// What nobody filled in is the empty value of its kind where it must be there, and absent where it need not be.
// Knows nothing of edits and inputs.

import { getOwn, setOwn, type JsonObject } from '../internal/own.js';
import { chooseOption, fitsOption } from './choose-option.js';
import { below, settingsOf, type ObjectSurroundings } from './object-context.js';
import { isPlain, openPart, typeName } from './part-kinds.js';
import type { Property, Shape, Shapes } from './shape.js';

/**
 * What a required field has before anything is entered: its default, its fixed value, `null` where it may be, or the
 * empty value of its kind. `undefined` where there is none: a number, a choice, a file, a union.
 */
export function blankOf(shapes: Shapes, part: unknown, around: readonly object[] = []): unknown {
  const shape = shapes.of(part);
  const { kind, schema, choices, isNullable, definition } = shape;
  if ('default' in schema) return schema['default'];
  if (isNullable) return null;
  switch (kind) {
    case 'object':
      // A schema that must contain itself has no value at all.
      return around.includes(definition)
        ? undefined
        : blankObject(shapes, shape, [...around, definition]);
    case 'list':
      return [];
    case 'tuple':
      return shape.items.map((place) => blankOf(shapes, place, around));
    case 'boolean':
      return false;
    case 'enum':
      return choices.length === 1 ? choices[0] : undefined;
    case 'null':
      return null;
    case 'number':
    case 'integer':
    case 'file':
    case 'union':
    case 'any':
      return undefined;
    default:
      return '';
  }
}

/** What an added item is: of a union, the first option that has an empty value; a text where nothing has one. */
export function blankItem(shapes: Shapes, part: unknown): unknown {
  return blankOfOne(shapes, part) ?? '';
}

/** The same, and nothing where nothing has one. */
export function blankOfOne(shapes: Shapes, part: unknown): unknown {
  const { kind, schema, options } = shapes.of(part);
  if (kind !== 'union' || 'default' in schema) return blankOf(shapes, part);
  for (const option of options) {
    const made = blankOfOne(shapes, option);
    if (made !== undefined && made !== null) return made;
  }
  return undefined;
}

/** What an option is that takes the place of `value`: empty, but for the fields of that which it has, too. */
export function blankOption(shapes: Shapes, option: unknown, value: unknown): unknown {
  const blank = blankOf(shapes, option);
  if (!isPlain(blank) || !isPlain(value)) return blank;
  // A default is the schema's own.
  const made: JsonObject = { ...blank };
  for (const { key, schema } of shapes.of(option).properties) {
    const own = getOwn(value, key);
    const shape = shapes.of(schema);
    const isKept =
      shape.kind === 'enum' ? shape.choices.includes(own) : fitsOption(shapes, schema, own);
    if (own !== undefined && isKept) setOwn(made, key, own);
  }
  return made;
}

function blankObject(shapes: Shapes, { properties }: Shape, around: readonly object[]): JsonObject {
  const made: JsonObject = {};
  for (const { key, schema, isRequired } of properties) {
    const value = isRequired ? blankOf(shapes, schema, around) : undefined;
    if (value !== undefined) setOwn(made, key, value);
  }
  return made;
}

/** What a cleared input leaves of its field: `null` or nothing where the schema takes that. */
export function clearedOf(isRequired: boolean, isNullable: boolean): '' | null | undefined {
  if (isNullable) return null;
  return isRequired ? '' : undefined;
}

/** The object as it is submitted: with the required fields that nobody filled in, without the keys of cleared ones. */
export function submittedValue(
  surroundings: ObjectSurroundings,
  path: string,
  part: unknown,
  value: unknown,
): unknown {
  const { shapes } = surroundings;
  const shape = shapes.of(part);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => {
      const inner = shape.kind === 'tuple' ? shape.items[index] : shape.rest;
      return submittedValue(surroundings, below(path, index), inner, item);
    });
  }
  // What a schema made of an object is its own affair.
  if (!isPlain(value)) return value;
  if (shape.kind === 'union' || shape.kind === 'any') {
    const chosen = shape.options[chooseOption(shapes, shape.options, value)];
    return submittedValue(surroundings, path, chosen ?? openPart(typeName(value)), value);
  }
  return submittedObject(surroundings, path, shape, value);
}

function submittedObject(
  surroundings: ObjectSurroundings,
  path: string,
  { properties, rest }: Shape,
  value: JsonObject,
): JsonObject {
  const named = new Map(properties.map((property) => [property.key, property]));
  const made: JsonObject = {};
  for (const key of new Set([...Object.keys(value), ...named.keys()])) {
    const at = below(path, key);
    const property = named.get(key);
    const isAsked = property?.isRequired === true && settingsOf(surroundings, at).isHidden !== true;
    const part = property ? property.schema : rest;
    const own = Object.hasOwn(value, key) ? value[key] : undefined;
    const isGone = own === undefined || (isEmptied(own) && mayBeAbsent(surroundings, property));
    const given = !isGone ? own : isAsked ? blankOf(surroundings.shapes, part) : undefined;
    if (given !== undefined) setOwn(made, key, submittedValue(surroundings, at, part, given));
  }
  return made;
}

function mayBeAbsent({ shapes }: ObjectSurroundings, property: Property | undefined): boolean {
  return !property?.isRequired || shapes.of(property.schema).isNullable;
}

/** True of an object of which everything that was entered is cleared again. */
export function isEmptied(value: unknown): boolean {
  if (!isPlain(value)) return false;
  const inside = Object.values(value);
  const isCleared = (each: unknown) => each === undefined || isEmptied(each);
  const isBlank = (each: unknown) => isCleared(each) || (Array.isArray(each) && each.length === 0);
  return inside.some(isCleared) && inside.every(isBlank);
}
