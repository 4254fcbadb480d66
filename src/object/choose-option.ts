// In: the options of a union, and what has arrived of a value. Out: the option it is, as soon as it can only be one.
// A key whose value an option fixes tells most: it rules out what says otherwise. Then its kind, its keys, and what is in it.
// Knows nothing of how an option is shown.

import { getOwn, isContainer } from '../internal/own.js';
import { isPlain } from './part-kinds.js';
import type { ObjectKind, Shape, Shapes } from './shape.js';

/** The index of the option that fits, or `-1` while it may still be several, or is none. */
export function chooseOption(shapes: Shapes, options: readonly unknown[], value: unknown): number {
  const [only, ...others] = likelyOptions(shapes, options, value);
  return only && others.length === 0 ? only.index : -1;
}

/** The index of the first option that fits a value to which nothing is added; `-1` where none does. */
export function firstOption(shapes: Shapes, options: readonly unknown[], value: unknown): number {
  const likely = likelyOptions(shapes, options, value);
  const first = likely.find(({ shape }) => isExact(shape, value)) ?? likely[0];
  return first?.index ?? -1;
}

/** How a text of some kinds begins, or is: what a browser takes in their inputs. */
const TEXTS: { readonly [K in ObjectKind]?: RegExp } = {
  url: /^[a-z][\w+.-]*:\S/i,
  email: /^\S+@\S+$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d/,
  'date-time': /^\d{4}-\d\d-\d\dT/,
};

function isExact({ kind }: Shape, value: unknown): boolean {
  if (kind === 'integer') return Number.isInteger(value);
  return typeof value !== 'string' || TEXTS[kind]?.test(value) !== false;
}

/** Those that it may be; of several, those that name all its keys; of several of them, those that have such values. */
function likelyOptions(shapes: Shapes, options: readonly unknown[], value: unknown) {
  if (value === undefined || value === null) return [];
  const possible = options
    .map((option, index) => ({ shape: shapes.of(option), index }))
    .filter(({ shape }) => canBe(shapes, shape, value));
  const named = someOf(possible, ({ shape }) => hasAllKeys(shape, value));
  return someOf(named, ({ shape }) => fitsInside(shapes, shape, value));
}

/** Those that pass, unless it is none of them: what a model writes wrong is of an option all the same. */
function someOf<Option>(options: readonly Option[], isFit: (option: Option) => boolean) {
  const fit = options.length > 1 ? options.filter(isFit) : [];
  return fit.length > 0 ? fit : options;
}

/** True where what is in it is of the kinds that the option has there; of a list, the first item tells. */
function fitsInside(shapes: Shapes, { kind, properties, items, rest }: Shape, value: unknown) {
  const canHold = (part: unknown, inside: unknown) =>
    inside === undefined || inside === null || canBe(shapes, shapes.of(part), inside);
  if (kind === 'object')
    return properties.every(({ key, schema }) => canHold(schema, getOwn(value, key)));
  if (kind === 'list') return canHold(rest, getOwn(value, 0));
  return kind !== 'tuple' || items.every((item, index) => canHold(item, getOwn(value, index)));
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
