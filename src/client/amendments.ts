// In: fields that do not fit, answers to what is to become of them, and fields to be asked for anew. Out: an amended answer.
// Loaded when the first of it is needed. What is under way lies over the answer; what is settled is put into it at its end.
// Knows nothing of transports' insides, components or caches.

import {
  asWritten,
  createSnapshot,
  fieldState,
  formatPath,
  parsePath,
  reduceInstants,
  type DoneEvent,
  type InstantEvent,
  type InstantSnapshot,
  type Path,
  type PathInput,
} from '../protocol/index.js';
import {
  droppedLayer,
  isAround,
  isItem,
  isReplaced,
  layOver,
  moveUp,
  noteItems,
  openAround,
  rewrite,
  type Layer,
} from './amended-layers.js';
import type { AmendedAnswer, AmendedFields } from './amended-fields.js';
import type { AnswerReader, Verdict } from './answer-reader.js';
import { askAgain } from './ask-again.js';
import { byKind, toClientError, type InstantClientError, type InstantError } from './error.js';
import { createFlushQueue, type FlushQueue } from './flush-queue.js';
import { createSlots } from './slots.js';
import { decide, newlyWrong } from './invalid-answers.js';
import { readAlone, readWhole, withoutComplaints, type WholeAnswer } from './read-again.js';
import { invalidAgain, withoutPlace } from './retry-errors.js';
import {
  createTransport,
  flushOptions,
  type CompletedField,
  type InstantRunOptions,
} from './run-options.js';
import type { RunSnapshot } from './run-snapshot.js';
import type { RunChange, RunStore } from './run-store.js';
import { shareComplaints, shareValue } from './share-parts.js';
import { tell } from './tell.js';
import { findAt, hasPlace, isWithin } from './written-value.js';

/** What is needed of a run. */
export interface AmendableRun<T, Input> {
  readonly options: InstantRunOptions<T, Input>;
  readonly store: RunStore<T>;
  readonly createReader: () => AnswerReader<T>;
  readonly stop: () => void;
  /** The last event that closed the answer, as it was received. */
  readonly root: () => InstantEvent | undefined;
}

/** A list may be wrong at every item, and each retry is a request. */
const MOST_REQUESTS = 4;

/** One field that is being asked for anew. */
interface Retry {
  readonly path: Path;
  readonly controller: AbortController;
  readonly queue: FlushQueue;
  /** What of the second answer may be seen. */
  snapshot: InstantSnapshot;
}

/** What is amended of the answer that a run shows. */
export class Amendments<T, Input> {
  readonly #run: AmendableRun<T, Input>;
  /** What is begun while the run goes on, which is not over before. */
  readonly #work = new Set<Promise<unknown>>();
  #askedAbout = new Set<string>();
  #deciding = new AbortController();
  #errors: ReadonlyMap<string, InstantError> = new Map();
  #retries: readonly Retry[] = [];
  /** To be put into the answer at its end. */
  #settled: readonly Layer[] = [];
  /** Fields that are out of it already. */
  #gone: readonly Layer[] = [];
  /** The answer as it would have been written with all that was put into it. */
  #written: { readonly value: unknown } | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  /** What closed in the answer where it may not count. */
  #withheld: DoneEvent[] = [];
  readonly #slots = createSlots(MOST_REQUESTS);

  constructor(run: AmendableRun<T, Input>) {
    this.#run = run;
  }

  /** Asks about what an event finds wrong, and does what is answered; before that about those `shown`, which it empties. */
  ask(event: InstantEvent, shown: InstantEvent[] = []): void {
    this.#ask([...shown.splice(0), event]);
  }

