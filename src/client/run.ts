// In: submits, stops, resets, and the events of the latest submit. Out: publications, callbacks, and one end per submit.
// The latest submit wins: nothing of an earlier one is counted once a later one began.
// Knows nothing of React, caches or who makes the events.

import { reportUncaught } from '../internal/report-error.js';
import type {
  AttemptEvent,
  EndEvent,
  ErrorEvent,
  InstantEvent,
  PathInput,
} from '../protocol/index.js';
import type { AmendedAnswer } from './amended-fields.js';
import type { Amendments } from './amendments.js';
import { createAnswerReader, type AnswerReader, type Verdict } from './answer-reader.js';
import { askWithRetries } from './ask-with-retries.js';
import { createAttempt, type Attempt } from './attempt.js';
import { Audience } from './audience.js';
import { Beside, isBeside } from './beside.js';
import { cutOff, endingOf, failed, judged, type Ending } from './ending.js';
import { toErrorEvent, unreadableEvent, type InstantClientError } from './error.js';
import { createFlushQueue, type FlushQueue } from './flush-queue.js';
import type { GetField, InstantRun, RetryField } from './instant-run.js';
import { receiveEvents } from './receive-events.js';
import { isRoot } from './received-event.js';
import { checkRunOptions, createTransport, flushOptions } from './run-options.js';
import type { FinishReason, InstantRunOptions } from './run-options.js';
import type { KeptAnswer, RunSnapshot } from './run-snapshot.js';
import { createRunStore, type RunChange, type RunStore, type ShowEvents } from './run-store.js';
import type { BegunAnswer, InterruptAnswer } from './transport.js';
import { createTravel, type RunTravel } from './run-travel.js';
import { UntoldEvents } from './untold-events.js';
import type { WireFact } from './wire-fact.js';

const STOPPED: EndEvent = { type: 'end', outcome: 'stopped', incomplete: [] };

export class Run<T, Input> implements InstantRun<T, Input> {
  readonly travel: RunTravel<T> | undefined;
  readonly beside = new Beside();
  readonly #store: RunStore<T>;
  readonly #queue: FlushQueue;
  readonly #audience: Audience<T>;
  /** Read when needed and never copied, so that getters in it stay fresh. */
  readonly #options: InstantRunOptions<T, Input>;
  readonly #createReader: () => AnswerReader<T>;
  /** Absent until a field is asked for anew, or may be. */
  #amendments: Amendments<T, Input> | undefined;
  readonly #untold = new UntoldEvents();
  /** The last event that closed the answer. */
  #root: InstantEvent | undefined;
  #current: Attempt<T, Input> | undefined;
  #asked: { readonly input: Input } | undefined;
  #runId = 0;

