// In: the events of an answer, and the paths that matter. Out: each value of each such field, once it is final.
// What a retry or a withdrawal takes back and writes again as it was is no news; what it writes otherwise is.
// Knows nothing of flows.

import { isSame } from '../internal/plain-data.js';
import { matchPath, parsePath, type InstantEvent, type Path } from '../protocol/index.js';
import { Doubts } from './doubts.js';

/** A field that is complete, or one that was and is no more. */
export interface FieldNews {
  readonly type: 'complete' | 'withdrawn';
  /** The path or pattern it was asked for by. */
  readonly pattern: string;
  readonly path: string;
  /** Of the answer, which others read. */
  readonly value: unknown;
  /** What is no more; absent where something is complete. */
  readonly of?: FieldNews;
}

interface Told {
  /** By each pattern that matches the path, in the order given. */
  readonly news: readonly FieldNews[];
  readonly segments: Path;
  readonly value: unknown;
  /** When it came last. What was taken back since has not come again. */
  since: number;
}

export class CompletedFields {
  readonly #patterns: readonly { readonly pattern: string; readonly segments: Path }[];
  readonly #told = new Map<string, Told>();
  readonly #doubts = new Doubts();

  /** @throws {PathError} for a pattern that is none */
  constructor(patterns: readonly string[]) {
    this.#patterns = patterns.map((pattern) => ({ pattern, segments: parsePath(pattern) }));
  }

  /** Reads one event. `null` in place of it means that the answer is over. */
  read(event: InstantEvent | null): readonly FieldNews[] {
    if (event === null) return this.#withdrawDoubtful();
    if (event.type === 'attempt') this.#doubts.add([]);
    else if (event.type === 'replaced') this.#doubts.add(event.segments ?? parsePath(event.path));
    else if (event.type === 'done') return this.#complete(event.path, event.segments, event.value);
    return [];
  }

  #complete(path: string, segments: Path = parsePath(path), value: unknown): readonly FieldNews[] {
    const found = this.#patterns.filter((each) => matchPath(each.segments, segments));
    if (found.length === 0) return [];
    const told = this.#told.get(path);
    const since = this.#doubts.now;
    if (told !== undefined && isSame(told.value, value)) {
      told.since = since;
      return [];
    }
    const news = found.map(({ pattern }): FieldNews => ({
      type: 'complete',
      pattern,
      path,
      value,
    }));
    this.#told.set(path, { news, segments, value, since });
    return told === undefined ? news : [...takeBack(told), ...news];
  }

  #withdrawDoubtful(): readonly FieldNews[] {
    const gone = [...this.#told].filter(([, { segments, since }]) =>
      this.#doubts.has(segments, since),
    );
    for (const [path] of gone) this.#told.delete(path);
    return gone.flatMap(([, told]) => takeBack(told));
  }
}

function takeBack({ news }: Told): readonly FieldNews[] {
  return news.map((of) => ({ ...of, type: 'withdrawn', of }));
}
