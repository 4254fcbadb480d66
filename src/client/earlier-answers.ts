// In: what a run showed before, and what its options say becomes of it. Out: what stands in where nothing has arrived yet.
// Kept as long as something of it may be seen again, and no longer.
// Knows nothing of events, fields and listeners.

import type { InstantSnapshot, Path, Streaming } from '../protocol/index.js';
import type { PlaceholderFunction, RunSeedOptions } from './run-options.js';
import type { RunSnapshot } from './run-snapshot.js';
import { isSeeded, seededValue, type Seed } from './seeded-value.js';
import { addWhole, wholeAt, withoutFragment, type WholeValues } from './whole-values.js';

/** The part of a run that a snapshot says, with what stands in. */
export type SeededAnswer<T> = Pick<
  RunSnapshot<T>,
  'partial' | 'reasoning' | 'meta' | 'isStale' | 'isPlaceholder' | 'snapshot'
>;

/** What is left of the answers before, or stands in for the first. */
export interface EarlierAnswers<T> {
  /** What a snapshot looks like with something to stand in where nothing has arrived. */
  readonly look: (snapshot: InstantSnapshot<T>) => SeededAnswer<T>;
  /** The last whole value at a path, of the answers of which something may stand in. */
  readonly wholeAt: (path: Path) => unknown;
  /** Lets go of what will not be shown beside this snapshot, nor after it. */
  readonly release: (snapshot: InstantSnapshot<T>) => void;
  /** Nothing was asked: a placeholder is made of nothing. */
  readonly clear: () => void;
  /** Another answer takes the place of all that was. */
  readonly drop: () => void;
  /** Another answer is asked for; true where the one that is shown stays until that has what it had. */
  readonly ask: (shown: RunSnapshot<T>) => boolean;
  /** The same answer begins anew. */
  readonly renew: (shown: RunSnapshot<T>) => void;
}

/** `initialValue` is read once, the other options when something is asked. */
export function createEarlierAnswers<T>(options: RunSeedOptions<T>): EarlierAnswers<T> {
  const initial: Seed<T> = { value: options.initialValue, kind: 'initial' };
  let seed = freshSeed();
  /** As long as something of them may stand in. */
  let whole: WholeValues | undefined;

  /** What stands in for an answer that is not to show the one before. */
  function freshSeed(previous?: Streaming<T>): Seed<T> {
    const { placeholder } = options;
    // No answer is a function.
    const value =
      typeof placeholder === 'function'
        ? (placeholder as PlaceholderFunction<T>)(previous)
        : placeholder;
    return value === undefined ? initial : { value, kind: 'placeholder' };
  }

  return {
    look(snapshot) {
      const { reasoning, meta } = snapshot;
      const stands = isSeeded(snapshot, seed) ? seed.kind : undefined;
      return {
        partial: seededValue(snapshot, seed),
        reasoning,
        meta,
        isStale: stands === 'stale',
        isPlaceholder: stands === 'placeholder',
        snapshot,
      };
    },
    wholeAt: (path) => wholeAt(whole, path),
    release(snapshot) {
      if (!isSeeded(snapshot, seed)) seed = initial;
      if (snapshot.outcome === 'complete') whole = undefined;
    },
    clear() {
      seed = freshSeed();
      whole = undefined;
    },
    drop() {
      seed = initial;
      whole = undefined;
    },
    ask({ status, partial, isPlaceholder, snapshot }) {
      const previous = status === 'idle' || isPlaceholder ? undefined : partial;
      const mayReplace = options.refetchMode === 'replace';
      const isReplacing = mayReplace && previous !== undefined;
      const before = whole;
      const isKept = mayReplace || typeof options.placeholder === 'function';
      whole = isKept ? addWhole(before, snapshot.value, snapshot.open) : undefined;
      if (isReplacing) seed = { value: previous, kind: 'stale' };
      // A placeholder that nothing has replaced stays: it may be made of an answer that is no more.
      else if (!isPlaceholder)
        seed = freshSeed(withoutFragment(previous, snapshot.open, before) as typeof previous);
      return isReplacing;
    },
    renew({ partial, isPlaceholder, snapshot }) {
      if (options.refetchMode !== 'replace' || isPlaceholder || partial === undefined) return;
      seed = { value: partial, kind: 'stale' };
      whole = addWhole(whole, snapshot.value, snapshot.open);
    },
  };
}