  #ask(events: readonly InstantEvent[]): void {
    const { onInvalid, maxFieldRetries = 1 } = this.#run.options;
    const { signal } = this.#deciding;
    if (onInvalid === undefined) return;
    const wrong = events.filter((event) => event.type === 'invalid');
    for (const field of wrong.flatMap((event) => newlyWrong(event, this.#askedAbout))) {
      if (signal.aborted) return;
      const decided = decide(onInvalid, field, signal, (answer) => {
        if (signal.aborted) return undefined;
        const path = parsePath(field.path);
        if (answer === 'stop') this.#run.stop();
        else if (answer === 'drop') this.#drop(path);
        else if (answer === 'retry') return this.retry(path, maxFieldRetries);
        return undefined;
      });
      if (decided) this.#await(decided);
    }
  }

  /** True of what closes where something else is asked for, or is there: it is told when it is known what counts. */
  holds(event: DoneEvent): boolean {
    const isWithheld = this.#isAmended(event.segments);
    if (isWithheld) this.#withheld.push(event);
    return isWithheld;
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
    const done = this.#retry(path, times);
    this.#await(done);
    await done;
  }

  /** What the answer amounts to once nothing is under way; `undefined` where nothing is amended. */
  judge(reader: AnswerReader<T>, value: unknown): Verdict<T> | Promise<Verdict<T>> | undefined {
    // Who is told may end the run: not while it is being put together.
    const isTold = this.#settled.length > 0 && this.#run.options.onField !== undefined;
    if (isTold || this.#work.size > 0) return this.#judgeLater(reader, value);
    const verdict = this.#settled.length > 0 ? this.#judgeAmended(value) : reader.judge(value);
    return verdict instanceof Promise ? this.#judgeLater(reader, value, verdict) : verdict;
  }

  /** The run is over: what is settled is put into the answer; what is under way goes on only where that is whole. */
  conclude(isWhole: boolean): AmendedAnswer | undefined {
    const isAmended = this.#settled.length + this.#retries.length > 0;
    if (!isWhole) this.#end();
    return isAmended ? this.#bake() : undefined;
  }

  /** Ends what is under way; fields have what they had. */
  halt(): void {
    const [retry, ...others] = this.#retries;
    this.#end();
    // One publication: who hears of it may submit.
    if (retry) this.#show(others.length > 0 ? [] : retry.path);
  }

  /** Another answer follows. */
  leave(): void {
    this.#end();
    this.#work.clear();
    this.#deciding = new AbortController();
    this.#askedAbout = new Set();
    this.#errors = new Map();
    this.#settled = [];
    this.#gone = [];
    this.#written = undefined;
    this.#withheld = [];
    // A rule that never answers holds up its own answer only.
    this.#turn = Promise.resolve();
  }

  #await(work: Promise<unknown>): void {
    const forget = () => this.#work.delete(work);
    this.#work.add(work);
    void work.then(forget, forget);
  }

  #end(): void {
    this.#deciding.abort();
    this.#endRetries(() => true);
  }

