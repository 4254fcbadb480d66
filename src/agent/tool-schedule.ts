// In: jobs, how many may run at once, in all and of one kind. Out: what they tell while they run, and their results in order.
// Jobs begin in their order; one whose kind is full lets those behind it pass.
// Knows nothing of what the jobs do.

/** Something to do. It must not reject. */
export interface Job<Told, Result> {
  /** Jobs of one kind share its limit. */
  readonly kind: string;
  run(tell: (told: Told) => void): Promise<Result>;
}

export interface ScheduleLimits {
  readonly maxConcurrency: number;
  limitOf(kind: string): number;
}

/** Yields what the jobs tell, as they tell it; returns their results in the order of the jobs. */
export async function* schedule<Told, Result>(
  jobs: readonly Job<Told, Result>[],
  limits: ScheduleLimits,
): AsyncGenerator<Told, readonly Result[], undefined> {
  const told: Told[] = [];
  const results = new Map<number, Result>();
  let wake = () => {};
  const waiting = new Set(jobs.keys());
  const running = new Map<string, number>();
  let active = 0;

  function begin(): void {
    for (const at of waiting) {
      const job = jobs[at];
      if (job === undefined || active >= limits.maxConcurrency) return;
      const ofKind = running.get(job.kind) ?? 0;
      if (ofKind >= limits.limitOf(job.kind)) continue;
      waiting.delete(at);
      running.set(job.kind, ofKind + 1);
      active++;
      void run(at, job);
    }
  }

  async function run(at: number, job: Job<Told, Result>): Promise<void> {
    const result = await job.run((each) => {
      told.push(each);
      wake();
    });
    results.set(at, result);
    running.set(job.kind, (running.get(job.kind) ?? 1) - 1);
    active--;
    begin();
    wake();
  }

  begin();
  while (told.length > 0 || results.size < jobs.length) {
    yield* told.splice(0);
    if (told.length === 0 && results.size < jobs.length)
      await new Promise<void>((resolve) => (wake = resolve));
  }
  return jobs.map((_, at) => results.get(at) as Result);
}
