'use client';
// In: the path of an array, and the stream above or beside it. Out: the addresses of its elements so far.
// Renders when an element begins; what happens inside an element, and the array's end, render nothing.
// Knows nothing of what an element holds.

import { useMemo, useState } from 'react';
import type { FieldSnapshot } from '../client/index.js';
import type { Path, PathInput } from '../protocol/index.js';
import { createListItems } from './list-item.js';
import type { ListItem } from './list-item.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import type { ItemAt, ListPath } from './typed-path.js';
import { pathText, useStreamPart } from './use-field.js';

/**
 * Returns the addresses of an array's elements that have begun: `path`, `index`, and `at('title')` for a path inside.
 * The component renders when an element begins and at no other time; `useFieldState(path)` tells when the array is
 * final. The list is the same object until then, and so is every element for as long as the component lives, which
 * makes them keys, props of memoised rows and the items of a virtualiser.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when the path's text cannot be read.
 * @example
 * ```tsx
 * export function Window({ first, size }: { first: number; size: number }) {
 *   const items = useElements('items', report);
 *   return items
 *     .slice(first, first + size)
 *     .map((item) => <StructuredText key={item.path} path={item.at('title')} stream={report} />);
 * }
 * ```
 */
export function useElements<T, P extends string | Path>(
  path: ListPath<T, P>,
  stream: StreamSource<T>,
): readonly ItemAt<T, P>[];
export function useElements(path: PathInput): readonly ListItem[];
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useElements<S extends StreamSource, P extends string | Path>(
  path: ListPath<SourceAnswer<S>, P>,
  stream: S,
): readonly ItemAt<SourceAnswer<S>, P>[];
export function useElements(path: PathInput, stream?: StreamSource): readonly ListItem[] {
  const text = pathText(path);
  const length = useStreamPart(stream, text, lengthOf)[0];
  const [itemsOf] = useState(createListItems);
  return useMemo(() => itemsOf(text, length), [itemsOf, text, length]);
}

function lengthOf({ value }: FieldSnapshot): number {
  return Array.isArray(value) ? value.length : 0;
}
