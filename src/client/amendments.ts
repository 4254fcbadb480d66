// In: fields that do not fit, answers to what is to become of them, and fields to be asked for anew. Out: an amended answer.
// Loaded when the first of it is needed. A run is not over before all that was begun while it went on is.
// Knows nothing of transports, components or caches.

import { parsePath, type DoneEvent, type InstantEvent } from '../protocol/index.js';
import type { Path, PathInput } from '../protocol/index.js';
import type { AmendableRun } from './amendable-run.js';
import type { AmendedAnswer } from './amended-fields.js';
import { isAround } from './amended-layers.js';
import type { AnswerReader, Verdict } from './answer-reader.js';
import { FieldRetries } from './field-retries.js';
import { decide, newlyWrong } from './invalid-answers.js';
import { Overlay } from './overlay.js';
import { readWhole, type WholeAnswer } from './read-again.js';
import { ToldFields } from './told-fields.js';

/** What is amended of the answer that a run shows. */
export class Amendments<T, Input> {
  readonly #run: AmendableRun<T, Input>;
  readonly #overlay: Overlay<T>;
  readonly #told: ToldFields<T>;
  readonly #retries: FieldRetries<T, Input>;
  /** What is begun while the run goes on, which is not over before. */
  readonly #work = new Set<Promise<unknown>>();
  #askedAbout = new Set<string>();
  #deciding = new AbortController();

  constructor(run: AmendableRun<T, Input>) {
    this.#run = run;
    this.#overlay = new Overlay(run);
    this.#told = new ToldFields(run.options, this.#overlay);
    this.#retries = new FieldRetries(run, this.#overlay, this.#told);
  }

  /** Asks about what an event finds wrong, and does what is answered; before that about those `shown`, which it empties. */
  ask(event: InstantEvent, shown: InstantEvent[] = []): void {
    this.#ask([...shown.splice(0), event], () => this.#run.stop());
  }

  #ask(events: readonly InstantEvent[], stop: () => void): void {
    const { onInvalid, maxFieldRetries = 1 } = this.#run.options;
    const { signal } = this.#deciding;
    if (onInvalid === undefined) return;
    const wrong = events.filter((event) => event.type === 'invalid');
    for (const field of wrong.flatMap((event) => newlyWrong(event, this.#askedAbout))) {
      if (signal.aborted) return;
      const decided = decide(onInvalid, field, signal, (answer) => {
        if (signal.aborted) return undefined;
        const path = parsePath(field.path);
        if (answer === 'stop') stop();
        else if (answer === 'drop') this.#overlay.drop(path);
        else if (answer === 'retry') return this.retry(path, maxFieldRetries);
        return undefined;
      });
      if (decided) this.#await(decided);
    }
  }

  /** True of what closes where something else is asked for, or is there: it is told when it is known what counts. */
  holds(event: DoneEvent): boolean {
    return this.#told.holds(event);
  }

  /** Asks for a field of that run anew; does nothing where another has begun, or none was asked for. */
  async retryOf(runId: number, input: PathInput): Promise<void> {
    const path = parsePath(input);
    const run = this.#run.store.getSnapshot();
    if (run.runId === runId && run.status !== 'idle') await this.retry(path);
  }

  /** Asks for a field anew, at most so many times, until it fits. */
  async retry(path: Path, times = 1): Promise<void> {
    if (!(times >= 1)) return;
    const done = this.#retries.retry(path, times);
    this.#await(done);
    await done;
  }

  /** What the answer amounts to once nothing is under way; `undefined` where nothing is amended. */
  judge(reader: AnswerReader<T>, value: unknown): Verdict<T> | Promise<Verdict<T>> | undefined {
    const hasSettled = this.#overlay.settled.length > 0;
    // Who is told may end the run: not while it is being put together.
    const isTold = hasSettled && this.#run.options.onField !== undefined;
    if (isTold || this.#work.size > 0) return this.#judgeLater(reader, value);
    const verdict = hasSettled ? this.#judgeAmended(value) : reader.judge(value);
    return verdict instanceof Promise ? this.#judgeLater(reader, value, verdict) : verdict;
  }

  /** The run is over: what is settled is put into the answer; what is under way goes on only where that is whole. */
  conclude(isWhole: boolean): AmendedAnswer | undefined {
    const isAmended = !this.#overlay.isEmpty;
    if (!isWhole) this.#end();
    return isAmended ? this.#overlay.bake() : undefined;
  }

  /** Ends what is under way; fields have what they had. */
  halt(): void {
    const [retry, ...others] = this.#end();
    // One publication: who hears of it may submit.
    if (retry) this.#overlay.show(others.length > 0 ? [] : retry.path);
  }

  /** Another answer follows. */
  leave(): void {
    this.#end();
    this.#work.clear();
    this.#deciding = new AbortController();
    this.#askedAbout = new Set();
    this.#overlay.clear();
    this.#told.clear();
    this.#retries.clear();
  }

  #await(work: Promise<unknown>): void {
    const forget = () => this.#work.delete(work);
    this.#work.add(work);
    void work.then(forget, forget);
  }

  #end() {
    this.#deciding.abort();
    return this.#overlay.endRetries(() => true);
  }

  async #judgeLater(
    reader: AnswerReader<T>,
    value: unknown,
    begun?: Promise<Verdict<T>>,
  ): Promise<Verdict<T>> {
    const { signal } = this.#deciding;
    await Promise.allSettled(this.#work);
    const layers = this.#overlay.settled;
    const verdict = await (begun ??
      (layers.length > 0 ? this.#judgeAmended(value) : reader.judge(value)));
    if (signal.aborted) return verdict;
    // Of a verdict that had to be waited for, nobody was asked yet.
    const { events = [], late = [], answer } = verdict;
    this.#ask([...events, ...late], () => this.#run.stop(events, answer && whereItEnded(answer)));
    if (signal.aborted) return verdict;
    const isSettled = this.#work.size === 0 && this.#overlay.settled === layers;
    if (!isSettled) return this.#judgeLater(reader, value);
    this.#told.release();
    this.#told.tell(verdict.completed ?? []);
    return verdict;
  }

  #judgeAmended(value: unknown): Verdict<T> | Promise<Verdict<T>> {
    const layers = this.#overlay.settled;
    const raw = this.#overlay.rewritten(value, layers);
    const whole = readWhole(this.#run.createReader(), raw);
    const finish = (read: WholeAnswer<T>) => ({
      ...this.#overlay.verdict(read, raw, layers),
      late: read.verdict.events,
      completed: read.completed.filter(({ segments }) => isAround(segments, layers)),
    });
    return whole instanceof Promise ? whole.then(finish) : finish(whole);
  }
}

/** The answer as it is put together, of a run that is not complete all the same. */
function whereItEnded(answer: AmendedAnswer): AmendedAnswer {
  const { put } = answer;
  return { ...answer, put: (arrived) => ({ ...put(arrived), outcome: arrived.outcome }) };
}
