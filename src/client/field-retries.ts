// In: the paths of fields to be asked for anew. Out: each of them in the answer, or an error at it.
// A few requests at a time; what comes is judged one after the other.
// Knows nothing of why a field is asked for.

import { createSnapshot, fieldState, reduceInstants, type Path } from '../protocol/index.js';
import type { AmendableRun } from './amendable-run.js';
import type { Layer } from './amended-layers.js';
import { askAgain } from './ask-again.js';
import { toClientError, type InstantClientError } from './error.js';
import { createFlushQueue, type FlushQueue } from './flush-queue.js';
import type { Overlay, Retry } from './overlay.js';
import { readAlone, readWhole } from './read-again.js';
import { invalidAgain, withoutPlace } from './retry-errors.js';
import { createTransport, flushOptions } from './run-options.js';
import type { RunSnapshot } from './run-snapshot.js';
import { createSlots } from './slots.js';
import type { ToldFields } from './told-fields.js';
import { hasPlace } from './written-value.js';

/** A list may be wrong at every item, and each retry is a request. */
const MOST_REQUESTS = 4;

interface Asking extends Retry {
  readonly queue: FlushQueue;
  readonly signal: AbortSignal;
}

export class FieldRetries<T, Input> {
  readonly #run: AmendableRun<T, Input>;
  readonly #overlay: Overlay<T>;
  readonly #told: ToldFields<T>;
  readonly #slots = createSlots(MOST_REQUESTS);
  #turn: Promise<unknown> = Promise.resolve();

  constructor(run: AmendableRun<T, Input>, overlay: Overlay<T>, told: ToldFields<T>) {
    this.#run = run;
    this.#overlay = overlay;
    this.#told = told;
  }

  /** Asks at most so many times, until the field fits. */
  async retry(path: Path, times: number): Promise<void> {
    const asking = this.#begin(path);
    for (let left = times; left > 0; left--) {
      const problem = await this.#attempt(asking);
      if (asking.signal.aborted || problem === undefined) return;
      asking.queue.take();
      asking.snapshot = createSnapshot();
      if (left <= 1) this.#overlay.fail(asking, problem);
    }
    this.#told.release();
  }

  /** Another answer follows. */
  clear(): void {
    // A rule that never answers holds up its own answer only.
    this.#turn = Promise.resolve();
  }

  #begin(path: Path): Asking {
    const controller = new AbortController();
    const queue = createFlushQueue(flushOptions(this.#run.options), (events) => {
      asking.snapshot = reduceInstants(asking.snapshot, events);
      this.#overlay.show(path);
    });
    const end = () => {
      queue.take();
      controller.abort();
    };
    const { signal } = controller;
    const asking: Asking = { path, signal, queue, end, snapshot: createSnapshot() };
    this.#overlay.begin(asking);
    return asking;
  }

  /** Asks once; the problem where it could not be had or does not fit. */
  async #attempt(asking: Asking): Promise<InstantClientError | undefined> {
    const { options, createReader, store } = this.#run;
    // That it is an input is the promise of whoever submitted or kept it.
    const run = store.getSnapshot();
    const input = run.input as Input;
    const { path, signal, queue } = asking;
    // While the answer streams its list may still get there.
    if (!isUnderWay(run) && !hasPlace(run.partial, path)) return withoutPlace(path);
    try {
      const ask = () =>
        askAgain({
          transport: createTransport(options),
          input,
          path,
          signal,
          reader: createReader(),
          // Whether it is complete the whole has to say: until then it is one that grows.
          onEvent: (event) => {
            if (!event.isComplete || event.segments.length > path.length) queue.add(event);
          },
        });
      const raw = await this.#slots(signal, ask);
      return signal.aborted ? undefined : await this.#settle(asking, raw);
    } catch (cause) {
      return toClientError(cause);
    }
  }

  async #settle(asking: Asking, raw: unknown): Promise<InstantClientError | undefined> {
    const { store, createReader } = this.#run;
    const { path } = asking;
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
    if (isUnderWay(run)) this.#overlay.settle(layer);
    else {
      const refused = await this.#inTurn(() => this.#rejudge(layer, asking));
      if (refused !== undefined || asking.signal.aborted) return refused;
    }
    asking.queue.take();
    this.#overlay.finish(asking);
    this.#told.tell(completed);
    return undefined;
  }

  /** Puts a field into an answer that is over; the problem where it does not fit the whole. */
  async #rejudge(layer: Layer, asking: Asking): Promise<InstantClientError | undefined> {
    // It had to wait its turn, and what is shown by now may be another answer.
    if (asking.signal.aborted) return undefined;
    const { path } = layer;
    const layers = this.#overlay.with(layer);
    const before = this.#run.store.getSnapshot();
    // What was cut off is whole only by a whole answer.
    if (before.snapshot.outcome !== 'complete' && path.length > 0) {
      this.#overlay.settle(layer);
      this.#overlay.publish(this.#overlay.bake());
      return undefined;
    }
    const raw = this.#overlay.rewritten(before.snapshot.value, layers);
    const whole = await readWhole(this.#run.createReader(), raw);
    if (asking.signal.aborted) return undefined;
    const { status, issues } = fieldState(whole.snapshot, path);
    const { verdict } = whole;
    if (status === 'invalid') return invalidAgain(path, issues);
    // What fitted is not given up for what does not.
    if (verdict.error && before.data !== undefined) return verdict.error;
    const { data, error, answer } = this.#overlay.verdict(whole, raw, layers);
    this.#overlay.leave(asking);
    this.#overlay.publish(answer, { status: error ? 'error' : 'complete', data, error });
    return undefined;
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
