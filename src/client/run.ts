// In: submits, stops, resets, and the events of the latest submit. Out: publications, callbacks, and one end per submit.
// The latest submit wins: nothing of an earlier one is counted once a later one began.
// Knows nothing of React, caches or who makes the events.

import { reportUncaught } from '../internal/report-error.js';
import { check, checkKinds, checkNames } from '../internal/usage-error.js';
import { formatPath, isFieldEvent } from '../protocol/index.js';
import type {
  AttemptEvent,
  EndEvent,
  ErrorEvent,
  InstantEvent,
  PathInput,
} from '../protocol/index.js';
import type { AmendedAnswer } from './amended-fields.js';
import type { Amendments } from './amendments.js';
import { createAnswerReaders, type AnswerReader, type Verdict } from './answer-reader.js';
import {
  byKind,
  InstantClientError,
  toClientError,
  toErrorEvent,
  truncated,
  unreadableEvent,
} from './error.js';
import { createFlushQueue, type FlushQueue } from './flush-queue.js';
import type { GetField, InstantRun, RetryField } from './instant-run.js';
import { receiveEvents } from './receive-events.js';
import { isRoot } from './received-event.js';
import { retryDelayOf, wait } from './retry-delay.js';
import { createTransport, flushOptions, RUN_OPTIONS } from './run-options.js';
import type { CompletedField, FinishReason, InstantRunOptions } from './run-options.js';
import type { KeptAnswer, RunSnapshot } from './run-snapshot.js';
import { createRunStore, type RunChange, type RunStore, type ShowEvents } from './run-store.js';
import { tell } from './tell.js';
import type { BegunAnswer } from './transport.js';

/** One submit, until its end. */
interface Attempt<T, Input> {
  readonly input: Input;
  readonly reader: AnswerReader<T>;
  readonly controller: AbortController;
  readonly resolve: (snapshot: RunSnapshot<T>) => void;
  /** True from its first event on. */
  hasBegun: boolean;
  /** What had arrived of it elsewhere, until it is asked about. */
  readonly shown: InstantEvent[];
  /** What is opened first, in the place of the transport. */
  begun: BegunAnswer | undefined;
}

const NO_EVENTS: readonly InstantEvent[] = [];

const STOPPED: EndEvent = { type: 'end', outcome: 'stopped', incomplete: [] };

export class Run<T, Input> implements InstantRun<T, Input> {
  readonly #store: RunStore<T>;
  readonly #queue: FlushQueue;
  readonly #listeners = new Set<(event: InstantEvent<T>) => void>();
  /** Read when needed and never copied, so that getters in it stay fresh. */
  readonly #options: InstantRunOptions<T, Input>;
  readonly #createReader: () => AnswerReader<T>;
  /** Absent until a field is asked for anew, or may be. */
  #amendments: Amendments<T, Input> | undefined;
  /** What the reader has said last, and how much of it was told. */
  #untold: readonly InstantEvent[] = NO_EVENTS;
  #told = 0;
  /** The last event that closed the answer. */
  #root: InstantEvent | undefined;
  #current: Attempt<T, Input> | undefined;
  #asked: { readonly input: Input } | undefined;
  #runId = 0;

  constructor(options: InstantRunOptions<T, Input>) {
    this.#options = options;
    this.#createReader = createAnswerReaders(options);
    // Options that make no sense are refused here, not when something is submitted.
    createTransport(options);
    checkNames('options', options, RUN_OPTIONS);
    const { onFinish, onError, onEvent, onInvalid, maxFieldRetries = 1 } = options;
    checkKinds({ onFinish, onError, onEvent, onInvalid }, 'function', 'undefined');
    check(maxFieldRetries >= 0, 'maxFieldRetries', 'a number from 0', maxFieldRetries);
    this.#createReader();
    this.#store = createRunStore<T>(options, this.retryField);
    this.#queue = createFlushQueue(flushOptions(options), this.#flush);
  }

