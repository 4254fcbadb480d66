// In: the first calls of a value that may be the answer. Out: the decision that it is, as early as they allow it.
// Passes every call on to the value's own sink, so nothing is lost whatever is decided.
// Knows nothing of text.

import type { JsonKind, JsonScalar, JsonSink } from './json-sink.js';
import type { RootExpectation } from './root-expectation.js';

/** What a value's place says for it. */
export interface Trust {
  /** Only space, a fence's first line or thinking stands before: prose in brackets does not begin like that. */
  readonly isBlank: boolean;
  /** No other value would be given up for it. */
  readonly isFirst: boolean;
  /** It is a list that the text does not open, of objects that stand line by line. */
  readonly isLines: boolean;
}

/** The place of a value inside another one. */
const WRAPPED: Trust = { isBlank: false, isFirst: false, isLines: false };

/** Plain values in brackets that may still be footnotes; more of them are an answer. */
const MAX_NOTES = 8;

/**
 * What speaks for a value when the text is over: it has the wrong kind · the right one · some content · what is asked
 * for stands in it, once · what is asked for.
 */
const NOTHING = 0;
export const KIND = 1;
export const CONTENT = 2;
const WRAPPER = 3;
const ANSWER = 4;

/** A value on trial. Stands between the parser and the sink until it is accepted. */
export class Candidate<Sink extends JsonSink> implements JsonSink {
  readonly sink: Sink;
  /** How much speaks for it; it counts no further once it is accepted for good. */
  weight = NOTHING;
  readonly #createSink: () => Sink;
  readonly #expects: RootExpectation | undefined;
  readonly #trust: Trust;
  readonly #onAccept: () => void;
  /** How deep the values stand that decide. */
  readonly #level: number;
  #kind: RootExpectation['kind'] = 'scalar';
  #depth = 0;
  #key = '';
  #elements = 0;
  #hasLine = false;
  #hasPlain = false;
  #isAccepted = false;
  /** What speaks against the value that begins next: it is a word without quotes; it follows one without a colon. */
  #doubt = 0;
  /** What was read last in an object and is of the kind that is expected: it may be the answer, wrapped. */
  #inner: Candidate<Sink> | undefined;
  /** The one that is it; another one beside it would leave open which. */
  #wrapped: Candidate<Sink> | undefined;
  #isAmbiguous = false;

  constructor(
    createSink: () => Sink,
    expects: RootExpectation | undefined,
    trust: Trust,
    onAccept: () => void,
  ) {
    this.sink = createSink();
    this.#createSink = createSink;
    this.#expects = expects;
    this.#trust = trust;
    this.#onAccept = onAccept;
    this.#level = trust.isLines ? 2 : 1;
  }

  /** The sink of what is the answer, if this one is: its own, or that of what it wraps. */
  get answer(): Sink {
    return this.weight === WRAPPER && this.#wrapped ? this.#wrapped.sink : this.sink;
  }

  /** What it wraps is closed: only the wrapper's own end may be missing. */
  get isWhole(): boolean {
    const wrapped = this.#wrapped;
    return this.weight === WRAPPER && wrapped !== undefined && wrapped.#depth === 0;
  }

  /** Another key follows what it wraps. Where any key will do, the object itself may be what is asked for. */
  goOn(): void {
    if (!this.#isKeyed) this.#unwrap();
  }

  /** It is none, or not the only one of what is asked for. */
  #unwrap(): void {
    this.#inner = undefined;
    this.#wrapped = undefined;
    if (this.weight !== WRAPPER) return;
    this.weight = NOTHING;
    this.#weigh(CONTENT);
  }

  /** It is known by which keys the answer, or an element of it, is told. */
  get #isKeyed(): boolean {
    return (this.#expects?.keys ?? this.#expects?.itemKeys) !== undefined;
  }

  get isLines(): boolean {
    return this.#trust.isLines;
  }

  /** Enough speaks for it that nothing but its schema may speak against it. */
  get isFirm(): boolean {
    return this.weight === ANSWER || this.#elements > MAX_NOTES;
  }

  /** The first line closed, and more of them may be the answer: it has a key it must have, or is at least no prose. */
  get goesOn(): boolean {
    const mayBeAny = this.#expects?.itemKeys === undefined;
    return this.#isAccepted || (mayBeAny && (this.#elements > 0 || this.#key === ''));
  }

