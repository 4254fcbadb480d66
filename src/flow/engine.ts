// In: a table of steps, and the first signal. Out: every step run that a signal reaches, and word of the end or of a failure.
// All that moves goes through one queue; all that runs is counted in one tree of scopes.
// Knows nothing of results, streams or state.

import type { ProgressPhase } from '../protocol/index.js';
import { Activity } from './activity.js';
import { Backlogs } from './backlog.js';
import { asFailure } from './chunk-failure.js';
import { Dispatcher, type Job } from './dispatcher.js';
import { FlowError } from './error.js';
import { Gate } from './gate.js';
import { isPromise } from './is-promise.js';
import { wrongPause, type PauseRequest } from './pause.js';
import { Scope, type Place, type ScopeHooks } from './scope.js';
import type { Call, FlowStep, Signal, Step, StepPort, StepTable } from './step.js';
import { Task } from './task.js';
import type { Trigger } from './trigger.js';

export interface EngineOptions {
  /** The engine this one is a part of, and what all that is done here counts as work of. */
  readonly host?: { readonly engine: Engine; readonly scope: Scope } | undefined;
  readonly table: StepTable;
  readonly concurrency: number;
  /** Makes what a function of the user is given. */
  readonly createData: (task: Task, call: Call) => unknown;
  readonly onResult: (value: unknown) => void;
  readonly onSettled: () => void;
  /** No job waits and no function runs: what is left waits for something outside. */
  readonly onIdle: () => void;
  /** A chunk returned what a person is to be asked. Must hold the scope of the call before it returns. */
  readonly onPause: (pause: PauseRequest, call: Call) => void;
  /** What became of a call; `came` is what it returned, or failed with. */
  readonly onStep: (call: Call, phase: ProgressPhase, came?: unknown) => void;
  /** A call waits for what it set going, as everything does, or goes on after that. */
  readonly onRest: (call: Call, phase: 'wait' | 'begin') => void;
  /** A value for another flow. Must hold the scope of the signal before it returns. */
  readonly onFlow: (step: FlowStep, signal: Signal) => void;
  /** What this engine is a part of has ended. */
  readonly onAborted: (reason: Error) => void;
  /** Something failed that nothing inside handled; true if everything ends with it. */
  readonly onFailure: (error: Error) => boolean;
}

const MAX_NOTES = 10;

export class Engine implements StepPort {
  readonly root: Scope;
  readonly notes: string[] = [];
  readonly #options: EngineOptions;
  readonly activity: Activity;
  readonly #dispatcher: Dispatcher;
  /** Of the whole, also in a part. */
  readonly gate: Gate;
  /** What has been read as a source, also by a part: of an iterator nobody gets the whole a second time. */
  readonly iterators: WeakSet<object>;
  readonly #stepGates = new Map<Step, Gate>();
  readonly backlogs: Backlogs;
  readonly #whole: Engine;
  #signals = 0;

