'use client';
// In: a schema, a path and a stream. Out: what the schema says of the object there, and where that object stands.
// Knows nothing of how it is shown.

import { useMemo } from 'react';
import type { CheckedPath, Path } from '../protocol/index.js';
import { useFieldState, useRun, type StreamSource } from '../react/index.js';
import { toJsonSchema, type ObjectSchema } from './object-schema.js';
import { createShapes } from './shape.js';

/** Which object of which answer. */
export interface ObjectSource<
  V = unknown,
  T = unknown,
  P extends string | Path = string | Path,
  S extends StreamSource = StreamSource<T>,
> {
  /**
   * Describes what is at `path`: a schema of zod 4, of another library that follows Standard JSON Schema, or a JSON
   * Schema. Made once, outside the component.
   */
  readonly schema: ObjectSchema<V>;
  /** Where the object is. Default: `''`, the whole answer. With a `stream` the written path is checked by its schema. */
  readonly path?: CheckedPath<T, P>;
  /** The stream to read; its schema types `path`. Default: the nearest provider's, which types nothing. */
  readonly stream?: S;
}

export function useObjectSource(
  schema: ObjectSchema,
  path: string | Path = '',
  stream: StreamSource | undefined,
) {
  const run = useRun(stream);
  const shapes = useMemo(() => createShapes(toJsonSchema(schema)), [schema]);
  const state = useFieldState(path, { run });
  return { run, shapes, state };
}

export const NOTHING = {};

/** Nothing is around the object itself. */
export const NO_TRAIL: readonly object[] = [];
