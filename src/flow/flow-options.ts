// In: options as a caller without types may pass them. Out: the same with their defaults, or an error that says what they may be.
// Checked when something is made or started, never in the middle of a run.
// Knows nothing of what the options do.

import type { Contract } from './contract.js';
import type { BridgeOptions, PartialOptions } from './field-types.js';
import type { FlowContract, ResourcesOf } from './flow-types.js';
import type { PauseOptions } from './interrupt-types.js';
import { checkObservers, checkParent, type FlowObserver, type ParentRun } from './observer.js';
import {
  areNames,
  check,
  checkCount,
  checkDuration,
  checkNames,
  isCountFrom0,
} from './option-checks.js';
import type { PauseLimit } from './pause.js';
import type { ReadOptions } from './runtime-stream.js';

/** How many functions of one execution run at once, unless said otherwise. */
const CONCURRENCY = 64;
const STREAM_BUFFER = 1_024;
const FIELD_CONCURRENCY = 8;
const MAX_QUEUED_FIELDS = 256;

export interface FlowOptions<T = unknown> {
  /** For messages. @default 'flow' */
  readonly name?: string;
  /** What every execution may ask for; an execution's own go before them. */
  readonly resources?: Partial<ResourcesOf<T>>;
  /** Schemas of what runs through it, for what no compiler has seen. */
  readonly contract?: FlowContract<T>;
  /** Told of each execution, before its own. */
  readonly observers?: readonly FlowObserver[];
}

/** The same without types. */
export interface PlainOptions {
  readonly name?: string;
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly contract?: Contract;
  readonly observers?: readonly FlowObserver[];
}

export interface ExecutionOptions<Resources extends object = Readonly<Record<string, unknown>>> {
  /** How long an execution may take. What runs then is aborted and the result rejects with `timeout`. @default no limit */
  readonly timeoutMs?: number;
  /** Cancels the execution. */
  readonly signal?: AbortSignal;
  /** How many chunks and conditions of this execution may run at once, nested ones included. @default 64 */
  readonly concurrency?: number;
  /** Whether a failure that nobody handles ends the rest, or only its own branch. @default 'cancel' */
  readonly onError?: 'cancel' | 'continue';
  /** How many items of the stream a reader may be behind, and how many are kept for one that comes late. @default 1024 */
  readonly streamBuffer?: number;
  /** Clients, connections, anything that cannot be stored. */
  readonly resources?: Partial<Resources>;
  /** Told of this execution, and of the sub flows in it. */
  readonly observers?: readonly FlowObserver[];
  /** What it is a part of, for those who observe it: the `run` of a chunk, a request, a job. */
  readonly parent?: ParentRun;
}

export interface StepOptions {
  /** How many of this step may run at once in an execution. @default no limit of its own */
  readonly concurrency?: number;
}

export interface ToOptions extends StepOptions {
  /**
   * How many values may wait for the `concurrency`. While so many do, an `emit` of what leads here waits before it sends, and an
   * `emitNowait` throws `queue-full`. What comes by other ways than events always waits. @default no limit
   */
  readonly maxQueued?: number;
}

/** The same with their defaults. */
export interface StepLimits {
  readonly concurrency: number;
  readonly maxQueued: number;
}

export interface ChunkOptions<Event extends string = string> {
  /** The events that it sends, for those who look at the flow: nothing else comes of saying so. */
  readonly emits?: readonly Event[];
}

/** @throws {FlowError} `invalid-option` */
export function checkFlowOptions(options: PlainOptions): void {
  checkNames('createTriggerFlow', options, ['name', 'resources', 'contract', 'observers']);
  if (options.name !== undefined)
    check(typeof options.name === 'string', 'name', 'a string', options.name);
  checkResources(options.resources);
  checkContract(options.contract);
  checkObservers(options.observers);
}

const EXECUTION_OPTIONS = [
  'timeoutMs',
  'signal',
  'concurrency',
  'onError',
  'streamBuffer',
  'resources',
  'observers',
  'parent',
];

/** @throws {FlowError} `invalid-option` */
export function checkExecutionOptions(options: ExecutionOptions) {
  checkNames('An execution', options, EXECUTION_OPTIONS);
  const { timeoutMs, signal, concurrency = CONCURRENCY, onError = 'cancel' } = options;
  const { streamBuffer = STREAM_BUFFER, resources = {} } = options;
  if (timeoutMs !== undefined) checkDuration(timeoutMs);
  if (signal !== undefined) {
    const isSignal =
      typeof signal === 'object' &&
      signal !== null &&
      'aborted' in signal &&
      'addEventListener' in signal;
    check(isSignal, 'signal', 'an AbortSignal', signal);
  }
  checkCount('concurrency', concurrency);
  checkCount('streamBuffer', streamBuffer);
  check(
    onError === 'cancel' || onError === 'continue',
    'onError',
    "'cancel' or 'continue'",
    onError,
  );
  checkResources(resources);
  const { parent } = options;
  checkParent(parent);
  const observers = checkObservers(options.observers);
  return { timeoutMs, signal, concurrency, onError, streamBuffer, resources, observers, parent };
}

