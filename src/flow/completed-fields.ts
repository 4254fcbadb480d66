// In: the events of an answer, and the paths that matter. Out: each value of each such field, once it is final.
// What a retry or a withdrawal takes back and writes again as it was is no news; what it writes otherwise is.
// Knows nothing of flows.

import { isSame } from '../internal/is-same.js';
import { matchPath, parsePath, type InstantEvent, type Path } from '../protocol/index.js';

/** A field that is complete, or one that was and is no more. */
export interface FieldNews {
  readonly type: 'complete' | 'withdrawn';
  /** The path or pattern it was asked for by. */
  readonly pattern: string;
  readonly path: string;
  readonly value: unknown;
}

interface Told {
  /** Those that match the path, in the order given. */
  readonly patterns: readonly string[];
  readonly segments: Path;
  readonly value: unknown;
  /** It was taken back, and has not come again. */
  isDoubtful: boolean;
}

export class CompletedFields {
  readonly #patterns: readonly { readonly pattern: string; readonly segments: Path }[];
  readonly #told = new Map<string, Told>();

  /** @throws {PathError} for a pattern that is none */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => ({ pattern, segments: parsePath(pattern) }));
  }

  /** Reads one event. `null` in place of it means that the answer is over. */
  read(event: InstantEvent | null): readonly FieldNews[] {
    if (event === null) return this.#withdrawDoubtful();
    if (event.type === 'attempt') this.#doubt([]);
    else if (event.type === 'replaced') this.#doubt(event.segments ?? parsePath(event.path));
    else if (event.type === 'done') return this.#complete(event.path, event.segments, event.value);
    return [];
  }

  #complete(path: string, segments: Path = parsePath(path), value: unknown): readonly FieldNews[] {
    const found = this.#patterns.filter((each) => matchPath(each.segments, segments));
    if (found.length === 0) return [];
    const patterns = found.map(({ pattern }) => pattern);
    const told = this.#told.get(path);
    if (told !== undefined && isSame(told.value, value)) {
      told.isDoubtful = false;
      return [];
    }
    this.#told.set(path, { patterns, segments, value, isDoubtful: false });
    const complete = newsOf('complete', path, { patterns, value });
    return told === undefined ? complete : [...newsOf('withdrawn', path, told), ...complete];
  }

  /** All that is at a place, below it, or around it may be otherwise now. */
  #doubt(segments: Path): void {
    for (const told of this.#told.values()) {
      const depth = Math.min(segments.length, told.segments.length);
      if (segments.slice(0, depth).every((segment, at) => segment === told.segments[at])) {
        told.isDoubtful = true;
      }
    }
  }

  #withdrawDoubtful(): readonly FieldNews[] {
    const gone = [...this.#told].filter(([, { isDoubtful }]) => isDoubtful);
    for (const [path] of gone) this.#told.delete(path);
    return gone.flatMap(([path, told]) => newsOf('withdrawn', path, told));
  }
}

function newsOf(
  type: FieldNews['type'],
  path: string,
  { patterns, value }: Pick<Told, 'patterns' | 'value'>,
): readonly FieldNews[] {
  return patterns.map((pattern) => ({ type, pattern, path, value }));
}
