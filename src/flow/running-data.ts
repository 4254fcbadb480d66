// In: the signal a function of the user was called for, and the execution around it. Out: all that the function may do.
// A function that has returned can send nothing any more: what it was part of may be over.
// Knows nothing of queues or gates.

import type { InstantEvent } from '../protocol/index.js';
import { sendEvent } from './checked-events.js';
import { breach, checkValue, type Contract } from './contract.js';
import { Emission } from './emission.js';
import type { Engine } from './engine.js';
import { FlowError } from './error.js';
import { sendFields } from './field-bridge.js';
import type { BridgeOptions, FieldSource, LaneOptions } from './field-types.js';
import { checkBridgeOptions, checkPauseOptions } from './flow-options.js';
import type { PauseOptions } from './interrupt-types.js';
import type { ItemSink } from './item-sink.js';
import type { RunContext } from './observer.js';
import { PauseRequest } from './pause.js';
import { readFields } from './read-fields.js';
import type { Scope } from './scope.js';
import { checkLaneOptions, showFields } from './show-fields.js';
import { StateView } from './state.js';
import type { Call } from './step.js';
import type { Task } from './task.js';
import type { Telling } from './telling.js';
import { createTrigger } from './trigger.js';
import type { Watch } from './watch.js';

/** What an execution shares with the functions it runs. */
export interface Surroundings {
  readonly executionId: string;
  readonly rootExecutionId: string;
  readonly engine: Engine;
  /** Whether a failure ends what runs beside it. */
  readonly cancels: boolean;
  readonly contract: Contract;
  readonly stream: ItemSink;
  readonly telling: Telling;
  readonly watch: Watch;
  readonly state: Map<string, unknown>;
  readonly flowState: Map<string, unknown>;
  readonly resources: ReadonlyMap<string, unknown>;
  setResult(value: unknown, chunk: string): void;
  /** Tells every execution of the flow that is running; this one in the scope of the change. */
  announce(key: string, value: unknown, scope: Scope): void;
}

type Items = Readonly<Record<string, (value: unknown, path: string) => unknown>>;

export class RunningData {
  readonly value: unknown;
  readonly #task: Task;
  readonly #call: Call;
  readonly #around: Surroundings;

  constructor(task: Task, call: Call, around: Surroundings) {
    this.value = call.signal.value;
    this.#task = task;
    this.#call = call;
    this.#around = around;
  }

  get chunk(): string {
    return this.#task.chunk;
  }

  get executionId(): string {
    return this.#around.executionId;
  }

  get rootExecutionId(): string {
    return this.#around.rootExecutionId;
  }

  get signalId(): number {
    return this.#call.signal.id;
  }

  get run(): RunContext {
    return this.#around.watch.runOf(this.#call);
  }

  get signal(): AbortSignal {
    return this.#task.scope.signal;
  }

