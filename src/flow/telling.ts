// In: what happens in an execution, and how it ended. Out: all of it that is wanted, as events in one order, the result last.
// The same bounds as the runtime stream: a reader that is slow makes those wait who put something there.
// Knows nothing of engines or of who reads.

import {
  toEvents,
  type EndEvent,
  type InstantEvent,
  type ProgressPhase,
} from '../protocol/index.js';
import { FlowError } from './error.js';
import type { InstantsOptions } from './instant-types.js';
import type { FlowInterrupt, InterruptNews } from './interrupt-types.js';
import { areNames, check, checkNames } from './option-checks.js';
import { Progress, type Place } from './progress.js';
import { leaveAtOnce, RuntimeStream } from './runtime-stream.js';

/** How an execution ended that did not fail. */
type Ending =
  | { readonly outcome: 'complete'; readonly value: unknown }
  | { readonly outcome: 'stopped' };

/** A page keeps as many. */
const MAX_LANES = 1_000;

export class Telling {
  readonly #executionId: string;
  readonly #told: RuntimeStream<InstantEvent>;
  readonly #progress = new Progress();
  /** Those in which an answer streams, with the chunk that shows it. */
  readonly #lanes = new Map<string, { readonly chunk: string }>();
  readonly #signals = new Set<string>();
  /** What could not be told while a reader stood still, by what it is about. */
  readonly #late = new Map<string, InstantEvent>();
  #isBehind = false;
  #hasAllSignals = false;
  #hasProgress = false;
  #ending: Ending | undefined;

  constructor(executionId: string, limit: number) {
    this.#executionId = executionId;
    this.#told = new RuntimeStream(limit, undefined, 'call instants() before so much has happened');
  }

