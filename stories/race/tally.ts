// In: what a parser was given, what it made of it, and which fields rendered. Out: the sums, told ten times a second.
// Knows nothing of parsers or of React.

import { countRebuilt } from './count-rebuilt.js';

export interface Sums {
  /** Characters handed to the parser. */
  readonly characters: number;
  /** Objects and arrays that are new where there was one before, or none. */
  readonly rebuilt: number;
  readonly renders: number;
  readonly isDone: boolean;
}

export interface Tally {
  readonly read: (characters: number) => void;
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
  let told: Sums = { characters: 0, rebuilt: 0, renders: 0, isDone: false };
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
    read: (characters) => change({ characters: sums.characters + characters }),
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
