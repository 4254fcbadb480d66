// In: values that may be the answer, as they begin, close or cannot be read on. Out: which of them it is.
// What was accepted gives way to what fits better, and whoever was told of it hears so.
// Knows nothing of text beyond where a value began.

import { Around } from './around.js';
import { CONTENT, KIND } from './candidate.js';
import type { JsonParseError } from './json-error.js';
import type { JsonSink } from './json-sink.js';
import type { OnRepair, Repair } from './repair.js';
import type { FoundScalar } from './root-scalar.js';
import type { Trial } from './trial.js';

/** How well a value that closed fits; the greatest number says that nothing is wrong with it. */
export const FITS = 3;

export interface ContestOptions<Sink extends JsonSink> {
  readonly onRepair: OnRepair;
  /** Repairs that are kept until the answer is known. */
  readonly maxRepairs: number;
  /** What was accepted is given up for another value, whose sink is told of from here on. */
  readonly onReplace: (() => void) | undefined;
  /** How well a value that closed fits, from 0 to {@link FITS}; absent when nothing is known of it but its beginning. */
  readonly rank: ((sink: Sink) => number) | undefined;
}

/** Decides which of several values is the answer. */
export class Contest<Sink extends JsonSink> {
  /** The sink of the value that is the answer, once that is decided; another one when that one was a draft. */
  accepted: Sink | undefined;
  /** True once the grammar closed the answer. */
  isClosed = false;
  /** Why the answer could not be read on. */
  error: JsonParseError | undefined;
  /** What stands around the answer. */
  readonly around = new Around((kind, offset) => this.#note({ kind, offset }));
  readonly #options: ContestOptions<Sink>;
  #winner: Trial<Sink> | undefined;
  /** How well the answer fits, once it was asked for. */
  #rank: number | undefined;
  /** What seemed the answer may be a draft: the thinking it stood in ended after it. It stands until a better one comes. */
  #isWithdrawn = false;
  /** The last value that closed without being the answer, of those for which most speaks; it is, if no better one comes. */
  #parked: Trial<Sink> | undefined;
  /** What stands behind it. */
  #behind: Repair[] = [];
  /** What was passed over before it is known which value is the answer. */
  #pending: Repair[] = [];

  constructor(options: ContestOptions<Sink>) {
    this.#options = options;
  }

  /** True when nothing that follows can be a better answer. Asks for the answer's rank, so only where another value begins. */
  get isOver(): boolean {
    const { accepted } = this;
    const candidate = this.#winner?.candidate;
    if (accepted === undefined || candidate === undefined) return this.isClosed;
    if (!this.isClosed || this.#isWithdrawn || candidate.weight <= KIND) return false;
    if (this.#options.rank === undefined) return candidate.isFirm;
    return (this.#rank ??= this.#options.rank(accepted)) === FITS;
  }

  /** A value was set aside that may be the answer. */
  get hasParked(): boolean {
    return this.#parked !== undefined;
  }

  /** True for the value that is the answer. */
  isWinner(trial: Trial<Sink> | undefined): boolean {
    return this.accepted !== undefined && this.accepted === trial?.candidate.answer;
  }

  /** A value's beginning speaks for it. One that is better only if its schema says so must close first. */
  claim(trial: Trial<Sink>): void {
    const current = this.#winner?.candidate;
    const isFree = current === undefined || this.#isWithdrawn;
    if (isFree || (!current.isFirm && trial.candidate.weight > current.weight)) this.#accept(trial);
  }

  /** A value closed. */
  close(trial: Trial<Sink>): void {
    if (!this.isWinner(trial)) this.#challenge(trial);
    if (this.isWinner(trial)) this.isClosed = true;
    else {
      this.passOver(trial);
      this.park(trial);
    }
  }

  /** A value is over and not the answer, as far as is known. */
  passOver({ candidate, offset }: Trial<Sink>): void {
    this.around.passOver(offset, candidate.weight < CONTENT);
  }

  /** Keeps a value that is the answer if no better one comes. */
  park(trial: Trial<Sink>): void {
    if (trial.candidate.weight < (this.#parked?.candidate.weight ?? 0)) return;
    this.#parked = trial;
    const behind: Repair[] = (this.#behind = []);
    if (this.accepted === undefined) {
      this.around.watch((kind, offset) => {
        if (behind.length < this.#options.maxRepairs) behind.push({ kind, offset });
      });
    }
  }

  /** The text is over: what is still open is the answer if most speaks for it. */
  parkOpen(trial: Trial<Sink> | undefined): void {
    const least = this.#parked?.candidate.weight ?? -1;
    if (trial !== undefined && trial.candidate.weight > least) this.park(trial);
  }

  /** Thinking ended that began before the answer, or the answer cannot be read on. */
  withdraw(error?: JsonParseError): void {
    this.#isWithdrawn = true;
    this.error ??= error;
  }

  /** Nothing better will come: the last value that closed is the answer, unless another is; returns it. */
  settle(): Trial<Sink> | undefined {
    const parked = this.#parked;
    if (parked === undefined) return undefined;
    const { weight } = parked.candidate;
    const current = this.#winner?.candidate;
    // What only seems to be a draft is not given up for less, nor for what may be prose.
    const least = current === undefined ? 0 : Math.max(CONTENT, current.weight);
    if (weight < least || (weight === current?.weight && !this.#isWithdrawn)) return undefined;
    this.around.flush();
    // Until here all that follows it was told as if it were not the answer, unless another one was.
    this.#accept(parked, current === undefined ? this.#behind : undefined);
    return parked;
  }

  /** A single text, number or literal is the answer, and the text around it is known. */
  acceptScalar(sink: Sink, { repairs, offset, end, behind }: FoundScalar): void {
    this.around.flush();
    // What follows went on from the stretch that the answer seemed a part of.
    const isTold = behind === undefined || this.#pending.some((each) => each.offset === behind);
    if (!isTold) this.#note({ kind: 'surrounding-text', offset: behind });
    this.#take(sink, repairs, offset, end);
    this.#parked = undefined;
    this.isClosed = true;
  }

  /** What closed later fits better, says the schema. */
  #challenge(trial: Trial<Sink>): void {
    const { accepted } = this;
    const { rank } = this.#options;
    const { answer, weight } = trial.candidate;
    if (accepted === undefined || rank === undefined || this.#isWithdrawn) return;
    // A number in brackets may be a footnote: only its being valid speaks for it.
    if (weight < CONTENT && !trial.candidate.isNote) return;
    this.#rank ??= rank(accepted);
    const least = weight < CONTENT ? FITS : this.#rank + 1;
    if (this.#rank < FITS && rank(answer) >= least) this.#accept(trial);
  }

  /** From here on this value is the answer, and the liberties taken with it are reported. */
  #accept(trial: Trial<Sink>, behind?: readonly Repair[]): void {
    const { candidate, offset } = trial;
    const { answer } = candidate;
    const before = this.#winner;
    if (this.accepted !== undefined) this.#options.onReplace?.();
    const isInner = answer !== candidate.sink;
    const kind = isInner ? 'surrounding-text' : candidate.isLines ? 'ndjson' : undefined;
    const repairs = [...trial.repairs, ...(behind ?? [])];
    if (kind !== undefined) repairs.unshift({ kind, offset });
    this.#take(answer, repairs, offset, behind && Infinity);
    if (before !== undefined) this.#note({ kind: 'other-value', offset: before.offset });
    this.#winner = trial;
    this.#rank = undefined;
    this.#isWithdrawn = trial.isComment;
    this.error = undefined;
    this.#parked = undefined;
    this.isClosed = false;
  }

  #take(sink: Sink, repairs: readonly Repair[], offset: number, end = offset + 1): void {
    this.around.flush();
    // What was passed over there is the answer.
    const around = this.#pending.filter((each) => each.offset < offset || each.offset >= end);
    this.#pending = [];
    this.accepted = sink;
    for (const each of [...around, ...repairs].toSorted((a, b) => a.offset - b.offset))
      this.#note(each);
  }

  #note(repair: Repair): void {
    if (this.accepted !== undefined) this.#options.onRepair(repair.kind, repair.offset);
    else if (this.#pending.length < this.#options.maxRepairs) this.#pending.push(repair);
  }
}