  async #judgeLater(
    reader: AnswerReader<T>,
    value: unknown,
    begun?: Promise<Verdict<T>>,
  ): Promise<Verdict<T>> {
    const { signal } = this.#deciding;
    await Promise.allSettled(this.#work);
    const layers = this.#settled;
    const verdict = await (begun ??
      (layers.length > 0 ? this.#judgeAmended(value) : reader.judge(value)));
    if (signal.aborted) return verdict;
    // Of a verdict that had to be waited for, nobody was asked yet.
    this.#ask(verdict.events ?? []);
    const isSettled = this.#work.size === 0 && this.#settled === layers;
    if (!isSettled) return this.#judgeLater(reader, value);
    this.#release();
    this.#tell(verdict.completed ?? []);
    return verdict;
  }

  #judgeAmended(value: unknown): Verdict<T> | Promise<Verdict<T>> {
    const layers = this.#settled;
    const raw = rewrite(this.#rawOf(value), layers);
    const whole = readWhole(this.#run.createReader(), raw);
    const finish = (read: WholeAnswer<T>) => ({
      ...this.#verdict(read, raw, layers),
      completed: read.completed.filter(({ segments }) => isAround(segments, layers)),
    });
    return whole instanceof Promise ? whole.then(finish) : finish(whole);
  }

  async #retry(path: Path, times: number): Promise<void> {
    this.#endRetries((other) => isWithin(other, path) || isWithin(path, other));
    this.#errors = new Map([...this.#errors].filter(([at]) => !isWithin(parsePath(at), path)));
    const retry = this.#begin(path);
    for (let left = times; left > 0; left--) {
      const problem = await this.#attempt(retry);
      if (retry.controller.signal.aborted) return;
      if (problem === undefined) return;
      retry.queue.take();
      retry.snapshot = createSnapshot();
      if (left > 1) continue;
      this.#errors = new Map([...this.#errors, [formatPath(path), byKind(problem)]]);
      this.#retries = this.#retries.filter((other) => other !== retry);
    }
    this.#show(path);
    this.#release();
  }

  #begin(path: Path): Retry {
    const controller = new AbortController();
    const queue = createFlushQueue(flushOptions(this.#run.options), (events) => {
      retry.snapshot = reduceInstants(retry.snapshot, events);
      this.#show(path);
    });
    const retry: Retry = { path, controller, queue, snapshot: createSnapshot() };
    this.#retries = [...this.#retries, retry];
    this.#show(path);
    return retry;
  }

  /** Asks once; the problem where it could not be had or does not fit. */
  async #attempt(retry: Retry): Promise<InstantClientError | undefined> {
    const { options, createReader, store } = this.#run;
    // That it is an input is the promise of whoever submitted or kept it.
    const run = store.getSnapshot();
    const input = run.input as Input;
    const { path, controller, queue } = retry;
    // While the answer streams its list may still get there.
    if (!isUnderWay(run) && !hasPlace(run.partial, path)) return withoutPlace(path);
    try {
      const ask = () =>
        askAgain({
          transport: createTransport(options),
          input,
          path,
          signal: controller.signal,
          reader: createReader(),
          // Whether it is complete the whole has to say: until then it is one that grows.
          onEvent: (event) => {
            if (!event.isComplete || event.segments.length > path.length) queue.add(event);
          },
        });
      const raw = await this.#slots(controller.signal, ask);
      return controller.signal.aborted ? undefined : await this.#settle(retry, raw);
    } catch (cause) {
      return toClientError(cause);
    }
  }

  async #settle(retry: Retry, raw: unknown): Promise<InstantClientError | undefined> {
    const { store, createReader } = this.#run;
    const { path } = retry;
    const run = store.getSnapshot();
    if (!hasPlace(run.partial, path)) return withoutPlace(path);
    const { snapshot, issues, completed } = readAlone(
      createReader(),
      path,
      raw,
      run.snapshot.value,
    );
    if (issues.length > 0) return invalidAgain(path, issues);
    const layer: Layer = { path, kind: 'retried', snapshot, raw };
    if (isUnderWay(run)) this.#settled = this.#with(layer);
    else {
      const refused = await this.#inTurn(() => this.#rejudge(layer, retry));
      if (refused !== undefined || retry.controller.signal.aborted) return refused;
    }
    retry.queue.take();
    this.#retries = this.#retries.filter((other) => other !== retry);
    this.#gone = this.#gone.filter((other) => !isReplaced(other, path));
    this.#show(path);
    this.#tell(completed);
    return undefined;
  }

  #tell(completed: readonly DoneEvent[]): void {
    const { options } = this.#run;
    // What is at which path, the schema promises.
    for (const event of completed) tell(() => options.onField?.(event as CompletedField<T>));
  }

  /** Tells what was withheld and counts after all: what was asked for in its place could not be had. */
  #release(): void {
    const due = this.#withheld.filter(({ segments }) => !this.#isAmended(segments));
    this.#withheld = this.#withheld.filter((event) => !due.includes(event));
    this.#tell(due);
  }

  #isAmended(at: Path): boolean {
    return [...this.#settled, ...this.#retries].some(
      ({ path }) => isWithin(path, at) || isWithin(at, path),
    );
  }

  #with(layer: Layer): readonly Layer[] {
    return [...this.#settled.filter((other) => !isReplaced(other, layer.path)), layer];
  }

  /** Puts a field into an answer that is over; the problem where it does not fit the whole. */
  async #rejudge(layer: Layer, retry: Retry): Promise<InstantClientError | undefined> {
    // It had to wait its turn, and what is shown by now may be another answer.
    if (retry.controller.signal.aborted) return undefined;
    const { store, createReader } = this.#run;
    const { path } = layer;
    const layers = this.#with(layer);
    const before = store.getSnapshot();
    // What was cut off is whole only by a whole answer.
    if (before.snapshot.outcome !== 'complete' && path.length > 0) {
      this.#settled = layers;
      this.#publish(this.#bake());
      return undefined;
    }
    const raw = rewrite(this.#rawOf(before.snapshot.value), layers);
    const whole = await readWhole(createReader(), raw);
    if (retry.controller.signal.aborted) return undefined;
    const { status, issues } = fieldState(whole.snapshot, path);
    const { verdict } = whole;
    if (status === 'invalid') return invalidAgain(path, issues);
    // What fitted is not given up for what does not.
    if (verdict.error && before.data !== undefined) return verdict.error;
    const { data, error, answer } = this.#verdict(whole, raw, layers);
    this.#retries = this.#retries.filter((other) => other !== retry);
    this.#publish(answer, { status: error ? 'error' : 'complete', data, error });
    return undefined;
  }

  /** A verdict with the answer to be shown, which has of what is shown all that stays the same. */
  #verdict({ snapshot, verdict }: WholeAnswer<T>, raw: unknown, layers: readonly Layer[]) {
    const before = this.#run.store.getSnapshot();
    const value = shareValue(before.partial, snapshot.value);
    const invalid = shareComplaints(before.snapshot.invalid, snapshot.invalid);
    noteItems(value, layers);
    const answer: AmendedAnswer = {
      at: [],
      put: () => ({ value, invalid, open: undefined, outcome: 'complete', error: undefined }),
      rest: () => this.#put(layers, raw),
    };
    const { error } = verdict;
    if (error) return { error, answer };
    // Equal parts in the place of equal parts.
    return { data: shareValue(value, verdict.data) as T, answer };
  }

  /** An answer that is not whole has no data: what was settled stands where it is, and lists do not close up. */
  #bake(): AmendedAnswer {
    const layers = this.#settled;
    const shown = layers
      .filter((layer) => layer.kind === 'retried' || !isItem(layer))
      .map((layer) => ({ ...layer, raw: findAt(layer.snapshot.value, layer.path)?.value }));
    return {
      at: [],
      put: ({ value, invalid, open, outcome, error }) => ({
        value: rewrite(value, shown),
        invalid: layers.reduce((fields, { path }) => withoutComplaints(fields, path), invalid),
        open: layers.reduce(openAround, open),
        outcome,
        error,
      }),
      rest: () => {
        this.#settled = [];
        this.#gone = [...this.#gone, ...layers.filter(({ kind }) => kind === 'dropped')];
        return this.#fields();
      },
    };
  }

  /** Notes that layers are in the answer now, which as it would have been written is `raw`; what is left to lay over it. */
  #put(layers: readonly Layer[], raw: unknown): AmendedFields {
    const dropped = layers.filter(({ kind }) => kind === 'dropped');
    this.#written = { value: raw };
    this.#settled = this.#settled.filter((layer) => !layers.includes(layer));
    this.#gone = [...this.#gone, ...dropped.filter((layer) => !isItem(layer))];
    if (!dropped.some(isItem)) return this.#fields();
    // A place that is asked for meanwhile is another one now.
    this.#endRetries(() => true);
    const moved = (path: Path) => moveUp(path, dropped);
    this.#gone = this.#gone.map((layer) => ({ ...layer, path: moved(layer.path) }));
    this.#errors = new Map(
      [...this.#errors].map(([at, error]) => [formatPath(moved(parsePath(at))), error]),
    );
    return this.#fields();
  }

  #drop(path: Path): void {
    this.#settled = [...this.#settled, droppedLayer(path)];
    this.#show(path);
  }

  #endRetries(isMeant: (path: Path) => boolean): void {
    const ended = this.#retries.filter(({ path }) => isMeant(path));
    this.#retries = this.#retries.filter((retry) => !ended.includes(retry));
    for (const { controller, queue } of ended) {
      queue.take();
      controller.abort();
    }
  }

  #show(path: Path): void {
    this.#publish({ at: path, put: (arrived) => arrived, rest: () => this.#fields() });
  }

  /** Changes nothing of the run but what is said. */
  #publish(answer: AmendedAnswer, change?: RunChange<T>): void {
    const { store } = this.#run;
    const { data, error } = store.getSnapshot();
    store.publish([], { data, error, ...change, answer });
  }

  #fields(): AmendedFields {
    const retrying = this.#retries.map(({ path, snapshot }): Layer => ({
      path,
      snapshot,
      kind: 'retrying',
    }));
    return layOver([...this.#settled, ...retrying], this.#errors, this.#gone);
  }

  #rawOf(shown: unknown): unknown {
    if (this.#written) return this.#written.value;
    const root = this.#run.root();
    const origin = root && asWritten([root]).at(-1);
    return origin && 'value' in origin ? origin.value : shown;
  }

  /** One after the other, so that none puts together an answer without what another puts into it. */
  #inTurn<R>(work: () => Promise<R>): Promise<R> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

function isUnderWay({ status }: RunSnapshot): boolean {
  return status === 'connecting' || status === 'streaming';
}
