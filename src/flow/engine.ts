// In: a table of steps, and the first signal. Out: every step run that a signal reaches, and word of the end or of a failure.
// All that moves goes through one queue; all that runs is counted in one tree of scopes.
// Knows nothing of results, streams or state.

import type { ProgressPhase } from '../protocol/index.js';
import { Activity } from './activity.js';
import { Dispatcher } from './dispatcher.js';
import { FlowError } from './error.js';
import { Gate } from './gate.js';
import type { PauseRequest } from './pause.js';
import { Scope, type Place, type ScopeHooks } from './scope.js';
import type { Call, Signal, Step, StepPort, StepTable } from './step.js';
import { Task } from './task.js';
import type { Trigger } from './trigger.js';

export interface EngineOptions {
  readonly table: StepTable;
  readonly concurrency: number;
  /** Makes what a function of the user is given. */
  readonly createData: (task: Task, signal: Signal) => unknown;
  readonly onResult: (value: unknown) => void;
  readonly onSettled: () => void;
  /** No job waits and no function runs: what is left waits for something outside. */
  readonly onIdle: () => void;
  /** A chunk returned what a person is to be asked. Must hold the scope of the call before it returns. */
  readonly onPause: (pause: PauseRequest, call: Call) => void;
  /** What became of a call. */
  readonly onStep: (call: Call, phase: ProgressPhase) => void;
  /** Something failed that nothing inside handled; true if everything ends with it. */
  readonly onFailure: (error: Error) => boolean;
}

const MAX_NOTES = 10;

export class Engine implements StepPort {
  readonly root: Scope;
  readonly notes: string[] = [];
  readonly #options: EngineOptions;
  readonly activity = new Activity(() => this.#checkIdle());
  readonly #dispatcher = new Dispatcher(() => this.#checkIdle());
  readonly #gate: Gate;
  readonly #stepGates = new Map<Step, Gate>();
  #signals = 0;

  constructor(options: EngineOptions) {
    const { concurrency, onFailure, onSettled } = options;
    this.#options = options;
    this.#gate = new Gate(concurrency, (job) => this.#dispatcher.post(job));
    this.root = new Scope(undefined, {
      onFailure,
      onSettled: () => {
        this.#note(this.root);
        onSettled();
      },
    });
  }

  /** Goes on counting where another left off. */
  takeUp(signals: number, notes: readonly string[]): void {
    this.#signals = signals;
    for (const note of notes) this.noteWaiting(note);
  }

  /** How many signals have been sent and jobs been run. */
  get counts(): { readonly signals: number; readonly jobs: number } {
    return { signals: this.#signals, jobs: this.#dispatcher.count };
  }

  get isIdle(): boolean {
    return this.#dispatcher.isIdle && this.activity.isIdle;
  }

  send(trigger: Trigger, value: unknown, scope: Scope): void {
    const signal: Signal = { id: ++this.#signals, trigger, value, scope };
    for (const step of this.#options.table.listeners.get(trigger.key) ?? []) {
      scope.hold();
      this.#dispatcher.post(() => this.#deliver(step, signal));
    }
  }

  call(call: Call): void {
    const { scope } = call.signal;
    const task = new Task(call.chunk, scope, this.#gatesOf(call), this.activity);
    scope.hold();
    task.begin(() => this.#run(task, call));
  }

  openScope(parent: Scope, hooks: ScopeHooks, place?: Place): Scope {
    if (place === undefined) return new Scope(parent, hooks);
    const item: Scope = new Scope(
      parent,
      {
        onSettled: () => {
          this.#note(item);
          hooks.onSettled?.();
        },
      },
      place,
    );
    return item;
  }

  noteWaiting(text: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push(text);
  }

  setFirstResult(value: unknown): void {
    this.#options.onResult(value);
  }

  /** Ends everything at once. What still runs is told by its signal, and heard no more. */
  stop(reason: Error): void {
    this.root.abort(reason);
    this.#dispatcher.clear();
  }

  #deliver(step: Step, signal: Signal): void {
    const { scope } = signal;
    if (scope.reason === undefined) {
      try {
        step.receive(this, signal);
      } catch (error) {
        scope.fail(asFailure(step.name, error));
      }
    }
    scope.release();
  }

  #run(task: Task, call: Call): void {
    const { signal } = call;
    if (task.scope.reason !== undefined) return this.#finish(task);
    this.#options.onStep(call, 'begin');
    try {
      const returned = call.run(this.#options.createData(task, signal));
      if (!isPromise(returned)) return this.#succeed(task, call, returned);
      returned.then(
        (value) => this.#succeed(task, call, value),
        (error: unknown) => this.#fail(task, call, error),
      );
    } catch (error) {
      this.#fail(task, call, error);
    }
  }

  #succeed(task: Task, call: Call, value: unknown): void {
    const { pause, scope, chunk } = task;
    if (pause !== undefined && value !== pause) return this.#fail(task, call, unreturned(chunk));
    const { onPause, onStep } = this.#options;
    const isWanted = scope.reason === undefined;
    onStep(call, !isWanted ? 'cancel' : pause === undefined ? 'end' : 'wait');
    if (!isWanted) return this.#finish(task);
    if (pause === undefined) call.done(value);
    else onPause(pause, call);
    this.#finish(task);
  }

  #fail(task: Task, call: Call, error: unknown): void {
    const isWanted = task.scope.reason === undefined;
    this.#options.onStep(call, isWanted ? 'fail' : 'cancel');
    if (isWanted) task.scope.fail(asFailure(task.chunk, error));
    this.#finish(task);
  }

  #finish(task: Task): void {
    task.end();
    task.scope.release();
  }

  #checkIdle(): void {
    if (this.isIdle) this.#options.onIdle();
  }

  #gatesOf({ step, concurrency }: Call): readonly Gate[] {
    if (concurrency === Infinity) return [this.#gate];
    let gate = this.#stepGates.get(step);
    if (gate === undefined) {
      gate = new Gate(concurrency, (job) => this.#dispatcher.post(job));
      this.#stepGates.set(step, gate);
    }
    return [gate, this.#gate];
  }

  #note({ waiting }: Scope): void {
    for (const each of waiting.values()) {
      const text = each.describe();
      if (text !== undefined) this.noteWaiting(text);
    }
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}

function unreturned(chunk: string): FlowError {
  const what = 'What pauseFor gives is to be returned by the chunk: return pauseFor(…).';
  return new FlowError('invalid-pause', what, { chunk });
}

/** A failure keeps the name of the chunk it began in, however many emitters it passes. */
export function asFailure(chunk: string, error: unknown): Error {
  if (
    error instanceof FlowError &&
    (error.code === 'chunk-failed' || error.code === 'stray-signal')
  )
    return error;
  const what = error instanceof FlowError ? ` ${error.message}` : ' See `cause`.';
  return new FlowError('chunk-failed', `The chunk ${JSON.stringify(chunk)} failed.${what}`, {
    chunk,
    cause: error,
  });
}