  /**
   * The value that begins next has no quotes: in prose it decides nothing, since `[sic]` and `{name}` are prose. Where an
   * answer begins `{a: b}` is one, but nothing is that has neither a colon nor quotes.
   */
  doubt(hasColon: boolean): void {
    if (this.#depth === this.#level) this.#doubt ||= hasColon ? 1 : 2;
    else this.#inner?.doubt(hasColon);
  }

  key(key: string): boolean {
    if (this.#depth === this.#level) this.#key = key;
    else this.#inner?.key(key);
    return this.sink.key(key);
  }

  start(kind: JsonKind): void {
    this.sink.start(kind);
    if (this.#depth === 0) this.#begin(kind === 'string' ? 'scalar' : kind);
    else if (this.#depth === this.#level) this.#decide(true, kind);
    else if (this.#depth < this.#level) this.#beginLine();
    this.#inner?.start(kind);
    this.#depth++;
  }

  append(text: string): void {
    this.sink.append(text);
    this.#inner?.append(text);
  }

  end(): void {
    this.#depth--;
    this.sink.end();
    if (this.#depth >= this.#level) this.#inner?.end();
    const { isLines } = this.#trust;
    const isEmpty = this.#depth === 0 && this.#elements === 0 && this.#key === '' && !isLines;
    if (!isEmpty) return;
    if (this.#trust === WRAPPED || (this.#isTrusted && this.#expects?.keys === undefined))
      this.#accept(KIND);
  }

  scalar(value: JsonScalar): void {
    this.sink.scalar(value);
    if (this.#depth === this.#level) this.#decide(false);
    this.#inner?.scalar(value);
  }

  reopen(): string {
    this.#depth++;
    this.#inner?.reopen();
    return this.sink.reopen();
  }

  shorten(isElement: boolean): boolean {
    this.#inner?.shorten(isElement);
    return this.sink.shorten(isElement);
  }

  unlist(): string | undefined {
    const key = this.sink.unlist();
    if (key === undefined) return undefined;
    this.#depth--;
    this.#inner?.unlist();
    return key;
  }

  revise(value: number | string, isOpen: boolean): void {
    this.#doubt = 0;
    if (isOpen) this.#depth++;
    this.sink.revise(value, isOpen);
    this.#inner?.revise(value, isOpen);
  }

  /** One plain value in brackets, as a footnote is. */
  get isNote(): boolean {
    return this.weight === KIND && this.#hasPlain;
  }

  get #isTrusted(): boolean {
    return this.#trust.isBlank && this.#trust.isFirst;
  }

  #begin(kind: RootExpectation['kind']): void {
    this.#kind = kind;
    this.#weigh(kind === 'scalar' ? CONTENT : KIND);
    if (kind === 'scalar' && this.#isTrusted) this.#accept(CONTENT);
  }

  /** Two lines are a list, whatever the first one seemed. */
  #beginLine(): void {
    this.#inner = undefined;
    this.#wrapped = undefined;
    if (this.#hasLine) this.#accept(ANSWER);
    this.#hasLine = true;
  }

  /** A few numbers in brackets may be footnotes; more than that, or any at the text's beginning, are an answer. */
  #decide(isRich: boolean, kind?: JsonKind): void {
    this.#elements++;
    const isInObject = this.#kind === 'object' || this.#trust.isLines;
    const isDoubtful = this.#doubt > (this.#isTrusted && isInObject ? 1 : 0);
    this.#doubt = 0;
    if (isInObject) this.#decideByKey(isDoubtful, kind);
    else if (isDoubtful) return;
    else if (isRich || this.#trust === WRAPPED) this.#accept(ANSWER);
    else {
      const { isBlank, isFirst } = this.#trust;
      this.#hasPlain = true;
      if (isFirst && (isBlank || this.#elements > MAX_NOTES)) this.#accept(CONTENT);
      else if (isBlank || this.#elements > 1) this.#weigh(CONTENT);
    }
  }

  #decideByKey(isDoubtful: boolean, kind: JsonKind | undefined): void {
    const { isLines } = this.#trust;
    const { kind: wanted = 'object', keys, itemKeys } = this.#expects ?? {};
    const known = isLines ? itemKeys : keys;
    if (this.#isKeyed) this.#inner = undefined;
    else this.#unwrap();
    if (isDoubtful) return;
    const mayWrap = kind === wanted && this.#trust !== WRAPPED && !this.#isAmbiguous;
    const isWrapper = mayWrap && (this.#isKeyed || (wanted === 'array' && this.#elements === 1));
    if (known?.has(this.#key) === true) this.#accept(ANSWER);
    // One line alone gives way to a list that is written as such.
    else if (known === undefined && !(isLines && isWrapper))
      this.#accept(isLines ? CONTENT : ANSWER);
    else this.#weigh(CONTENT);
    if (isWrapper && !this.#isAccepted) this.#wrap();
  }

  #wrap(): void {
    const inner = new Candidate(this.#createSink, this.#expects, WRAPPED, () => {
      this.#isAmbiguous = this.#wrapped !== undefined;
      if (this.#isAmbiguous) return this.#unwrap();
      this.#wrapped = inner;
      this.#weigh(WRAPPER);
    });
    this.#inner = inner;
  }

  #accept(weight: number): void {
    this.#weigh(weight);
    if (this.#isAccepted || this.weight === NOTHING) return;
    this.#isAccepted = true;
    this.#onAccept();
  }

  #weigh(weight: number): void {
    const wanted = this.#expects?.kind;
    if (this.#isAccepted && this.isFirm) return;
    if (wanted !== undefined && wanted !== this.#kind && weight !== WRAPPER) return;
    this.weight = Math.max(this.weight, weight);
  }
}
