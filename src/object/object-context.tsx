'use client';
// In: what a whole object is shown with. Out: the same for every part of it, without a prop on each.
// The value is made once per stream and set of options: what arrives renders no provider again.
// Knows nothing of any part.

import { createContext, useContext } from 'react';
import type { ElementType, ReactNode } from 'react';
import type { InstantRun } from '../client/index.js';
import { formatPath, matchPath, parsePath } from '../protocol/index.js';
import type { Path, PathSegment } from '../protocol/index.js';
import type { TextPace } from '../react/index.js';
import { humanise } from './label.js';
import type { ObjectTexts } from './object-texts.js';
import type { ObjectKind, Shape, Shapes } from './shape.js';

/** What is said of one field, or of all that a pattern names. */
export interface FieldSettings {
  readonly label?: string;
  readonly isHidden?: boolean;
  readonly component?: ElementType;
}

export interface ObjectSurroundings {
  readonly run: InstantRun<unknown, never>;
  readonly shapes: Shapes;
  /** Where in the answer the object is; patterns of fields begin there. */
  readonly base: Path;
  readonly components: Readonly<{ [K in ObjectKind]?: ElementType }>;
  readonly fields: Readonly<Record<string, FieldSettings | undefined>>;
  readonly texts: ObjectTexts;
  readonly pending: ReactNode;
  readonly pace: TextPace | undefined;
}

const Surroundings = createContext<ObjectSurroundings | undefined>(undefined);

export const ObjectProvider = Surroundings.Provider;

export function useObject(): ObjectSurroundings {
  const surroundings = useContext(Surroundings);
  // Parts are rendered by the two components of this door and by nothing else.
  if (surroundings === undefined) throw new Error('A part of an object stands outside of it.');
  return surroundings;
}

/** What was said of a field; of several patterns that name it, the first counts. */
export function settingsOf({ fields, base }: ObjectSurroundings, path: string): FieldSettings {
  const names = Object.keys(fields);
  if (names.length === 0) return {};
  const inside = parsePath(path).slice(base.length);
  return fields[names.find((name) => matchPath(name, inside)) ?? ''] ?? {};
}

/** The component for a field: its own, or that of its kind. */
export function componentOf(
  surroundings: ObjectSurroundings,
  path: string,
  kind: ObjectKind,
): ElementType | undefined {
  return settingsOf(surroundings, path).component ?? surroundings.components[kind];
}

/** How a reader knows a field: `name`, where its key is data and not a word of the schema. */
export function labelOf(
  surroundings: ObjectSurroundings,
  path: string,
  shape: Shape,
  name?: string,
): string {
  const own = settingsOf(surroundings, path).label;
  if (own !== undefined) return own;
  if (name !== undefined) return name === '' ? EMPTY : name;
  const key = parsePath(path).at(-1);
  const label = shape.title ?? (key === '' ? EMPTY : humanise(String(key ?? '')));
  // An input without a name is one that nobody finds.
  return label === '' && !UNNAMED.has(shape.kind) ? humanise(shape.kind) : label;
}

/** The empty key, as JSON writes it. */
const EMPTY = '""';

/** What needs no name where it is the whole answer. */
const UNNAMED: ReadonlySet<ObjectKind> = new Set(['object', 'union', 'any']);

/** The written path of what is in a field. */
export function below(path: string, key: PathSegment): string {
  return formatPath([...parsePath(path), key]);
}