  signal(name: string, value: unknown, chunk: string): void {
    if (this.#hasAllSignals || this.#signals.has(name))
      this.#note(`signal ${name}`, { type: 'signal', name, value, chunk });
  }

  step(chunk: string, phase: ProgressPhase, from: Place, signalId?: number): void {
    const event = this.#progress.count(chunk, phase, from, signalId);
    if (this.#hasProgress) this.#note(`progress ${chunk}`, event);
  }

  /** A promise only where there is something to wait for. */
  item(value: unknown, chunk: string): Promise<boolean> | undefined {
    const put = this.#put({ type: 'item', value, chunk });
    return this.#told.isFull ? put : undefined;
  }

  /** `isGivenUp` says of what nobody answered in time that its chunk failed. */
  question(news: InterruptNews, isGivenUp = false): void {
    void this.#put({ ...news, executionId: this.#executionId });
    const { action, interrupt } = news;
    if (action === 'pause') return;
    const phase = action === 'cancel' ? 'cancel' : isGivenUp ? 'fail' : 'end';
    this.step(interrupt.chunk, phase, 'waiting');
  }

  /** What was asked before the execution went on here is asked here, too: of every reader, however many questions there are. */
  askAgain(interrupts: readonly FlowInterrupt[]): void {
    const executionId = this.#executionId;
    for (const { chunk } of interrupts) this.#progress.wait(chunk);
    this.#told.openWith(
      interrupts.map((interrupt) => {
        return { type: 'interrupt', action: 'pause', interrupt, executionId };
      }),
    );
  }

  /**
   * Takes a lane until the function returned is called.
   * @throws {FlowError} `lane-in-use`, `lanes-exceeded`
   */
  openLane(lane: string, chunk: string): () => void {
    if (this.#lanes.size >= MAX_LANES) {
      throw new FlowError(
        'lanes-exceeded',
        `The chunk ${JSON.stringify(chunk)} shows an answer in a lane, and ${MAX_LANES} of them are open. ` +
          'Bound how many stream at once, by a `concurrency`.',
        { chunk },
      );
    }
    if (this.#lanes.has(lane)) {
      throw new FlowError(
        'lane-in-use',
        `The chunk ${JSON.stringify(chunk)} shows an answer in the lane ${JSON.stringify(lane)}, in which another one ` +
          'streams. Give each a name of its own, such as "research[0]", or await the other one.',
        { chunk },
      );
    }
    const own = { chunk };
    this.#lanes.set(lane, own);
    return () => {
      if (this.#lanes.get(lane) === own) this.#lanes.delete(lane);
    };
  }

  lane(lane: string, chunk: string, event: InstantEvent): Promise<boolean> {
    if (event.type === 'end' || event.type === 'error') this.#lanes.delete(lane);
    return this.#put({ type: 'lane', lane, chunk, event });
  }

  /** `error` is what readers are thrown; whoever cancelled an execution knows, so that is no failure. */
  end(status: string, error: Error | undefined, value: unknown): void {
    for (const [lane, { chunk }] of this.#lanes) void this.lane(lane, chunk, endOf('stopped'));
    this.#catchUp();
    if (status === 'cancelled') this.#ending = { outcome: 'stopped' };
    else if (error === undefined) this.#ending = { outcome: 'complete', value };
    this.#told.end(status === 'cancelled' ? undefined : error);
  }

  /** @throws {FlowError} `invalid-option` */
  read(options: InstantsOptions = {}): AsyncGenerator<InstantEvent, void, undefined> {
    const isWanted = this.#want(options);
    const told = this.#told.read();
    let hasLeft = false;
    const ending = () => (hasLeft ? undefined : this.#ending);
    return leaveAtOnce(tell(told, isWanted, ending), () => {
      hasLeft = true;
      void told.return();
    });
  }

  /**
   * Tells what waits for no reader. While one is too far behind, the last of each event and chunk stands for those before it:
   * they are gone, and their place among the rest is that of the last.
   */
  #note(key: string, event: InstantEvent): void {
    if (!this.#told.isFull) return void this.#put(event);
    this.#late.delete(key);
    this.#late.set(key, event);
    if (this.#isBehind) return;
    this.#isBehind = true;
    this.#told.whenRoom(() => {
      this.#isBehind = false;
      this.#catchUp();
    });
  }

  #put(event: InstantEvent): Promise<boolean> {
    this.#catchUp();
    return this.#told.put(event);
  }

  #catchUp(): void {
    for (const event of this.#late.values()) void this.#told.put(event);
    this.#late.clear();
  }

  /** Has it told from now on, to this reader and none that did not ask for it. */
  #want(options: InstantsOptions): (event: InstantEvent) => boolean {
    const { signals = [], progress = false } = checkOptions(options);
    const names: ReadonlySet<string> = new Set(signals === true ? [] : signals);
    this.#hasAllSignals ||= signals === true;
    this.#hasProgress ||= progress;
    for (const name of names) this.#signals.add(name);
    return (event) => {
      if (event.type === 'signal') return signals === true || names.has(event.name);
      return event.type !== 'progress' || progress;
    };
  }
}

export function endOf(outcome: EndEvent['outcome']): EndEvent {
  return { type: 'end', outcome, incomplete: [] };
}

async function* tell(
  told: AsyncIterable<InstantEvent>,
  isWanted: (event: InstantEvent) => boolean,
  ending: () => Ending | undefined,
): AsyncGenerator<InstantEvent, void, undefined> {
  for await (const event of told) if (isWanted(event)) yield event;
  const end = ending();
  if (end === undefined) return;
  if (end.outcome === 'complete') yield* resultEvents(end.value);
  yield endOf(end.outcome);
}

/** As JSON has it, here as on the other side of a network. A flow without a result has no fields. */
function resultEvents(value: unknown): readonly InstantEvent[] {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new FlowError(
      'unsaved-value',
      'The result of the flow cannot be told: JSON has nothing of it. Return plain data.',
      { cause },
    );
  }
  return text === undefined ? [] : toEvents(JSON.parse(text));
}

/** @throws {FlowError} `invalid-option` */
function checkOptions(options: InstantsOptions): InstantsOptions {
  checkNames('instants', options, ['signals', 'progress']);
  const { signals = [], progress = false } = options;
  const areKnown = signals === true || areNames(signals);
  check(areKnown, 'signals', 'true or a list of names', signals);
  check(typeof progress === 'boolean', 'progress', 'true or false', progress);
  return options;
}