/** @throws {FlowError} `invalid-option` */
export function checkStepOptions(step: string, options: StepOptions): number {
  checkNames(step, options, ['concurrency']);
  const { concurrency = Infinity } = options;
  checkCount('concurrency', concurrency);
  return concurrency;
}

/** @throws {FlowError} `invalid-option` */
export function checkChunkOptions(options: ChunkOptions): readonly string[] {
  checkNames('chunk', options, ['emits']);
  const { emits = [] } = options;
  check(areNames(emits), 'emits', 'a list of events', emits);
  return [...emits];
}

/** @throws {FlowError} `invalid-option` */
export function checkToOptions(options: ToOptions): StepLimits {
  checkNames('to', options, ['concurrency', 'maxQueued']);
  const { concurrency = Infinity, maxQueued } = options;
  checkCount('concurrency', concurrency);
  if (maxQueued !== undefined) {
    check(isCountFrom0(maxQueued), 'maxQueued', 'a whole number from 0, or Infinity', maxQueued);
    check(concurrency < Infinity, 'maxQueued', 'a `concurrency` beside it', maxQueued);
  }
  return { concurrency, maxQueued: maxQueued ?? Infinity };
}

/** @throws {FlowError} `invalid-option` */
export function checkBridgeOptions(options: BridgeOptions) {
  checkNames('emitFields', options, ['concurrency', 'maxQueued', 'withdrawn', 'acceptPartial']);
  const { concurrency = FIELD_CONCURRENCY, maxQueued = MAX_QUEUED_FIELDS, withdrawn } = options;
  checkCount('concurrency', concurrency);
  check(isCountFrom0(maxQueued), 'maxQueued', 'a whole number from 0, or Infinity', maxQueued);
  const isName = withdrawn === undefined || typeof withdrawn === 'string';
  check(isName, 'withdrawn', 'the name of an event', withdrawn);
  return { concurrency, maxQueued, withdrawn, acceptPartial: checkPartial(options) };
}

/** @throws {FlowError} `invalid-option` */
export function checkPartialOptions(maker: string, options: PartialOptions): boolean {
  checkNames(maker, options, ['acceptPartial']);
  return checkPartial(options);
}

/** @throws {FlowError} `invalid-option` */
export function checkPartial({ acceptPartial = false }: PartialOptions): boolean {
  check(typeof acceptPartial === 'boolean', 'acceptPartial', 'true or false', acceptPartial);
  return acceptPartial;
}

/** @throws {FlowError} `invalid-option` */
export function checkPauseOptions(
  name: unknown,
  options: PauseOptions<unknown>,
): PauseLimit | undefined {
  check(typeof name === 'string', 'name', 'a string', name);
  checkNames('pauseFor', options, ['timeoutMs', 'otherwise']);
  const { timeoutMs } = options;
  const otherwise = 'otherwise' in options ? { value: options.otherwise } : undefined;
  if (timeoutMs !== undefined) {
    checkDuration(timeoutMs);
    return { timeoutMs, otherwise };
  }
  check(otherwise === undefined, 'otherwise', 'its value when `timeoutMs` is over', otherwise);
  return undefined;
}

/** @throws {FlowError} `invalid-option` */
export function checkReadOptions(options: ReadOptions = {}): ReadOptions {
  checkNames('getRuntimeStream', options, ['from']);
  const { from = 'start' } = options;
  check(from === 'start' || from === 'oldest', 'from', "'start' or 'oldest'", from);
  return { from };
}

function checkContract(contract: Contract = {}): void {
  check(isTable(contract), 'contract', 'an object', contract);
  const { events = {}, interrupts = {}, ...whole } = contract;
  for (const [name, table] of Object.entries({ events, interrupts }))
    check(isTable(table), name, 'an object', table);
  checkNames('A contract', whole, ['input', 'stream', 'result', 'events', 'interrupts']);
  for (const schemas of [whole, events, interrupts]) {
    for (const [name, schema] of Object.entries(schemas)) {
      if (schema !== undefined)
        check(isSchema(schema), name, 'a schema, such as one of zod', schema);
    }
  }
}

/** Some libraries' schemas are functions. */
function isSchema(value: unknown): boolean {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject && '~standard' in value;
}

function checkResources(resources: object | undefined): void {
  if (resources === undefined) return;
  check(isTable(resources), 'resources', 'an object', resources);
}

function isTable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