  constructor(options: InstantRunOptions<T, Input>) {
    this.#options = options;
    this.#audience = new Audience(options, (event) => this.#amendments?.holds(event) === true);
    this.#createReader = () => createAnswerReader(options);
    // Options that make no sense are refused here, not when something is submitted.
    checkRunOptions(options);
    this.#createReader();
    this.#store = createRunStore<T>(options, this.retryField);
    this.travel = createTravel(this.#store, this.beside, this.#createReader);
    this.#queue = createFlushQueue(flushOptions(options), this.#flush);
  }

  readonly getSnapshot = () => this.#store.getShown();
  readonly subscribe = (listener: () => void) => this.#store.subscribe(listener);
  // What is at which path, the schema promises.
  readonly getField = ((path: PathInput) => this.#store.getField(path)) as GetField<T>;
  readonly getSettledField = ((path: PathInput) =>
    this.#store.getSettledField(path)) as GetField<T>;
  readonly subscribeField = (path: PathInput, listener: () => void) =>
    this.#store.subscribeField(path, listener);

  readonly onEvent = (listener: (event: InstantEvent<T>) => void) => this.#audience.add(listener);
  readonly onWire = (listener: (fact: WireFact) => void) => this.#audience.watch(listener);

  readonly submit = (input: Input, begun?: BegunAnswer) =>
    new Promise<RunSnapshot<T>>((resolve) => {
      const attempt = createAttempt(input, this.#createReader(), begun, resolve);
      this.#asked = { input };
      this.#runId += 1;
      this.#replace(attempt, 'superseded', () => {
        const last = begun?.events.findLast((event) => isRoot(event) || event.type === 'attempt');
        this.#root = last?.type === 'attempt' ? undefined : last;
        this.#store.ask(input, this.#runId, attempt);
        for (const event of attempt.shown) this.beside.hear(event);
      });
      if (this.#current === attempt) void this.#receive(attempt);
    });

  readonly retry = () =>
    this.#asked ? this.submit(this.#asked.input) : Promise.resolve(this.#store.getSnapshot());

  // What is at which path, the schema promises.
  readonly retryField = (async (path: PathInput) => {
    this.travel?.leave();
    const { runId } = this.#store.getSnapshot();
    await (await this.#amend()).retryOf(runId, path);
    return this.#store.getField(path);
  }) as RetryField<T>;

  readonly stop = () => {
    this.travel?.leave();
    this.#stop();
  };

  /** What is known of fields and was not told yet is shown all the same: it is why the run may have been stopped. */
  readonly #stop = (late: readonly InstantEvent[] = [], answer?: AmendedAnswer) => {
    const attempt = this.#current;
    if (!attempt) {
      this.#amendments?.halt();
      return;
    }
    const events = [...this.#untold.take(), ...late, ...attempt.reader.read(STOPPED)];
    this.#settle(attempt, events, { reason: 'stopped', change: { status: 'stopped', answer } });
  };

  readonly answer = async (given: InterruptAnswer) => {
    const { answerInterrupt } = await import('./answer-interrupt.js');
    await answerInterrupt(createTransport(this.#options), given);
  };

  readonly reset = () => {
    this.#asked = undefined;
    if (this.#store.getSnapshot().status === 'idle') return;
    this.#replace(undefined, 'stopped', () => this.#store.clear(this.#runId));
  };

  readonly restore = (answer: KeptAnswer) => {
    this.#runId = Math.max(this.#runId, answer.runId ?? 0);
    // The promise of whoever kept it.
    if (answer.input !== undefined) this.#asked = { input: answer.input as Input };
    this.#replace(undefined, 'stopped', () => this.#store.restore(answer, this.#runId));
  };

  /** Loads what most runs do without. */
  async #amend(): Promise<Amendments<T, Input>> {
    const { Amendments } = await import('./amendments.js');
    return (this.#amendments ??= new Amendments({
      options: this.#options,
      store: this.#store,
      createReader: this.#createReader,
      stop: this.#stop,
      root: () => this.#root,
    }));
  }

  readonly #flush = (events: readonly InstantEvent[]) => {
    if (events.length === 0) return;
    try {
      this.#store.publish(events, { status: 'streaming' });
    } catch (cause) {
      // Nobody above a timer could catch it.
      if (this.#current) this.#fail(this.#current, unreadableEvent(cause));
    }
  };

  /** Puts another attempt, or none, in the place of the one under way, which ends with what it has; `show` begins it. */
  #replace(next: Attempt<T, Input> | undefined, reason: FinishReason, show: () => void): void {
    this.travel?.leave();
    const before = this.#current;
    const rest = [...this.#untold.take(), ...(before?.reader.read(STOPPED) ?? [])];
    const left = before && this.#last(this.#store.preview, rest, { status: 'stopped' });
    this.#current = next;
    before?.controller.abort();
    this.#amendments?.leave();
    this.#root = undefined;
    this.beside.clear();
    show();
    if (before && left) this.#report(before, left, reason);
  }

  async #receive(attempt: Attempt<T, Input>): Promise<void> {
    // An event that finds a field wrong must not come before there is somebody to ask about it.
    if (this.#options.onInvalid && !this.#amendments) await this.#amend().catch(reportUncaught);
    const error = await askWithRetries(() => this.#ask(attempt), {
      options: this.#options,
      signal: attempt.controller.signal,
      mayAsk: () => !attempt.hasBegun,
      onAgain: (count) => this.#store.publish([], { attempt: count }),
    });
    if (error) this.#fail(attempt, error);
  }

  async #ask(attempt: Attempt<T, Input>): Promise<void> {
    const { input, controller } = attempt;
    const transport = attempt.begun ?? createTransport(this.#options);
    attempt.begun = undefined;
    const onWire = (fact: WireFact) => {
      if (this.#current === attempt) this.#audience.notice(fact);
    };
    await receiveEvents(transport, { input, signal: controller.signal, onWire }, (event) => {
      attempt.hasBegun = true;
      try {
        this.#take(attempt, event);
      } catch (cause) {
        throw unreadableEvent(cause);
      }
    });
  }

  #take(attempt: Attempt<T, Input>, received: InstantEvent): void {
    if (isRoot(received)) this.#root = received;
    this.#untold.begin(attempt.reader.read(received));
    while (this.#current === attempt) {
      const event = this.#untold.next();
      if (event === undefined) return;
      this.#tell(attempt, event);
    }
  }

  #tell(attempt: Attempt<T, Input>, event: InstantEvent): void {
    if (event.type === 'attempt') this.#renew(attempt, event);
    if (this.#current !== attempt) return;
    const isLast = event.type === 'end' || event.type === 'error';
    const isWhole = event.type === 'end' && event.outcome === 'complete';
    if (isWhole && attempt.reader.isUntold) return void this.#wait(attempt, event);
    // What is beside the answer says nothing of it but that it is on its way.
    const isAside = isBeside(event) && this.#store.getSnapshot().status === 'streaming';
    if (!isLast && !isAside && event.type !== 'attempt') this.#queue.add(event);
    this.beside.hear(event);
    this.#audience.hear(event);
    // A listener may have stopped the run, and so may the answer to a question.
    if (this.#current !== attempt) return;
    this.#amendments?.ask(event, attempt.shown);
    if (this.#current !== attempt) return;
    if (isLast) this.#conclude(attempt, event);
  }

  /** The answer is asked for again on the other side: what arrived counts no more, nor what was decided about it. */
  #renew(attempt: Attempt<T, Input>, event: AttemptEvent): void {
    this.#flush(this.#queue.take());
    if (this.#current !== attempt) return;
    this.#root = undefined;
    this.#amendments?.leave();
    this.#store.renew(event);
  }

  /** What a schema's promise says is told before the end is: that is the last event. */
  async #wait(attempt: Attempt<T, Input>, end: EndEvent): Promise<void> {
    const { reader } = attempt;
    this.#flush(this.#queue.take());
    const { value } = this.#store.getSnapshot().snapshot;
    const verdict = await (this.#amendments?.judge(reader, value) ?? reader.judge(value));
    const { events = [], ...settled } = verdict;
    if (this.#current !== attempt) return;
    this.#untold.begin(events);
    for (const event of [...events, end]) if (this.#current === attempt) this.#audience.hear(event);
    this.#judge(attempt, [...events, end], settled);
  }

  #conclude(attempt: Attempt<T, Input>, event: EndEvent | ErrorEvent): void {
    if (event.type === 'error' || event.outcome === 'stopped')
      return this.#settle(attempt, [event], endingOf(event));
    const events = [...this.#queue.take(), event];
    const { open, value } = this.#store.preview(events).snapshot;
    if (event.outcome === 'truncated') return this.#settle(attempt, events, cutOff(open));
    const { reader } = attempt;
    const verdict = this.#amendments?.judge(reader, value) ?? reader.judge(value);
    if (!(verdict instanceof Promise)) return this.#judge(attempt, events, verdict);
    this.#flush(events);
    void verdict.then((settled) => this.#judge(attempt, [], settled));
  }

  #judge(attempt: Attempt<T, Input>, events: readonly InstantEvent[], verdict: Verdict<T>): void {
    this.#settle(attempt, [...events, ...(verdict.events ?? [])], judged(verdict));
  }

  #fail(attempt: Attempt<T, Input>, error: InstantClientError): void {
    const events = attempt.reader.read(toErrorEvent(error));
    this.#settle(attempt, events, failed(error));
    // There was no last event: whatever of the transport is still at work learns that it is over.
    attempt.controller.abort();
  }

  /** Ends an attempt: one last publication, then the callbacks. */
  #settle(
    attempt: Attempt<T, Input>,
    events: readonly InstantEvent[],
    { change, reason }: Ending<T>,
  ): void {
    if (this.#current !== attempt) return;
    this.#current = undefined;
    const isJudged = change.answer !== undefined && reason !== 'stopped';
    const concluded = isJudged ? undefined : this.#amendments?.conclude(reason === 'complete');
    const answer = change.answer ?? concluded;
    this.#untold.clear();
    const snapshot = this.#last(this.#store.publish, events, { ...change, answer });
    if (reason === 'stopped') attempt.controller.abort();
    this.#report(attempt, snapshot, snapshot.error ? 'error' : reason);
  }

  /** The last snapshot of an attempt; where what is still queued cannot be read, one without it that says so. */
  #last(
    show: ShowEvents<T>,
    events: readonly InstantEvent[],
    change: RunChange<T>,
  ): RunSnapshot<T> {
    try {
      return show([...this.#queue.take(), ...events], change);
    } catch (cause) {
      const error = change.error ?? unreadableEvent(cause);
      return show([toErrorEvent(error)], { status: 'error', error });
    }
  }

  #report(attempt: Attempt<T, Input>, snapshot: RunSnapshot<T>, reason: FinishReason): void {
    // What is over has only the data of its own.
    const last = snapshot.isStale ? { ...snapshot, data: undefined } : snapshot;
    this.#audience.leave(last, reason);
    attempt.resolve(last);
  }
}
