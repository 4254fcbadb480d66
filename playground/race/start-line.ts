// In: how many run. Out: a line at which each waits for the others, so that none has a start.
// One that comes again, as effects do in StrictMode, is still one.

export interface StartLine {
  /** Resolves once all are there. */
  readonly arrive: (name: string) => Promise<void>;
}

export function createStartLine(runners: number): StartLine {
  const here = new Set<string>();
  let start!: () => void;
  const started = new Promise<void>((resolve) => (start = resolve));
  return {
    arrive(name) {
      here.add(name);
      if (here.size === runners) start();
      return started;
    },
  };
}