  readonly getSnapshot = () => this.#store.getSnapshot();
  readonly subscribe = (listener: () => void) => this.#store.subscribe(listener);
  // What is at which path, the schema promises.
  readonly getField = ((path: PathInput) => this.#store.getField(path)) as GetField<T>;
  readonly getSettledField = ((path: PathInput) =>
    this.#store.getSettledField(path)) as GetField<T>;
  readonly subscribeField = (path: PathInput, listener: () => void) =>
    this.#store.subscribeField(path, listener);

  readonly onEvent = (listener: (event: InstantEvent<T>) => void) => {
    const own = (event: InstantEvent<T>) => listener(event);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  };

  readonly submit = (input: Input, begun?: BegunAnswer) =>
    new Promise<RunSnapshot<T>>((resolve) => {
      const controller = new AbortController();
      const reader = this.#createReader();
      const shown = begun?.events.flatMap((event) => reader.read(event)) ?? [];
      const attempt: Attempt<T, Input> = {
        input,
        resolve,
        controller,
        reader,
        begun,
        shown,
        hasBegun: shown.length > 0,
      };
      this.#asked = { input };
      this.#runId += 1;
      this.#replace(attempt, 'superseded', () => {
        this.#root = begun?.events.findLast(isRoot);
        this.#store.ask(input, this.#runId, shown);
      });
      if (this.#current === attempt) void this.#receive(attempt);
    });

  readonly retry = () =>
    this.#asked ? this.submit(this.#asked.input) : Promise.resolve(this.getSnapshot());

  // What is at which path, the schema promises.
  readonly retryField = (async (path: PathInput) => {
    const { runId } = this.getSnapshot();
    await (await this.#amend()).retryOf(runId, path);
    return this.#store.getField(path);
  }) as RetryField<T>;

  readonly stop = () => this.#stop();

  /** What is known of fields and was not told yet is shown all the same: it is why the run may have been stopped. */
  readonly #stop = (late: readonly InstantEvent[] = [], answer?: AmendedAnswer) => {
    const attempt = this.#current;
    if (!attempt) {
      this.#amendments?.halt();
      return;
    }
    const events = [...this.#takeUntold(), ...late, ...attempt.reader.read(STOPPED)];
    this.#settle(attempt, events, { status: 'stopped', answer }, 'stopped');
  };

  readonly reset = () => {
    this.#asked = undefined;
    if (this.getSnapshot().status === 'idle') return;
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
    const before = this.#current;
    const rest = [...this.#takeUntold(), ...(before?.reader.read(STOPPED) ?? [])];
    const left = before && this.#last(this.#store.preview, rest, { status: 'stopped' });
    this.#current = next;
    before?.controller.abort();
    this.#amendments?.leave();
    this.#root = undefined;
    show();
    if (before && left) this.#report(before, left, reason);
  }

  /** Asks, and asks again as long as that failed before the first event and the options say so. */
  async #receive(attempt: Attempt<T, Input>): Promise<void> {
    const { signal } = attempt.controller;
    // An event that finds a field wrong must not come before there is somebody to ask about it.
    if (this.#options.onInvalid && !this.#amendments) await this.#amend().catch(reportUncaught);
    for (let failures = 0; !signal.aborted; failures++) {
      try {
        return await this.#ask(attempt);
      } catch (cause) {
        const error = byKind(toClientError(cause));
        const delayMs = attempt.hasBegun ? undefined : retryDelayOf(this.#options, failures, error);
        if (delayMs === undefined) return this.#fail(attempt, error);
        await wait(delayMs, signal);
      }
      if (signal.aborted) return;
      this.#store.publish([], { attempt: failures + 2 });
    }
  }

  async #ask(attempt: Attempt<T, Input>): Promise<void> {
    const { input, controller } = attempt;
    const transport = attempt.begun ?? createTransport(this.#options);
    attempt.begun = undefined;
    await receiveEvents(transport, { input, signal: controller.signal }, (event) => {
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
    this.#untold = attempt.reader.read(received);
    this.#told = 0;
    for (const event of this.#untold) {
      if (this.#current !== attempt) return;
      this.#told += 1;
      this.#tell(attempt, event);
    }
  }

  /** The rest of the facts that are being told, one at a time, when somebody who is told ends the run. */
  #takeUntold(): readonly InstantEvent[] {
    const untold = this.#untold.slice(this.#told).filter((event) => isFieldEvent(event));
    this.#untold = NO_EVENTS;
    return untold;
  }

  #tell(attempt: Attempt<T, Input>, event: InstantEvent): void {
    if (event.type === 'attempt') this.#renew(attempt, event);
    if (this.#current !== attempt) return;
    const isLast = event.type === 'end' || event.type === 'error';
    const isWhole = event.type === 'end' && event.outcome === 'complete';
    if (isWhole && attempt.reader.isUntold) return void this.#wait(attempt, event);
    if (!isLast && event.type !== 'attempt') this.#queue.add(event);
    this.#say(event);
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

  #say(event: InstantEvent): void {
    // What the events are of, the schema promises.
    const told = event as InstantEvent<T>;
    if (this.#listeners.size > 0) {
      const audience = [...this.#listeners];
      for (const listener of audience) tell(() => listener(told));
    }
    tell(() => this.#options.onEvent?.(told));
    if (event.type === 'done' && !this.#amendments?.holds(event))
      tell(() => this.#options.onField?.(told as CompletedField<T>));
  }

  /** What a schema's promise says is told before the end is: that is the last event. */
  async #wait(attempt: Attempt<T, Input>, end: EndEvent): Promise<void> {
    const { reader } = attempt;
    this.#flush(this.#queue.take());
    const { value } = this.getSnapshot().snapshot;
    const verdict = await (this.#amendments?.judge(reader, value) ?? reader.judge(value));
    const { events = [], ...settled } = verdict;
    if (this.#current !== attempt) return;
    this.#untold = events;
    this.#told = 0;
    for (const event of [...events, end]) if (this.#current === attempt) this.#say(event);
    this.#judge(attempt, [...events, end], settled);
  }

  #conclude(attempt: Attempt<T, Input>, event: EndEvent | ErrorEvent): void {
    if (event.type === 'error') {
      const { code, message, path } = event;
      const error = new InstantClientError('server', code, message, { path });
      return this.#settle(attempt, [event], { status: 'error', error }, 'error');
    }
    if (event.outcome === 'stopped') {
      return this.#settle(attempt, [event], { status: 'stopped' }, 'stopped');
    }
    if (event.outcome === 'truncated') {
      const events = [...this.#queue.take(), event];
      const { open } = this.#store.preview(events).snapshot;
      const error = truncated(open && formatPath(open));
      return this.#settle(attempt, events, { status: 'error', error }, 'error');
    }
    const events = [...this.#queue.take(), event];
    const { value } = this.#store.preview(events).snapshot;
    const { reader } = attempt;
    const verdict = this.#amendments?.judge(reader, value) ?? reader.judge(value);
    if (!(verdict instanceof Promise)) return this.#judge(attempt, events, verdict);
    this.#flush(events);
    void verdict.then((settled) => this.#judge(attempt, [], settled));
  }

  #judge(attempt: Attempt<T, Input>, events: readonly InstantEvent[], verdict: Verdict<T>): void {
    const { data, error, answer } = verdict;
    const last = [...events, ...(verdict.events ?? [])];
    if (error) this.#settle(attempt, last, { status: 'error', error, answer }, 'error');
    else this.#settle(attempt, last, { status: 'complete', data, answer }, 'complete');
  }

  #fail(attempt: Attempt<T, Input>, error: InstantClientError): void {
    const events = attempt.reader.read(toErrorEvent(error));
    this.#settle(attempt, events, { status: 'error', error }, 'error');
    // There was no last event: whatever of the transport is still at work learns that it is over.
    attempt.controller.abort();
  }

  /** Ends an attempt: one last publication, then the callbacks. */
  #settle(
    attempt: Attempt<T, Input>,
    events: readonly InstantEvent[],
    change: RunChange<T>,
    reason: FinishReason,
  ): void {
    if (this.#current !== attempt) return;
    this.#current = undefined;
    const isJudged = change.answer !== undefined && reason !== 'stopped';
    const concluded = isJudged ? undefined : this.#amendments?.conclude(reason === 'complete');
    const answer = change.answer ?? concluded;
    this.#untold = NO_EVENTS;
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
    const { onError, onFinish } = this.#options;
    const { error } = snapshot;
    // What is over has only the data of its own.
    const last = snapshot.isStale ? { ...snapshot, data: undefined } : snapshot;
    if (error) tell(() => onError?.(error));
    tell(() => onFinish?.({ ...last, reason }));
    attempt.resolve(last);
  }
}
