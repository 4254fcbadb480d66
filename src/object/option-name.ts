// In: the options of a union. Out: what a person chooses each of them by, no two by the same words.
// By its title, or what only it can be: a fixed value, a kind, the keys it has beside the others.
// Knows nothing of how they are chosen.

import { humanise } from './label.js';
import type { ObjectKind, Shape, Shapes } from './shape.js';

/** `kindName` says of an option that has no name what it is. */
export function optionNames(
  shapes: Shapes,
  options: readonly unknown[],
  kindName: (kind: ObjectKind) => string,
): readonly string[] {
  const all = options.map((option) => shapes.of(option));
  const names = all.map(
    (shape) =>
      shape.title ?? fixedName(shapes, shape) ?? ownKeys(shape, all) ?? kindName(shape.kind),
  );
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let count = 2; taken.has(own); count++) own = `${name} ${count}`;
    taken.add(own);
    return own;
  });
}

/** Of an enum what it may be, of an object what it says of itself by a value it cannot do without. */
function fixedName(shapes: Shapes, { kind, choices, properties }: Shape): string | undefined {
  if (kind === 'enum') return choices.slice(0, MOST).map(String).join(', ');
  const fixed = properties.flatMap(({ schema, isRequired }) => {
    const part = shapes.of(schema);
    return isRequired && isFixed(part) ? [String(part.choices[0])] : [];
  });
  return fixed.length === 0 ? undefined : fixed.join(', ');
}

/** The first keys by which an object differs from the other options, or else the first it has. */
function ownKeys({ kind, properties }: Shape, all: readonly Shape[]): string | undefined {
  if (kind !== 'object') return undefined;
  const keys = properties.map(({ key }) => key);
  const isShared = (key: string) =>
    all.every(
      (other) => other.kind !== 'object' || other.properties.some((each) => each.key === key),
    );
  const own = keys.filter((key) => !isShared(key));
  const told = (own.length > 0 ? own : keys).slice(0, MOST);
  return told.length === 0 ? undefined : told.map(humanise).join(', ');
}

/** A name of more parts is no name. */
const MOST = 3;

/** True of what can be one thing only. */
export function isFixed({ kind, choices }: Shape): boolean {
  return kind === 'enum' && choices.length === 1;
}
