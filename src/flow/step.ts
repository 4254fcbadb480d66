// In: nothing. Out: what a step of a flow is, what reaches it, and what it may ask of the execution it runs in.
// A step is part of the definition and has no state: what it must remember it keeps in a scope of the execution.
// Knows no step by name.

import type { Contract } from './contract.js';
import type { FlowObserver } from './observer.js';
import type { Resources } from './resources.js';
import type { RunningExecutions } from './running-executions.js';
import type { Scope, ScopeHooks, Place } from './scope.js';
import type { StateValues } from './state-values.js';
import type { Trigger } from './trigger.js';

/** Who listens for what, and what steps are called where an execution is saved. Never changed once it is made. */
export interface StepTable {
  /** By the key of the trigger. */
  readonly listeners: ReadonlyMap<string, readonly Step[]>;
  readonly named: ReadonlyMap<string, Step>;
  readonly names: ReadonlyMap<Step, string>;
  /** Those whose name is that of something else as well, from one process to another. */
  readonly unclear: ReadonlySet<Step>;
}

/** One thing that happened, on its way to the steps that listen for it. */
export interface Signal {
  /** Unique within the whole execution, sub flows included, counted from 1 in the order of sending. */
  readonly id: number;
  readonly trigger: Trigger;
  readonly value: unknown;
  readonly scope: Scope;
}

/** A function of the user: where it runs, and what becomes of what it returns. */
export interface Call {
  readonly chunk: string;
  readonly signal: Signal;
  /** How many calls of this step may run at once. */
  readonly step: Step;
  readonly concurrency: number;
  /** A chunk: what it returns may be the answer of a person. */
  readonly asks?: boolean;
  readonly run: (data: unknown) => unknown;
  readonly done: (value: unknown) => void;
}

/** What an execution does for the steps it runs. */
export interface StepPort {
  send(trigger: Trigger, value: unknown, scope: Scope): void;
  /** Calls a function of the user when there is room for it. */
  call(call: Call): void;
  /** Runs another flow as a part of this execution, when there is room for it. */
  callFlow(step: FlowStep, signal: Signal): void;
  openScope(parent: Scope, hooks: ScopeHooks, place?: Place): Scope;
  /** Remembers what will never be complete, in case the execution stalls for it. */
  noteWaiting(text: string): void;
  setFirstResult(value: unknown): void;
}

export interface Step {
  readonly name: string;
  /** What it is called where an execution is saved; absent where it keeps nothing. Two steps may have the same. */
  readonly label?: string;
  /** How many signals of an event may wait for it. @default no limit */
  readonly maxQueued?: number;
  /** How many calls of it may run at once, where there is a limit to what waits for it. */
  readonly concurrency?: number;
  /** Must not throw but a FlowError, which fails the scope of the signal. */
  receive(port: StepPort, signal: Signal): void;
}

/** What an execution needs of its flow. */
export interface FlowHome {
  readonly name: string;
  readonly table: StepTable;
  readonly contract: Contract;
  readonly hasEnd: boolean;
  readonly flowState: StateValues;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly observers: readonly FlowObserver[];
  readonly running: RunningExecutions;
}

/** A step that runs another flow for each value. */
export interface FlowStep extends Step {
  /** The call that placed it, of those by which its flow was built. */
  readonly spot: number;
  /** How many executions of it may be under way at once. */
  readonly concurrency: number;
  /** The other flow, as it is now. */
  readonly home: FlowHome;
  /** Of the resources there are, those it hands on to the other flow. */
  handOn(resources: Resources): Readonly<Record<string, unknown>>;
  /** Says what the other flow begins with; without it, with the value. */
  readonly capture: ((data: unknown) => unknown) | undefined;
  /** Takes the result; what it returns goes on instead, if it returns anything. */
  readonly writeBack: ((result: unknown, data: unknown) => unknown) | undefined;
  goOn(port: StepPort, value: unknown, scope: Scope): void;
}
