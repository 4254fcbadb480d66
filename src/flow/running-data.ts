// In: the signal a function of the user was called for, and the execution around it. Out: all that the function may do.
// A function that has returned can send nothing any more: what it was part of may be over.
// Knows nothing of queues or gates.

import type { InstantEvent } from '../protocol/index.js';
import { fullQueue } from './backlog.js';
import { checkFields } from './check-fields.js';
import { sendEvent } from './checked-events.js';
import { Emission } from './emission.js';
import { FlowError } from './error.js';
import { sendFields } from './field-bridge.js';
import type { BridgeOptions, FieldSource, LaneOptions, PartialOptions } from './field-types.js';
import { checkBridgeOptions, checkPartialOptions, checkPauseOptions } from './flow-options.js';
import { InOrder } from './in-order.js';
import type { PauseOptions } from './interrupt-types.js';
import { Noticed } from './noticed.js';
import type { RunContext } from './observer.js';
import { check } from './option-checks.js';
import { copyData } from '../internal/plain-data.js';
import { begun, openTask } from './open-task.js';
import { PauseRequest } from './pause.js';
import { readFields } from './read-fields.js';
import type { Scope } from './scope.js';
import { checkLaneOptions, showFields } from './show-fields.js';
import { ShownItems } from './shown-items.js';
import { StateView } from './state.js';
import type { Call } from './step.js';
import type { Surroundings } from './surroundings.js';
import type { Task } from './task.js';
import { createTrigger, type Trigger } from './trigger.js';

type Items = Readonly<Record<string, (value: unknown, path: string) => unknown>>;

export class RunningData {
  readonly value: unknown;
  readonly #task: Task;
  readonly #call: Call;
  readonly #around: Surroundings;
  /** Of the events it sends. */
  readonly #order = new InOrder();
  readonly #items: ShownItems;
  #lastEvent: Trigger | undefined;

