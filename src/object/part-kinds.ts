// In: a part of a schema, or the type of what arrived. Out: whether it needs a heading; and a schema that fits.
// Knows nothing of paths, and of what is rendered.

import type { JsonSchema } from './object-schema.js';
import type { Shapes } from './shape.js';

/** True for what is more than a line: an object, or something that may hold one. */
export function isBlock(shapes: Shapes, part: unknown, seen = new Set<object>()): boolean {
  const { kind, definition, rest, items, options } = shapes.of(part);
  if (kind === 'object') return true;
  if (seen.has(definition)) return false;
  seen.add(definition);
  const inner = kind === 'list' ? [rest] : kind === 'tuple' ? items : options;
  return inner.some((each) => isBlock(shapes, each, seen));
}

/** Objects that stay the same: parts are known by their identity. */
const OPEN: Readonly<Record<string, JsonSchema>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bigint: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date-time' },
  array: { type: 'array' },
  object: { type: 'object' },
};

/** The schema of something of which only the type is known. */
export function openPart(type: string): JsonSchema | undefined {
  return OPEN[type];
}
