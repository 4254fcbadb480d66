// In: models and what to ask them. Out: one log of text, events and errors, filled as readers pull; one attempt that counts.
// Every way to stop (last reader gone, `cancel()`, the caller's signal, time) meets here and reaches the model once.
// Knows nothing of prompts, of what follows a call that is over, or of what readers make of the entries.

import type { InstantMeta, Path, PreparedSchema } from '../protocol/index.js';
import { Attempt } from './attempt.js';
import { AttemptBudget } from './attempt-budget.js';
import { attemptOf } from './attempt-event.js';
import { CallEnds, type RunHands } from './call-ends.js';
import { CallLine, type CallLineOptions } from './call-line.js';
import { AgentError } from './error.js';
import { mergeEntries } from './merge-entries.js';
import { UnsoundModel } from './model-failed.js';
import type { RunEntry, RunOutcome } from './run-entry.js';
import { assertFact } from './run-fact.js';
import { RunLimits, type RunTimeout } from './run-limits.js';
import type { TryOptions } from './run-options.js';
import { isDone } from './select-entries.js';
import { SharedLog } from './shared-log.js';
import { createStopwatch, type Stopwatch } from './stopwatch.js';
import type { ToolLedger } from './tool-ledger.js';
import type { RoundChunk } from './tool-rounds.js';
import type { ToolSlot } from './tool-slot.js';
import { addUsage, type Usage } from './usage.js';

export interface ModelRunOptions extends TryOptions {
  /** The model, and those that are asked in its place when it fails before its first token. */
  readonly targets: CallLineOptions['targets'];
  /** What the model may call on its way to the answer. */
  readonly tools?: ToolSlot | undefined;
  /** What the answer looks like; without it the answer is text. */
  readonly schema: PreparedSchema | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One answer, over as many calls as it takes. Nothing is sent before the first pull. */
export class ModelRun {
  readonly log: SharedLog<RunEntry>;
  readonly stopwatch: Stopwatch = createStopwatch();
  /** Resolves when the run has ended; never rejects. */
  readonly settled: Promise<RunOutcome>;
  readonly #options: ModelRunOptions;
  readonly #budget: AttemptBudget;
  readonly #controller = new AbortController();
  readonly #limits: RunLimits;
  readonly #keys: Path[] = [];
  readonly #required: Path[] = [];
  #settle: (outcome: RunOutcome) => void = () => {};
  #attempt: Attempt;
  #number = 1;
  #spent: Usage = {};
  readonly #line: CallLine;
  readonly #ends: CallEnds;
  #hasBegun = false;

