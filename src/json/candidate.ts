// In: the first calls of a value that may be the answer. Out: the decision that it is, as early as they allow it.
// Passes every call on to the value's own sink, so nothing is lost whatever is decided.
// Knows nothing of text.

import type { JsonKind, JsonScalar, JsonSink } from './json-sink.js';

/** What the answer must look like, as far as its first characters can tell. */
export interface RootExpectation {
  readonly kind: 'object' | 'array' | 'scalar';
  /** Keys of which the object has at least one; absent when any key will do. */
  readonly keys?: ReadonlySet<string>;
}

/** What a value's place says for it. */
export interface Trust {
  /** Only space, a fence's first line or thinking stands before: prose in brackets does not begin like that. */
  readonly isBlank: boolean;
  /** No other value would be given up for it. */
  readonly isFirst: boolean;
}

/** Plain values in brackets that may still be footnotes; more of them are an answer. */
const MAX_NOTES = 8;

/** What speaks for a value when the text is over: it has the wrong kind · the right one · some content · what is asked for. */
const NOTHING = 0;
const KIND = 1;
const CONTENT = 2;
const ANSWER = 3;

/** A value on trial. Stands between the parser and the sink until it is accepted. */
export class Candidate<Sink extends JsonSink> implements JsonSink {
  readonly sink: Sink;
  /** How much speaks for it; it counts no further once the value is accepted. */
  weight = NOTHING;
  readonly #expects: RootExpectation | undefined;
  readonly #trust: Trust;
  readonly #onAccept: () => void;
  #kind: RootExpectation['kind'] = 'scalar';
  #depth = 0;
  #key = '';
  #elements = 0;
  #isAccepted = false;
  /** The value that begins next is a word without quotes, as prose in brackets has them. */
  #isWord = false;

  /** A first value at a text's beginning is accepted at its first character where any key will do. */
  constructor(
    sink: Sink,
    expects: RootExpectation | undefined,
    trust: Trust,
    onAccept: () => void,
  ) {
    this.sink = sink;
    this.#expects = expects;
    this.#trust = trust;
    this.#onAccept = onAccept;
  }

  /** The value that begins next has no quotes: it decides nothing, since `[sic]` and `{name}` are prose. */
  doubt(): void {
    this.#isWord = true;
  }

  key(key: string): boolean {
    if (this.#depth === 1) this.#key = key;
    return this.sink.key(key);
  }

  start(kind: JsonKind): void {
    this.sink.start(kind);
    if (this.#depth === 0) this.#begin(kind === 'string' ? 'scalar' : kind);
    else if (this.#depth === 1) this.#decide(true);
    this.#depth++;
  }

  append(text: string): void {
    this.sink.append(text);
  }

  end(): void {
    this.#depth--;
    this.sink.end();
    const isEmpty = this.#depth === 0 && this.#elements === 0;
    if (isEmpty && this.#kind === 'array' && this.#isTrusted) this.#accept(KIND);
  }

  scalar(value: JsonScalar): void {
    this.sink.scalar(value);
    if (this.#depth === 1) this.#decide(false);
  }

  reopen(): void {
    this.#depth++;
    this.sink.reopen();
  }

  revise(value: number): void {
    this.sink.revise(value);
  }

  get #isTrusted(): boolean {
    return this.#trust.isBlank && this.#trust.isFirst;
  }

  #begin(kind: RootExpectation['kind']): void {
    this.#kind = kind;
    this.#weigh(kind === 'scalar' ? CONTENT : KIND);
    if (!this.#isTrusted || kind === 'array' || this.#expects?.keys !== undefined) return;
    this.#accept(kind === 'object' ? ANSWER : CONTENT);
  }

  /** A few numbers in brackets may be footnotes; more than that, or any at the text's beginning, are an answer. */
  #decide(isRich: boolean): void {
    this.#elements++;
    const keys = this.#expects?.keys;
    const isWord = this.#isWord;
    this.#isWord = false;
    if (isWord) return;
    if (this.#kind === 'object') {
      if (keys === undefined || keys.has(this.#key)) this.#accept(ANSWER);
      else this.#weigh(CONTENT);
    } else if (isRich) this.#accept(ANSWER);
    else {
      const { isBlank, isFirst } = this.#trust;
      if (isFirst && (isBlank || this.#elements > MAX_NOTES)) this.#accept(CONTENT);
      else if (isBlank || this.#elements > 1) this.#weigh(CONTENT);
    }
  }

  #accept(weight: number): void {
    this.#weigh(weight);
    if (this.#isAccepted || this.weight === NOTHING) return;
    this.#isAccepted = true;
    this.#onAccept();
  }

  #weigh(weight: number): void {
    const wanted = this.#expects?.kind;
    if (this.#isAccepted || (wanted !== undefined && wanted !== this.#kind)) return;
    this.weight = Math.max(this.weight, weight);
  }
}
