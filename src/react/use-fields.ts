'use client';
// In: several paths, and the stream above or beside them. Out: those fields; renders when one of them changes.
// The list is the same object until then, so it may stand among the dependencies of an effect.
// Knows nothing of what the fields are for.

import { useMemo, useSyncExternalStore } from 'react';
import type { FieldSnapshot, InstantRun } from '../client/index.js';
import { checkKinds } from '../internal/usage-error.js';
import type { Path, PathInput } from '../protocol/index.js';
import type { CheckedPaths, FieldPerValue, FieldsAt, PathPerValue } from './field-types.js';
import { useFollowField } from './follow-field.js';
import type { FollowField } from './follow-field.js';
import { asRendered } from './hydratable-run.js';
import { useRenderWatch } from './render-watch.js';
import { useRun } from './run-context.js';
import type { SourceAnswer, StreamSource } from './stream-context.js';
import { pathText } from './use-field.js';

/**
 * Returns several fields, live, in the order of their paths. The component renders when one of them changes, once for
 * all that changed in one flush, and for no other field. The paths may be written inline.
 *
 * With a stream, written paths are checked and values are typed by its schema; without one, the nearest
 * `InstantStreamProvider` is read, and the values' types are yours to give.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {PathError} `invalid-path` when a path's text cannot be read.
 * @example
 * ```tsx
 * export function Heading() {
 *   const [title, score] = useFields(['title', 'score'], report);
 *   return <h2 data-good={(score.value ?? 0) > 7}>{title.value ?? '…'}</h2>;
 * }
 * ```
 */
export function useFields<T, const Paths extends readonly (string | Path)[]>(
  paths: CheckedPaths<T, Paths>,
  stream: StreamSource<T>,
): FieldsAt<T, Paths>;
export function useFields<Values extends readonly unknown[] | []>(
  paths: PathPerValue<Values>,
): FieldPerValue<Values>;
// Of one stream or another. The last, because the last is whose complaint about a wrong path the compiler shows.
export function useFields<S extends StreamSource, const Paths extends readonly (string | Path)[]>(
  paths: CheckedPaths<SourceAnswer<S>, Paths>,
  stream: S,
): FieldsAt<SourceAnswer<S>, Paths>;
export function useFields(
  paths: readonly PathInput[],
  stream?: StreamSource,
): readonly FieldSnapshot[] {
  const run = useRun(stream);
  const texts = pathTexts(paths);
  const follow = useFollowField();
  const group = useMemo(
    () => createFieldGroup(run, readTexts(texts), follow),
    [run, texts, follow],
  );
  useRenderWatch(run, group.paths);
  return useSyncExternalStore(group.subscribe, group.get, group.getFirst);
}

/** Several paths as one text, which compares by value. @throws {UsageError} `invalid-option` */
export function pathTexts(paths: readonly PathInput[]): string {
  checkKinds({ paths }, 'list');
  return JSON.stringify(paths.map(pathText));
}

/** The way back from {@link pathTexts}. */
export function readTexts(texts: string): readonly string[] {
  return JSON.parse(texts) as readonly string[];
}

function createFieldGroup(
  run: InstantRun<unknown, never>,
  paths: readonly string[],
  follow: FollowField,
) {
  return {
    paths,
    subscribe: (listener: () => void) => {
      const ends = paths.map((path) => follow(run, path, listener));
      return () => ends.forEach((end) => end());
    },
    get: keepSame(() => paths.map((path) => run.getField(path))),
    getFirst: keepSame(() => paths.map((path) => asRendered(run).getField(path))),
  };
}

/** The list as it was given out last, for as long as everything in it is the same. */
function keepSame<Item>(read: () => readonly Item[]): () => readonly Item[] {
  let known: readonly Item[] = [];
  return () => {
    const next = read();
    const isKnown = next.length === known.length && next.every((item, at) => item === known[at]);
    if (!isKnown) known = next;
    return known;
  };
}
