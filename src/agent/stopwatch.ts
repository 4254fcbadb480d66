// In: moments of a run. Out: how long after its start each was.
// The first time counts: what is marked again stays, until all is forgotten; what comes with the end is not later than it.
// Knows nothing of what the moments mean.

export type Moment = 'firstToken' | 'firstField' | 'end';

export interface Stopwatch {
  start(): void;
  mark(moment: Moment): void;
  /** What was marked counts no more; time goes on. */
  forget(): void;
  /** Milliseconds since the start; `undefined` when it was not marked. */
  at(moment: Moment): number | undefined;
}

export function createStopwatch(): Stopwatch {
  const marks = new Map<Moment, number>();
  let startedMs = 0;
  return {
    start: () => void (startedMs = performance.now()),
    mark(moment) {
      if (marks.has(moment)) return;
      marks.set(moment, marks.get('end') ?? performance.now() - startedMs);
    },
    forget: () => marks.clear(),
    at: (moment) => marks.get(moment),
  };
}