  constructor(task: Task, call: Call, around: Surroundings) {
    this.value = call.signal.value;
    this.#task = task;
    this.#call = call;
    this.#around = around;
    this.#items = new ShownItems(around, call);
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
    return this.#view('state', (key, read, scope) =>
      this.#around.engine.sendRead(createTrigger('state', key), read, scope),
    );
  }

  get flowState(): StateView {
    return this.#view('flowState', (key, read, scope) => this.#around.announce(key, read, scope));
  }

  readonly emit = (name: string, value?: unknown): Promise<void> => {
    // Before anything is held for it.
    const trigger = this.#event(name);
    return this.#setGoing('emit', (scope) => {
      const { engine } = this.#around;
      engine.backlogs.whenRoom(trigger, () => {
        if (scope.reason === undefined) this.#send(name, value, scope);
        // Where nobody listens, this is the job after which timers and I/O may have their turn.
        if (engine.isHeard(trigger)) scope.release();
        else engine.later(() => scope.release());
      });
    });
  };

  readonly emitNowait = (name: string, value?: unknown): void => {
    const scope = this.#open('emitNowait');
    if (!this.#around.engine.backlogs.hasRoom(this.#event(name))) throw fullQueue(name, this.chunk);
    this.#send(name, value, scope);
  };

  readonly emitFields = (
    source: FieldSource<InstantEvent>,
    fields: Readonly<Record<string, string>>,
    options: BridgeOptions = {},
  ): Promise<void> => {
    const limits = checkBridgeOptions(options);
    const patterns = checkFields(fields, 'event');
    return this.#setGoing('emitFields', (scope) => {
      const { engine } = this.#around;
      const { chunk } = this;
      sendFields({ engine, source, fields, patterns, limits, chunk, send: this.#send, scope });
    });
  };

  readonly streamFields = (
    source: FieldSource<InstantEvent>,
    fields: Items,
    options: PartialOptions = {},
  ): Promise<void> => {
    const patterns = checkFields(fields, 'item');
    const acceptPartial = checkPartialOptions('streamFields', options);
    return this.#undertake('streamFields', (scope) =>
      readFields({
        engine: this.#around.engine,
        source,
        patterns,
        scope,
        acceptPartial,
        take: async (all) => {
          for (const { type, pattern, path, value } of all) {
            if (type !== 'complete') continue;
            await this.#items.put(fields[pattern]?.(copyData(value), path), scope);
          }
        },
      }),
    );
  };

  readonly showFields = (
    source: FieldSource<InstantEvent>,
    options: LaneOptions,
  ): Promise<void> => {
    const lane = checkLaneOptions(options);
    const { engine, telling, within } = this.#around;
    const by = { chunk: this.chunk, ...within };
    return this.#undertake('showFields', (scope) =>
      showFields({ engine, source, ...lane, by, scope, telling }),
    );
  };

  readonly putIntoStream = (item: unknown): Promise<boolean> => {
    return this.#undertake('putIntoStream', (scope) => this.#items.put(item, scope));
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
    const limit = checkPauseOptions(name, options);
    if (this.#task.pause !== undefined) {
      const what = `The chunk ${JSON.stringify(this.chunk)} asks twice. Let two chunks ask, side by side in a batch.`;
      throw new FlowError('invalid-pause', what, { chunk: this.chunk });
    }
    const pause = new PauseRequest(name, payload, limit);
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

  readonly setResource = (name: string, value: unknown): void => {
    this.#open('setResource');
    this.#around.resources.set(name, value);
  };

  readonly requireResource = (name: string): unknown => {
    return this.#around.resources.require(name, this.chunk);
  };

  /** Changes nothing where nothing could be sent of it. */
  #view(
    of: 'state' | 'flowState',
    announce: (key: string, read: () => unknown, scope: Scope) => void,
  ): StateView {
    return new StateView(this.#around[of], {
      check: () => void this.#open(of),
      onChange: (key, read) => announce(key, read, this.#open(of)),
    });
  }

  readonly #send = (name: string, payload: unknown, scope: Scope): void => {
    const { engine, contract } = this.#around;
    sendEvent(this.#event(name), payload, {
      engine,
      contract,
      chunk: this.chunk,
      scope,
      order: this.#order,
      tell: this.#tell,
    });
  };

  /** One for all that is sent under a name, one after the other: a hundred thousand of them may wait. */
  #event(name: string): Trigger {
    check(typeof name === 'string', 'name', 'the name of an event', name);
    if (this.#lastEvent?.name !== name) this.#lastEvent = createTrigger('event', name);
    return this.#lastEvent;
  }

  readonly #tell = (name: string, value: unknown, signalId: number): void => {
    const { telling, watch, within } = this.#around;
    telling.signal(name, value, { chunk: this.chunk, ...within }, signalId);
    watch.signal(this.#call, name, value);
  };

  /** Work of its own, also where the chunk does not wait for it: reading, and what waits for a schema. */
  #undertake<Value>(what: string, work: (scope: Scope) => Promise<Value>): Promise<Value> {
    return begun(this.#task, what, (scope) => {
      let done: Promise<Value>;
      // A reader that is behind is waited for by those who await, and not by the end of an execution.
      let isWork = what !== 'putIntoStream';
      try {
        done = work(scope);
        isWork ||= this.#items.isLate;
      } catch (error) {
        done = Promise.reject(error);
        isWork = true;
      }
      const noticed = new Noticed(this.#task, done);
      // After it was noticed: what failed has to be known before the scope is over.
      if (isWork) {
        const settled = done.catch(() => undefined);
        this.#around.engine.activity.until(settled, this.#task.scope);
      }
      return noticed;
    });
  }

  /** In a scope of its own, held until `begin`, or what that began, releases it. */
  #setGoing(what: string, begin: (scope: Scope) => void): Promise<void> {
    return begun(this.#task, what, (parent) => {
      const emission = new Emission(this.#task, this.#around.cancels);
      const scope = this.#around.engine.openScope(parent, emission);
      emission.attach(scope);
      scope.hold();
      begin(scope);
      return emission;
    });
  }

  /** The scope to send in, which is there only while the function runs and its work is wanted. */
  #open(what: string): Scope {
    return openTask(this.#task, what);
  }
}
