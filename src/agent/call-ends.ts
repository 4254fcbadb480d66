// In: what a call said, and how it ended: whole, cut short or broken. Out: what follows: the end, the rest, another attempt, another model.
// Each is decided here, and here alone; what is paid for is asked for once.
// Knows nothing of readers, or of who may stop a run.

import type { InstantEvent, Path } from '../protocol/index.js';
import type { Attempt } from './attempt.js';
import type { AttemptBudget } from './attempt-budget.js';
import type { CallLine } from './call-line.js';
import { AgentError } from './error.js';
import { modelFailed } from './model-failed.js';
import type { RunEntry, RunOutcome } from './run-entry.js';
import { truncated } from './truncated.js';

/** What of a run its calls may change when they are over. */
export interface RunHands {
  /** The one that counts, or may. */
  attempt(): Attempt;
  isEnded(): boolean;
  /** What an answer must have. */
  readonly keys: readonly Path[];
  tell(entries: readonly RunEntry[]): void;
  /** Nothing of the attempt before is left. */
  restart(reason: string, missing?: readonly string[]): void;
  end(entries: readonly RunEntry[], outcome: RunOutcome, reason?: unknown): void;
}

type Told = string | InstantEvent | AgentError;

/** The ends of a run's calls. */
export class CallEnds {
  readonly #run: RunHands;
  readonly #budget: AttemptBudget;
  readonly #line: CallLine;
  #isFinishing = false;

  constructor(run: RunHands, budget: AttemptBudget, line: CallLine) {
    this.#run = run;
    this.#budget = budget;
    this.#line = line;
  }

  /** True once the attempt is whole and it is found out what it amounts to. */
  get isFinishing(): boolean {
    return this.#isFinishing;
  }

  /** What a call has said so far amounts to this; it may end there. */
  take(entries: readonly Told[]): void {
    this.#append(entries);
    const attempt = this.#run.attempt();
    if (attempt.isLost) this.#cutShort(attempt);
  }