  get state(): StateView {
    return this.#view('state', (key, value, scope) =>
      this.#around.engine.send(createTrigger('state', key), value, scope),
    );
  }

  get flowState(): StateView {
    return this.#view('flowState', (key, value, scope) => this.#around.announce(key, value, scope));
  }

  readonly emit = (name: string, value?: unknown): Promise<void> => {
    const [emission, scope] = this.#setGoing('emit');
    this.#around.engine.whenRoom(createTrigger('event', name), () => {
      if (scope.reason === undefined) this.#send(name, value, scope);
      scope.release();
    });
    return emission;
  };

  readonly emitNowait = (name: string, value?: unknown): void => {
    const scope = this.#open('emitNowait');
    if (!this.#around.engine.hasRoom(createTrigger('event', name)))
      throw fullQueue(name, this.chunk);
    this.#send(name, value, scope);
  };

  readonly emitFields = (
    source: FieldSource<InstantEvent>,
    fields: Readonly<Record<string, string>>,
    options: BridgeOptions = {},
  ): Promise<void> => {
    checkBridgeOptions(options);
    const [emission, scope] = this.#setGoing('emitFields');
    const { engine } = this.#around;
    emission.onOver = engine.activity.pin(this.chunk);
    const send = this.#send;
    sendFields({ engine, source, fields, options, send, scope });
    return emission;
  };

  readonly streamFields = async (
    source: FieldSource<InstantEvent>,
    fields: Items,
  ): Promise<void> => {
    const { signal } = this.#open('streamFields');
    const patterns = Object.keys(fields);
    await this.#work(() =>
      readFields({
        source,
        patterns,
        signal,
        take: async ({ type, pattern, path, value }) => {
          if (type === 'complete') await this.putIntoStream(fields[pattern]?.(value, path));
        },
      }),
    );
  };

  readonly showFields = async (
    source: FieldSource<InstantEvent>,
    options: LaneOptions,
  ): Promise<void> => {
    const lane = checkLaneOptions(options);
    const { signal } = this.#open('showFields');
    const { chunk } = this;
    const { telling } = this.#around;
    await this.#work(() => showFields({ source, lane, chunk, signal, telling }));
  };

  readonly putIntoStream = async (item: unknown): Promise<boolean> => {
    const scope = this.#open('putIntoStream');
    const { stream, telling, contract, watch } = this.#around;
    const checked =
      contract.stream &&
      checkValue(contract.stream, item, breach('An item of the stream', this.chunk));
    // Only what answers later is waited for: items keep their order.
    const given = checked instanceof Promise ? await checked : contract.stream ? checked : item;
    if (!stream.isEnded) watch.item(this.#call, given);
    const told = stream.isEnded ? undefined : telling.item(given, this.chunk);
    const isSeen = await stream.put(given);
    if (told !== undefined) await told;
    if (scope.reason !== undefined) throw scope.reason;
    return isSeen;
  };

  readonly stopStream = (): void => {
    this.#open('stopStream');
    this.#around.stream.end();
  };

  readonly pauseFor = (
    name: string,
    payload?: unknown,
    options: PauseOptions<unknown> = {},
  ): PauseRequest => {
    this.#open('pauseFor');
    const pause = new PauseRequest(name, payload, checkPauseOptions(options));
    this.#task.pause = pause;
    return pause;
  };

  readonly setResult = (value: unknown): void => {
    this.#open('setResult');
    this.#around.setResult(value, this.chunk);
  };

  readonly getResource = (name: string): unknown => {
    return this.#around.resources.get(name);
  };

  readonly requireResource = (name: string): unknown => {
    const { resources } = this.#around;
    if (resources.has(name)) return resources.get(name);
    const names = [...resources.keys()].join(', ') || 'none';
    throw new FlowError(
      'missing-resource',
      `The chunk ${JSON.stringify(this.chunk)} requires the resource ${JSON.stringify(name)}; there are: ${names}. ` +
        'Hand it in as `resources` of createTriggerFlow or start.',
      { chunk: this.chunk },
    );
  };

  /** Changes nothing where nothing could be sent of it. */
  #view(
    of: 'state' | 'flowState',
    announce: (key: string, value: unknown, scope: Scope) => void,
  ): StateView {
    return new StateView(this.#around[of], {
      check: () => void this.#open(of),
      onChange: (key, value) => announce(key, value, this.#open(of)),
    });
  }

  readonly #send = (name: string, payload: unknown, scope: Scope): void => {
    const { engine, contract } = this.#around;
    sendEvent(name, payload, { engine, contract, chunk: this.chunk, scope, tell: this.#tell });
  };

  readonly #tell = (name: string, value: unknown): void => {
    const { telling, watch } = this.#around;
    telling.signal(name, value, this.chunk);
    watch.signal(this.#call, name, value);
  };

  /** Reading is work also while the chunk has lent its place, because it awaits an emit beside it. */
  async #work(read: () => Promise<void>): Promise<void> {
    const { activity } = this.#around.engine;
    activity.begin();
    try {
      await read();
    } finally {
      activity.end();
    }
  }

  /** A scope of its own, held until the caller releases it. */
  #setGoing(what: string): readonly [Emission, Scope] {
    const parent = this.#open(what);
    const emission = new Emission(this.#task, this.#around.cancels);
    const scope = this.#around.engine.openScope(parent, emission);
    emission.attach(scope);
    scope.hold();
    return [emission, scope];
  }

  /** The scope to send in, which is there only while the function runs and its work is wanted. */
  #open(what: string): Scope {
    const { scope, isOver, chunk } = this.#task;
    if (scope.reason !== undefined) throw scope.reason;
    if (!isOver) return scope;
    throw new FlowError(
      'ended-chunk',
      `The chunk ${JSON.stringify(chunk)} called ${what} after it had returned. Await what it does before it returns.`,
      { chunk },
    );
  }
}

function fullQueue(name: string, chunk: string): FlowError {
  const what =
    `As many wait for the event ${JSON.stringify(name)} as its \`maxQueued\` says. ` +
    'Await emit(), which waits for room, or send less.';
  return new FlowError('queue-full', what, { chunk });
}