  constructor(options: EngineOptions) {
    const { concurrency, host, onFailure, onSettled, onAborted } = options;
    this.#options = options;
    this.#whole = host === undefined ? this : host.engine.#whole;
    this.backlogs = new Backlogs({
      listeners: options.table.listeners,
      gateOf: (step, limit) => this.#gateOf(step, limit),
      later: (job) => this.later(job),
    });
    // A part takes its turns, and its places, with the rest of the whole.
    if (host === undefined) {
      this.activity = new Activity(() => this.#checkIdle());
      this.#dispatcher = new Dispatcher(() => this.#checkIdle());
      this.gate = new Gate(concurrency, (job) => this.#dispatcher.post(job));
      this.iterators = new WeakSet();
    } else {
      const { engine } = host;
      this.activity = engine.activity;
      this.#dispatcher = engine.#dispatcher;
      this.gate = engine.gate;
      this.iterators = engine.iterators;
    }
    const hooks: ScopeHooks = {
      onFailure,
      onAborted,
      onSettled: () => {
        this.#note(this.root);
        onSettled();
      },
    };
    this.root = new Scope(host?.scope, hooks, undefined, true);
  }

  /** Goes on counting where another left off; a part counts with the whole. */
  takeUp(notes: readonly string[], signals = 0): void {
    this.#signals = signals;
    for (const note of notes) this.noteWaiting(note);
  }

  /** How many signals have been sent and jobs been run, in the whole. */
  get counts(): { readonly signals: number; readonly jobs: number } {
    return { signals: this.#whole.#signals, jobs: this.#dispatcher.count };
  }

  get isIdle(): boolean {
    return this.#dispatcher.isIdle && this.activity.isIdle;
  }

  /** Gives the number of the signal. */
  send(trigger: Trigger, value: unknown, scope: Scope): number {
    const signal: Signal = { id: ++this.#whole.#signals, trigger, value, scope };
    for (const step of this.#options.table.listeners.get(trigger.key) ?? []) {
      scope.hold();
      this.backlogs.send(step);
      this.#dispatcher.post(new Delivery(this, step, signal));
    }
    return signal.id;
  }

  isHeard({ key }: Trigger): boolean {
    return this.#options.table.listeners.has(key);
  }

  /** Sends what `read` gives, where anybody listens for it. */
  sendRead(trigger: Trigger, read: () => unknown, scope: Scope): void {
    if (this.isHeard(trigger)) this.send(trigger, read(), scope);
  }

  /** Counts work beside the queue; a promise where timers and I/O are to have their turn before more of it. */
  takeTurn(): Promise<void> | undefined {
    return this.#dispatcher.takeTurn();
  }

  call(call: Call): void {
    const { scope } = call.signal;
    const task = new Task(call.chunk, scope, this.#gatesOf(call), this.activity, (phase) =>
      this.#options.onRest(call, phase),
    );
    scope.hold();
    task.begin(() => this.#run(task, call));
  }

  callFlow(step: FlowStep, signal: Signal): void {
    this.#options.onFlow(step, signal);
  }

  /** Runs a job after those that wait already. It must not throw. */
  later(job: () => void): void {
    this.#dispatcher.post(job);
  }

  openScope(parent: Scope, hooks: ScopeHooks, place?: Place): Scope {
    if (place === undefined) return new Scope(parent, hooks);
    const item: Scope = new Scope(
      parent,
      {
        ...hooks,
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
    // What else the queue of a part has is of the whole.
    if (this.#options.host === undefined) this.#dispatcher.clear();
  }

  /** @internal */
  deliver(step: Step, signal: Signal): void {
    const { scope } = signal;
    this.backlogs.arrive(step, scope.reason !== undefined);
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
    if (task.scope.reason !== undefined) return this.#finish(task);
    this.#options.onStep(call, 'begin');
    // Who is told of it may end it all.
    if (task.scope.reason !== undefined) return this.#fail(task, call, task.scope.reason);
    try {
      const returned = call.run(this.#options.createData(task, call));
      if (!isPromise(returned)) return this.#succeed(task, call, returned);
      // What is no promise of its own may settle more than once.
      Promise.resolve(returned).then(
        (value) => this.#succeed(task, call, value),
        (error: unknown) => this.#fail(task, call, error),
      );
    } catch (error) {
      this.#fail(task, call, error);
    }
  }

  #succeed(task: Task, call: Call, value: unknown): void {
    const { pause, scope, chunk } = task;
    const wrong = wrongPause(call.asks === true, pause, value);
    if (wrong !== undefined)
      return this.#fail(task, call, new FlowError('invalid-pause', wrong, { chunk }));
    const { onPause, onStep } = this.#options;
    task.goOn();
    const isWanted = scope.reason === undefined;
    onStep(call, !isWanted ? 'cancel' : pause === undefined ? 'end' : 'wait', value);
    if (scope.reason === undefined) {
      if (pause === undefined) call.done(value);
      else onPause(pause, call);
    }
    this.#finish(task);
  }

  #fail(task: Task, call: Call, error: unknown): void {
    const isWanted = task.scope.reason === undefined;
    const failure = asFailure(task.chunk, error);
    task.goOn();
    this.#options.onStep(call, isWanted ? 'fail' : 'cancel', failure);
    if (isWanted) task.scope.fail(failure);
    this.#finish(task);
  }

  /** What takes the place of an item that rests begins before anybody is told that nothing is at work. */
  #finish(task: Task): void {
    this.activity.begin();
    task.end();
    task.scope.release();
    this.activity.end();
  }

  #checkIdle(): void {
    if (this.isIdle) this.#options.onIdle();
  }

  #gatesOf({ step, concurrency }: Call): readonly Gate[] {
    return concurrency === Infinity ? [this.gate] : [this.#gateOf(step, concurrency), this.gate];
  }

  #gateOf(step: Step, concurrency: number): Gate {
    let gate = this.#stepGates.get(step);
    if (gate === undefined) {
      gate = new Gate(concurrency, (job) => this.#dispatcher.post(job));
      this.#stepGates.set(step, gate);
    }
    return gate;
  }

  #note({ waiting }: Scope): void {
    for (const each of waiting.values()) {
      const text = each.describe();
      if (text !== undefined) this.noteWaiting(text);
    }
  }
}

/** A signal on its way to one step. A class and no closure, because of a hundred thousand that may wait. */
class Delivery implements Job {
  readonly #engine: Engine;
  readonly #step: Step;
  readonly #signal: Signal;

  constructor(engine: Engine, step: Step, signal: Signal) {
    this.#engine = engine;
    this.#step = step;
    this.#signal = signal;
  }

  run(): void {
    this.#engine.deliver(this.#step, this.#signal);
  }
}