  /** An answer that cannot be read is asked for again at once: the rest of it is not paid for. */
  #append(entries: readonly Told[]): void {
    const last = entries.at(-1);
    const isFaulty = last instanceof AgentError && this.#budget.hasRetries;
    const told = isFaulty ? entries.slice(0, -1) : entries;
    this.#run.tell(told);
    if (isFaulty) this.#tryAnew(last);
  }

  /** The model has said all it will say in this call. */
  async finish(): Promise<void> {
    this.#isFinishing = true;
    const attempt = this.#run.attempt();
    this.#append(attempt.sayRest());
    if (attempt !== this.#run.attempt()) return;
    const { answer, finishReason, isFinal } = attempt;
    if (finishReason === 'error' && !isFinal) return this.recover(undefined);
    if (finishReason === 'content-filter' && !isFinal)
      return this.#run.end(answer.withhold(), 'error');
    // It was told when it was found.
    if (answer.isUnreadable) return this.#run.end([], 'error');
    if (attempt.isCutShort) return this.#cutShort(attempt);
    if (attempt.isLeftOpen) return this.#leaveOpen(attempt);
    const entries = await answer.end();
    if (this.#run.isEnded()) return;
    const fault = attempt.faultIn(entries, this.#run.keys);
    if (fault === undefined || !this.#budget.hasRetries) {
      this.#run.end(
        entries,
        fault === undefined || fault.code !== 'unreadable-output' ? 'complete' : 'error',
      );
      return;
    }
    this.#append(entries.filter((entry) => !(entry instanceof AgentError) && entry.type !== 'end'));
    this.#tryAnew(fault);
  }

  #cutShort(attempt: Attempt): void {
    const { isLost, isBrokenOff } = attempt;
    const isRetried = this.#budget.hasRetries && (isLost || isBrokenOff);
    // A connection that broke without a word is given its time, too.
    const delayMs = isBrokenOff && !isLost ? this.#budget.breakOff() : 0;
    if (!(isRetried && isLost) && this.#goOn(delayMs)) return;
    if (!isRetried) return this.#run.end(attempt.answer.cut('truncated'), 'truncated');
    this.#line.hangUp('The answer broke off.');
    this.#askAgain('truncated-output', delayMs);
  }

  /** The model said that it had ended: what lacks is asked for, or else all of it, for it may do better. */
  #leaveOpen({ answer }: Attempt): void {
    if (this.#goOn()) return;
    if (this.#budget.hasRetries) return this.#tryAnew(truncated([]));
    this.#run.end(answer.cut('truncated'), 'truncated');
  }

  /** Asks for the rest of an answer that was cut off; false when that was done often enough. */
  #goOn(pauseMs = 0): boolean {
    const attempt = this.#run.attempt();
    // What cannot be read so far cannot be with its rest.
    if (attempt.answer.isUnreadable) return false;
    if (!attempt.hasSpoken || attempt.continuations >= this.#budget.maxContinuations) return false;
    this.#line.hangUp('The answer is gone on with.');
    this.#isFinishing = false;
    this.#line.pauseMs = pauseMs;
    attempt.goOn();
    this.#line.goOn(attempt.answerText);
    return true;
  }

  /** The call broke. */
  recover(cause: unknown): void {
    const attempt = this.#run.attempt();
    const { hasSpoken } = attempt;
    const { hasBegun, isLater } = this.#line;
    const isLost = hasSpoken && (hasBegun || !(attempt.isContinued || isLater));
    const delayMs = isLost ? undefined : this.#budget.repeat(cause);
    this.#line.hangUp(cause);
    if (!hasSpoken && !hasBegun && this.#line.askInWords(cause))
      return this.#restart('refused-schema');
    if (delayMs !== undefined) {
      this.#line.pauseMs = delayMs;
      // The rest of an answer is asked for once more; what there is of it stands.
      if (!hasSpoken) this.#restart('model-failed');
      return;
    }
    // Behind tools another model may answer; what was said before them stands.
    const isOpen = isLater && !hasBegun && !attempt.isContinued;
    if (hasSpoken && !(isOpen && this.#line.hasNext)) return this.#recoverText(attempt, cause);
    if (!this.#line.pass()) return this.fail(cause, hasBegun);
    this.#budget.renew();
    if (!hasSpoken) this.#restart('model-failed');
  }

  /** The connection is lost, not what came over it: nothing is asked for twice, unless all of it is, as another attempt. */
  #recoverText(attempt: Attempt, cause: unknown): void {
    const delayMs = this.#budget.resume(cause);
    if (delayMs !== undefined) {
      if (this.#goOn(delayMs)) return;
      if (this.#budget.hasRetries) return this.#askAgain('model-failed', delayMs);
    }
    if (!attempt.isContinued) return this.fail(cause);
    this.#run.tell(attempt.sayRest());
    this.#run.end(attempt.answer.cut('truncated'), 'truncated');
  }

  /** For the whole answer, as it was asked for: nothing was wrong with what came. */
  #askAgain(reason: string, pauseMs = 0): void {
    this.#line.pauseMs = pauseMs;
    this.#budget.retry();
    this.#line.askAgain();
    this.#restart(reason);
  }

  #tryAnew(fault: AgentError): void {
    this.#budget.retry();
    this.#line.askAnew(this.#run.attempt().answerText, fault);
    this.#line.hangUp(fault);
    this.#restart(fault.code, fault.missing);
  }

  #restart(reason: string, missing?: readonly string[]): void {
    this.#isFinishing = false;
    this.#run.restart(reason, missing);
  }

  /** Nobody is left to be asked. */
  fail(cause: unknown, hasBegun = false): void {
    const { answer, hasSpoken } = this.#run.attempt();
    const error = modelFailed({
      ...(cause !== undefined && { cause }),
      hasSpoken: hasSpoken || hasBegun,
    });
    this.#run.end([...answer.abandon(), error], 'error', error);
  }
}