  constructor(options: ModelRunOptions) {
    this.#options = options;
    this.#budget = new AttemptBudget(options);
    this.#attempt = new Attempt(options.schema, options.limits);
    const { targets, tools, limits: bounds } = options;
    this.#line = new CallLine({ targets, tools, limits: options, bounds });
    this.#ends = new CallEnds(this.#hands(), this.#budget, this.#line);
    this.#limits = new RunLimits(options, {
      onAbort: (reason) => this.stop('its signal was aborted', reason),
      onTimeout: (reason) => this.#endInTime(reason),
    });
    this.settled = new Promise((resolve) => (this.#settle = resolve));
    this.log = new SharedLog<RunEntry>(
      { pull: () => this.#advance(), abandon: () => this.#abandon() },
      mergeEntries,
    );
  }

  /** The attempt that counts, or may. */
  get attempt(): Attempt {
    return this.#attempt;
  }

  /** How many attempts were begun. */
  get attempts(): number {
    return this.#number;
  }

  /** True while what arrived may be asked for again. */
  get mayRestart(): boolean {
    const mayCall = this.#options.schema !== undefined && this.#line.mayCallTools;
    return !this.log.isEnded && (mayCall || this.#budget.hasRetries);
  }

  /** What the calls of all attempts cost. */
  get totalUsage(): Usage {
    return addUsage(this.#spent, this.#attempt.meta.usage);
  }

  get meta(): InstantMeta {
    return this.#attempt.meta;
  }

  /** The tools that were called, in all attempts; `undefined` where there are none to call. */
  get ledger(): ToolLedger | undefined {
    return this.#line.ledger;
  }

  /** Keys without which somebody who asked before the end gets no data. */
  get required(): readonly Path[] {
    return this.#required;
  }

  /** Keys the answer must have, and how often it may be asked for again. After the end, it changes nothing. */
  demand(keys: readonly Path[], maxRetries?: number, mayLack = false): void {
    if (this.log.isEnded) return;
    this.#keys.push(...keys);
    if (!mayLack) this.#required.push(...keys);
    this.#budget.extend(keys.length > 0, maxRetries);
  }

  /** Ends the run for all readers and aborts the model call. Does nothing after the end. */
  stop(why: string, cause?: unknown): void {
    if (this.log.isEnded) return;
    const what = `The response was stopped: ${why}. What arrived is kept.`;
    const error = new AgentError('stopped', what, { cause });
    this.#end([...this.#attempt.answer.cut('stopped'), error], 'stopped', error);
  }

  /** What may be done with the run when one of its calls is over. */
  #hands(): RunHands {
    return {
      attempt: () => this.#attempt,
      isEnded: () => this.log.isEnded,
      keys: this.#keys,
      tell: (entries) => this.#tell(entries),
      restart: (reason, missing) => this.#restart(reason, missing),
      end: (entries, outcome, reason) => this.#end(entries, outcome, reason),
    };
  }

  #abandon(): void {
    if (this.#options.keepAlive === true) void this.log.read(() => undefined).next();
    // Its readers were told why: nobody stopped it.
    else if (this.#attempt.answer.isUnreadable) this.#end([], 'error');
    else if (this.#isWhole) this.#ends.finish().catch((cause: unknown) => this.#ends.fail(cause));
    else this.stop('its last reader left');
  }

  /** Nothing is left to come, and nothing to be asked for again. */
  get #isWhole(): boolean {
    const attempt = this.#attempt;
    if (this.#ends.isFinishing || !attempt.isEnough(this.ledger === undefined)) return false;
    return !this.#budget.hasRetries || attempt.faultIn([], this.#keys) === undefined;
  }

  async #advance(): Promise<void> {
    try {
      if (!this.#hasBegun) this.#begin();
      if (this.log.isEnded) return;
      await this.#line.rest(this.#controller.signal);
      if (this.#attempt.isContinued) await this.#attempt.ready;
      if (this.log.isEnded) return;
      const result = await this.#read();
      if (this.log.isEnded) return;
      if (result.done === true) await this.#ends.finish();
      else this.#accept(result.value);
    } catch (cause) {
      if (!this.log.isEnded) this.#ends.recover(cause);
    }
  }

  /** The next chunk, or the end: what breaks behind an answer that is whole takes nothing of it away. */
  async #read(): Promise<IteratorResult<RoundChunk, unknown>> {
    const rounds = this.ledger?.rounds;
    const look = () => rounds !== this.ledger?.rounds && this.#attempt.leave();
    try {
      const result = await this.#line.next();
      look();
      return result;
    } catch (cause) {
      look();
      if (cause instanceof UnsoundModel || !this.#attempt.isFinal) throw cause;
      return { done: true, value: undefined };
    }
  }

  /** Time is over. What is whole by then is the answer, whatever its connection waits for. */
  #endInTime(reason: RunTimeout): void {
    const isEnough = this.#attempt.isEnough(this.ledger === undefined);
    if (!isEnough || this.#ends.isFinishing) return this.#ends.fail(reason);
    this.#ends.finish().catch((cause: unknown) => this.#ends.fail(cause));
  }

  #begin(): void {
    this.#hasBegun = true;
    this.stopwatch.start();
    this.#limits.start();
  }

  #accept(chunk: RoundChunk): void {
    if (chunk instanceof AgentError)
      return this.#end([...this.#attempt.answer.abandon(), chunk], 'error', chunk);
    if (typeof chunk === 'string') {
      if (chunk !== '') this.#speak();
      return this.#ends.take(this.#attempt.say(chunk));
    }
    assertFact(chunk);
    if (chunk.type === 'tool') this.#attempt.interrupt();
    if (chunk.type !== 'meta' && chunk.type !== 'original') this.stopwatch.mark('firstToken');
    // There are no tools for it to be told again behind.
    if (chunk.type === 'thought') return;
    this.log.append([chunk.type === 'meta' ? this.#attempt.note(chunk) : chunk]);
  }

  /** What was shown before tools were called is withdrawn by what is said behind them. */
  #speak(): void {
    if (this.#attempt.isLeft && this.#attempt.renew()) {
      this.stopwatch.forget();
      this.log.append([attemptOf(++this.#number, 'tools-called')]);
    }
    this.stopwatch.mark('firstToken');
  }

  #tell(entries: readonly RunEntry[]): void {
    if (entries.some(isDone)) this.stopwatch.mark('firstField');
    this.log.append(entries);
  }

  /** Nothing of the attempt before is left. */
  #restart(reason: string, missing?: readonly string[]): void {
    this.#spent = this.totalUsage;
    this.stopwatch.forget();
    this.#attempt = new Attempt(this.#options.schema, this.#options.limits);
    this.#number++;
    this.log.append([attemptOf(this.#number, reason, missing)]);
  }

  #end(entries: readonly RunEntry[], outcome: RunOutcome, reason?: unknown): void {
    this.#limits.end();
    this.stopwatch.mark('end');
    this.#tell(entries);
    this.log.end();
    this.#line.hangUp(reason);
    this.#controller.abort(reason);
    this.#settle(outcome);
  }
}
