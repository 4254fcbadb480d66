// In: the options of a union, and what has arrived of a value. Out: the option it is, as soon as it can only be one.
// A key whose value an option fixes tells most: it rules out what says otherwise. Then what kind it is, then which keys it has.
// Knows nothing of how an option is shown.

import { getOwn, isContainer } from '../internal/own.js';
import { isPlain } from './part-kinds.js';
import type { Shape, Shapes } from './shape.js';

/** The index of the option that fits, or `-1` while it may still be several, or is none. */
export function chooseOption(shapes: Shapes, options: readonly unknown[], value: unknown): number {
  const possible = possibleOptions(shapes, options, value);
  const [first] = possible;
  if (possible.length === 1 && first) return first.index;
  const named = possible.filter(({ shape }) => hasAllKeys(shape, value));
  const [only] = named;
  return named.length === 1 && only ? only.index : -1;
}

/** The index of the first option that fits a value to which nothing is added; `-1` where none does. */
export function firstOption(shapes: Shapes, options: readonly unknown[], value: unknown): number {
  const [first] = possibleOptions(shapes, options, value);
  return first?.index ?? -1;
}

function possibleOptions(shapes: Shapes, options: readonly unknown[], value: unknown) {
  if (value === undefined || value === null) return [];
  return options
    .map((option, index) => ({ shape: shapes.of(option), index }))
    .filter(({ shape }) => canBe(shapes, shape, value));
}

/** True of a value that the option may be, or may become. */
export function fitsOption(shapes: Shapes, option: unknown, value: unknown): boolean {
  return canBe(shapes, shapes.of(option), value);
}

function canBe(shapes: Shapes, shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'any':
      return true;
    case 'union':
      return shape.options.some((option) => canBe(shapes, shapes.of(option), value));
    case 'object':
      return isPlain(value) && fitsFixedKeys(shapes, shape, value);
    case 'list':
    case 'tuple':
      return Array.isArray(value);
    case 'number':
    case 'integer':
      return typeof value === 'number';
    case 'file':
      return value instanceof Blob;
    case 'boolean':
      return typeof value === 'boolean';
    case 'enum':
      return shape.choices.some((choice) => isBeginning(value, choice));
    default:
      return typeof value === 'string' || value instanceof Date;
  }
}

function fitsFixedKeys(shapes: Shapes, { properties }: Shape, value: object): boolean {
  return properties.every(({ key, schema }) => {
    const given = getOwn(value, key);
    const { kind, choices } = shapes.of(schema);
    return (
      given === undefined || kind !== 'enum' || choices.some((choice) => isBeginning(given, choice))
    );
  });
}

/** Text may still be on its way. */
function isBeginning(value: unknown, choice: unknown): boolean {
  return typeof value === 'string' && typeof choice === 'string'
    ? choice.startsWith(value)
    : value === choice;
}

function hasAllKeys({ kind, properties, rest }: Shape, value: unknown): boolean {
  if (kind !== 'object' || !isContainer(value)) return true;
  const keys = new Set(properties.map(({ key }) => key));
  // A union's options are told apart by their named keys, whether or not others are allowed.
  return rest === undefined || keys.size > 0
    ? Object.keys(value).every((key) => keys.has(key))
    : true;
}
