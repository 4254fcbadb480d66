// In: values for other flows. Out: an execution of the other flow for each, as a part of this one; its end goes on from here.
// A call is a scope: all that is done for it counts there; once it is over, or waits for people, the next one has its turn.
// Knows nothing of what an execution is made of.

import { asFailure } from './chunk-failure.js';
import type { Engine } from './engine.js';
import { FlowError } from './error.js';
import type { Contract } from './contract.js';
import type { PartEnd, PartRequest } from './execution-part.js';
import { checkCaptured, type Captured } from './sub-flow-options.js';
import type { ItemSink } from './item-sink.js';
import type { LoadedPart } from './load-part.js';
import { Queue } from './queue.js';
import type { Scope } from './scope.js';
import { Seat, Seats } from './seats.js';
import type { FlowHome, FlowStep, Signal } from './step.js';

/** An execution that is a part of another, and all of it that is saved. */
export interface PartExecution {
  readonly id: string;
  readonly home: FlowHome;
  readonly engine: Engine;
  readonly flows: SubFlows;
  readonly answers: Contract['interrupts'];
  readonly state: Iterable<readonly [string, unknown]>;
  readonly value: { readonly value: unknown } | undefined;
  readonly failures: readonly Error[];
  readonly failureCount: number;
  readonly sink: ItemSink;
  start(input: unknown): unknown;
}

/** A value that another flow is run for. */
export interface FlowCall {
  readonly step: FlowStep;
  /** As it came, in the scope that is gone on in. */
  readonly signal: Signal;
  /** Everything that is done for it. */
  readonly scope: Scope;
  /** Its place among the calls of the step. */
  readonly seat: Seat;
  /** Its turn has not come. */
  isWaiting: boolean;
  /** Its scope counts it among what waits. */
  isResting: boolean;
}

/** The calls of one step. */
interface Line {
  readonly waiting: Queue<FlowCall>;
  readonly seats: Seats;
  isFeeding: boolean;
}

export class SubFlows {
  readonly #engine: Engine;
  readonly #create: (request: PartRequest) => PartExecution;
  readonly #running = new Map<FlowCall, PartExecution>();
  readonly #lines = new Map<FlowStep, Line>();

  constructor(engine: Engine, create: (request: PartRequest) => PartExecution) {
    this.#engine = engine;
    this.#create = create;
  }

  /** Those that have begun and are not over, oldest first. */
  get running(): Iterable<readonly [FlowCall, PartExecution]> {
    return this.#running;
  }

  call(step: FlowStep, signal: Signal): void {
    const call = this.#open(step, signal);
    this.#line(step).waiting.push(call);
    this.#feed(step);
    if (call.isWaiting) this.#rest(call);
  }

  /** Takes up a call that began elsewhere. It is held by the caller until all of it is there. */
  takeUp(step: FlowStep, signal: Signal, loaded: LoadedPart): PartExecution {
    const call = this.#open(step, signal);
    call.isWaiting = false;
    this.#line(step).seats.admit(call.seat);
    const part = this.#createPart(call, {}, loaded);
    part.engine.root.hold();
    call.scope.release();
    return part;
  }

  /** A call that waits, held. */
  #open(step: FlowStep, signal: Signal): FlowCall {
    const seat = new Seat(this.#line(step).seats, signal.scope.seat);
    const scope = this.#engine.openScope(signal.scope, {
      seat,
      onAborted: () => this.#giveUp(call),
      onSettled: () => this.#finish(call),
    });
    const call: FlowCall = {
      step,
      signal,
      scope,
      seat,
      isWaiting: true,
      isResting: false,
    };
    scope.hold();
    return call;
  }

  #line(step: FlowStep): Line {
    let line = this.#lines.get(step);
    if (line === undefined) {
      const seats = new Seats(step.concurrency, () => this.#feed(step));
      line = { waiting: new Queue(), seats, isFeeding: false };
      this.#lines.set(step, line);
    }
    return line;
  }

  /** One that ends at once comes back here, and must not begin the next inside itself. */
  #feed(step: FlowStep): void {
    const line = this.#line(step);
    if (line.isFeeding) return;
    line.isFeeding = true;
    while (line.seats.hasRoom) {
      const call = line.waiting.shift();
      if (call === undefined) break;
      if (!call.isWaiting) continue;
      call.isWaiting = false;
      line.seats.admit(call.seat);
      this.#wake(call, () => {
        if (call.scope.reason === undefined) this.#begin(call);
        call.scope.release();
      });
    }
    line.isFeeding = false;
  }

  /** It takes no place in what bounds how much is at work around it. */
  #rest(call: FlowCall): void {
    call.isResting = true;
    call.scope.rest();
  }

  #wake(call: FlowCall, go: () => void): void {
    if (!call.isResting) return go();
    call.isResting = false;
    call.scope.wake(go);
  }

  #begin(call: FlowCall): void {
    const { step, signal, scope } = call;
    const { capture } = step;
    if (capture === undefined) return this.#start(call, { input: signal.value });
    this.#run(call, capture, (given) => {
      try {
        this.#start(call, checkCaptured(given));
      } catch (error) {
        scope.fail(asFailure(step.name, error));
      }
    });
  }

  #start(call: FlowCall, given: Captured): void {
    this.#createPart(call, given).start(given.input);
  }

  #createPart(call: FlowCall, given: Captured, loaded?: LoadedPart): PartExecution {
    const { step, scope } = call;
    const onEnd = (end: PartEnd) => this.#onEnd(call, end);
    const part = this.#create({ step, scope, given, loaded, onEnd });
    this.#running.set(call, part);
    return part;
  }

  #onEnd(call: FlowCall, { status, value, error }: PartEnd): void {
    const { step, signal } = call;
    const { writeBack } = step;
    if (status !== 'completed') {
      // What is cancelled was ended from outside, where it is known.
      if (status !== 'cancelled') this.#fail(call, error);
    } else if (writeBack === undefined) step.goOn(this.#engine, value, signal.scope);
    else {
      this.#run(
        call,
        (data) => writeBack(value, data),
        (back) => step.goOn(this.#engine, back === undefined ? value : back, signal.scope),
      );
    }
  }

  /** Calls a function of the user for the step. */
  #run(
    { step, signal, scope }: FlowCall,
    run: (data: unknown) => unknown,
    done: (value: unknown) => void,
  ): void {
    const { name } = step;
    this.#engine.call({
      chunk: name,
      signal: { ...signal, scope },
      step,
      concurrency: Infinity,
      run,
      done,
    });
  }

  /** Later, so that flows in flows do not fail inside one another. */
  #fail({ step, scope }: FlowCall, cause: Error | undefined): void {
    const { name } = step;
    scope.hold();
    this.#engine.later(() => {
      const what = `The sub flow ${JSON.stringify(name)} failed. See \`cause\`.`;
      if (scope.reason === undefined) {
        scope.fail(new FlowError('chunk-failed', what, { chunk: name, cause }));
      }
      scope.release();
    });
  }

  #giveUp(call: FlowCall): void {
    if (!call.isWaiting) return;
    call.isWaiting = false;
    this.#wake(call, () => call.scope.release());
  }

  #finish(call: FlowCall): void {
    const { seat, step } = call;
    this.#running.delete(call);
    seat.end();
    this.#feed(step);
  }
}
