// In: what a parser was given, how long it took, what it made of it, and which fields rendered. Out: the sums, told ten times a second.
// Knows nothing of parsers or of React.

import { countRebuilt } from './count-rebuilt.js';

export interface Sums {
  /** Pieces of text that came. */
  readonly chunks: number;
  /** Spent in the parser. */
  readonly milliseconds: number;
  /** Characters handed to the parser. */
  readonly characters: number;
  /** Objects and arrays that are new where there was one before, or none. */
  readonly rebuilt: number;
  readonly renders: number;
  readonly isDone: boolean;
}

export interface Tally {
  /** One piece came, and so many characters were read for it, in so long. */
  readonly read: (characters: number, milliseconds: number) => void;
  readonly show: (value: unknown) => void;
  readonly rendered: (path: string) => void;
  readonly finish: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something was told. */
  readonly getSums: () => Sums;
  readonly rendersOf: (path: string) => number;
}

const TELL_MS = 100;

export function createTally(): Tally {
  const listeners = new Set<() => void>();
  const rendersByPath = new Map<string, number>();
  let told: Sums = {
    chunks: 0,
    milliseconds: 0,
    characters: 0,
    rebuilt: 0,
    renders: 0,
    isDone: false,
  };
  let sums = told;
  let shown: unknown;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const change = (part: Partial<Sums>) => {
    sums = { ...sums, ...part };
    timer ??= setTimeout(() => {
      timer = undefined;
      told = sums;
      for (const listener of listeners) listener();
    }, TELL_MS);
  };

  return {
    read: (characters, milliseconds) =>
      change({
        chunks: sums.chunks + 1,
        milliseconds: sums.milliseconds + milliseconds,
        characters: sums.characters + characters,
      }),
    show(value) {
      change({ rebuilt: sums.rebuilt + countRebuilt(shown, value) });
      shown = value;
    },
    rendered(path) {
      rendersByPath.set(path, (rendersByPath.get(path) ?? 0) + 1);
      change({ renders: sums.renders + 1 });
    },
    finish: () => change({ isDone: true }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getSums: () => told,
    rendersOf: (path) => rendersByPath.get(path) ?? 0,
  };
}
