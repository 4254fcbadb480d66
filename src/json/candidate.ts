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
}

/** The place of a value inside another one. */
const WRAPPED: Trust = { isBlank: false, isFirst: false };

/** Plain values in brackets that may still be footnotes; more of them are an answer. */
const MAX_NOTES = 8;

/**
 * What speaks for a value when the text is over: it has the wrong kind · the right one · some content · what is asked
 * for stands in it, as all it holds · what is asked for.
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
  #kind: RootExpectation['kind'] = 'scalar';
  #depth = 0;
  #key = '';
  #elements = 0;
  #hasPlain = false;
  #isAccepted = false;
  /** What speaks against the value that begins next: it is a word without quotes; it follows one without a colon. */
  #doubt = 0;
  /** The object that is all this one holds so far, where keys are expected: it may be the answer, wrapped. */
  #inner: Candidate<Sink> | undefined;

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
  }

  /** The sink of what is the answer, if this one is: its own, or that of the object it wraps. */
  get answer(): Sink {
    return this.weight === WRAPPER && this.#inner !== undefined ? this.#inner.sink : this.sink;
  }

  /** Enough speaks for it that nothing but its schema may speak against it. */
  get isFirm(): boolean {
    return this.weight === ANSWER || this.#elements > MAX_NOTES;
  }

  /**
   * The value that begins next has no quotes: in prose it decides nothing, since `[sic]` and `{name}` are prose. Where an
   * answer begins `{a: b}` is one, but nothing is that has neither a colon nor quotes.
   */
  doubt(hasColon: boolean): void {
    if (this.#depth === 1) this.#doubt ||= hasColon ? 1 : 2;
    else this.#inner?.doubt(hasColon);
  }

  key(key: string): boolean {
    if (this.#depth === 1) this.#key = key;
    else this.#inner?.key(key);
    return this.sink.key(key);
  }

  start(kind: JsonKind): void {
    this.sink.start(kind);
    if (this.#depth === 0) this.#begin(kind === 'string' ? 'scalar' : kind);
    else if (this.#depth === 1) this.#decide(true, kind === 'object');
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
    if (this.#depth > 0) this.#inner?.end();
    const isEmpty = this.#depth === 0 && this.#elements === 0 && this.#key === '';
    if (isEmpty && this.#isTrusted && this.#expects?.keys === undefined) this.#accept(KIND);
  }

  scalar(value: JsonScalar): void {
    this.sink.scalar(value);
    if (this.#depth === 1) this.#decide(false);
    this.#inner?.scalar(value);
  }

  reopen(): void {
    this.#depth++;
    this.sink.reopen();
    this.#inner?.reopen();
  }

  shorten(): boolean {
    this.#inner?.shorten();
    return this.sink.shorten();
  }

  unlist(): string | undefined {
    const key = this.sink.unlist();
    if (key === undefined) return undefined;
    this.#depth--;
    this.#inner?.unlist();
    return key;
  }

  revise(value: number): void {
    this.sink.revise(value);
    this.#inner?.revise(value);
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

  /** A few numbers in brackets may be footnotes; more than that, or any at the text's beginning, are an answer. */
  #decide(isRich: boolean, isObject = false): void {
    this.#elements++;
    const isDoubtful = this.#doubt > (this.#isTrusted && this.#kind === 'object' ? 1 : 0);
    this.#doubt = 0;
    if (this.#kind === 'object') this.#decideByKey(isDoubtful, isObject);
    else if (isDoubtful) return;
    else if (isRich) this.#accept(ANSWER);
    else {
      const { isBlank, isFirst } = this.#trust;
      this.#hasPlain = true;
      if (isFirst && (isBlank || this.#elements > MAX_NOTES)) this.#accept(CONTENT);
      else if (isBlank || this.#elements > 1) this.#weigh(CONTENT);
    }
  }

  #decideByKey(isDoubtful: boolean, isObject: boolean): void {
    const keys = this.#expects?.keys;
    this.#inner = undefined;
    if (this.weight === WRAPPER) this.weight = CONTENT;
    if (isDoubtful) return;
    if (keys === undefined || keys.has(this.#key)) {
      this.#accept(ANSWER);
      return;
    }
    this.#weigh(CONTENT);
    if (isObject && this.#elements === 1 && this.#trust !== WRAPPED) this.#wrap();
  }

  #wrap(): void {
    this.#inner = new Candidate(this.#createSink, this.#expects, WRAPPED, () =>
      this.#weigh(WRAPPER),
    );
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
    if (wanted !== undefined && wanted !== this.#kind) return;
    this.weight = Math.max(this.weight, weight);
  }
}
