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
import { PASSING, type News } from './forgotten-news.js';
import type { InstantsOptions } from './instant-types.js';
import type { FlowInterrupt, InterruptNews } from './interrupt-types.js';
import { newsOf } from './interrupts.js';
import { OpenLanes } from './open-lanes.js';
import { areNames, check, checkNames } from './option-checks.js';
import { Progress, type Place } from './progress.js';
import { leaveAtOnce, RuntimeStream } from './runtime-stream.js';
import { keyOf, speakerOf, type Speaker } from './standing.js';

/** How an execution ended that did not fail. */
type Ending =
  | { readonly outcome: 'complete'; readonly value: unknown }
  | { readonly outcome: 'stopped' };

export class Telling {
  readonly #executionId: string;
  readonly #told: RuntimeStream<InstantEvent>;
  readonly #progress = new Progress();
  readonly #lanes = new OpenLanes();
  readonly #signals = new Set<string>();
  /** What could not be told while a reader stood still, by what it is about. */
  readonly #late = new Map<string, readonly [InstantEvent, News]>();
  #isBehind = false;
  #hasAllSignals = false;
  #hasProgress = false;
  #ending: Ending | undefined;

  constructor(executionId: string, limit: number) {
    this.#executionId = executionId;
    this.#told = new RuntimeStream(limit, undefined, 'call instants() before so much has happened');
  }

  signal(name: string, value: unknown, by: Speaker, signalId: number): void {
    if (this.#hasAllSignals || this.#signals.has(name)) {
      this.#note(`signal ${keyOf(name, by)}`, { type: 'signal', name, value, ...by, signalId });
    }
  }

  step(by: Speaker, phase: ProgressPhase, from: Place, signalId?: number): void {
    const event = this.#progress.count(by, phase, from, signalId);
    if (this.#hasProgress) this.#note(`progress ${keyOf(by.chunk, by)}`, event);
  }

  /** A promise only where there is something to wait for. */
  item(value: unknown, by: Speaker): Promise<boolean> | undefined {
    const put = this.#put({ type: 'item', value, ...by });
    return this.#told.isFull ? put : undefined;
  }

  /** `isGivenUp` says of what nobody answered in time that its chunk failed. */
  question(news: InterruptNews, isGivenUp = false): void {
    const { action, interrupt } = news;
    void this.#put({ ...news, executionId: this.#executionId }, newsOf(news));
    if (action === 'pause') return;
    const phase = action === 'cancel' ? 'cancel' : isGivenUp ? 'fail' : 'end';
    this.step(speakerOf(interrupt), phase, 'waiting');
  }

  /** What was asked before the execution went on here is asked here, too: of every reader, however many questions there are. */
  askAgain(interrupts: readonly FlowInterrupt[]): void {
    const executionId = this.#executionId;
    for (const interrupt of interrupts) this.#progress.wait(speakerOf(interrupt));
    this.#told.openWith(
      interrupts.map((interrupt) => {
        const news = { type: 'interrupt', action: 'pause', interrupt } as const;
        return [newsOf(news).about, { ...news, executionId }];
      }),
    );
  }

  /**
   * Takes a lane until the function returned is called.
   * @throws {FlowError} `lane-in-use`, `lanes-exceeded`
   */
  openLane(lane: string, by: Speaker): () => void {
    return this.#lanes.open(lane, by);
  }

  lane(lane: string, by: Speaker, event: InstantEvent): Promise<boolean> {
    if (event.type === 'end' || event.type === 'error') this.#lanes.close(lane);
    return this.#put({ type: 'lane', lane, ...by, event });
  }

  /** `error` is what readers are thrown; whoever cancelled an execution knows, so that is no failure. */
  end(status: string, error: Error | undefined, value: unknown): void {
    for (const [lane, { by }] of this.#lanes.all) void this.lane(lane, by, endOf('stopped'));
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
   * they are gone, and their place among the rest is that of the last. Who comes late is told of where a chunk stands.
   */
  #note(about: string, event: InstantEvent): void {
    const news = event.type === 'progress' ? { about } : PASSING;
    if (!this.#told.isFull) return void this.#put(event, news);
    this.#late.delete(about);
    this.#late.set(about, [event, news]);
    if (this.#isBehind) return;
    this.#isBehind = true;
    this.#told.whenRoom(() => {
      this.#isBehind = false;
      this.#catchUp();
    });
  }

  #put(event: InstantEvent, news?: News): Promise<boolean> {
    this.#catchUp();
    return this.#told.put(event, news);
  }

  #catchUp(): void {
    for (const late of this.#late.values()) void this.#told.put(...late);
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
