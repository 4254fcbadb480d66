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

/** A value on trial. Stands between the parser and the sink until it is accepted. */
export class Candidate<Sink extends JsonSink> implements JsonSink {
  readonly sink: Sink;
  readonly #expects: RootExpectation | undefined;
  readonly #isTrusted: boolean;
  readonly #onAccept: () => void;
  #kind: RootExpectation['kind'] = 'scalar';
  #depth = 0;
  #key = '';
  #elements = 0;
  #isAccepted = false;
  /** The value that begins next is a word without quotes, as prose in brackets has them. */
  #isWord = false;

  /** A trusted value, one with nothing but space before it, is accepted at its first character where any key will do. */
  constructor(
    sink: Sink,
    expects: RootExpectation | undefined,
    isTrusted: boolean,
    onAccept: () => void,
  ) {
    this.sink = sink;
    this.#expects = expects;
    this.#isTrusted = isTrusted;
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
    if (this.#depth === 0) {
      this.#kind = kind === 'string' ? 'scalar' : kind;
      if (this.#isTrusted && kind !== 'array' && this.#expects?.keys === undefined) this.#accept();
    } else if (this.#depth === 1) this.#decide(true);
    this.#depth++;
  }

  append(text: string): void {
    this.sink.append(text);
  }

  end(): void {
    this.#depth--;
    this.sink.end();
    const isEmpty = this.#depth === 0 && this.#elements === 0;
    if (isEmpty && this.#kind === 'array' && this.#isTrusted) this.#accept();
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

  /** One number in brackets may be a footnote; more than that, or one at the text's beginning, is an answer. */
  #decide(isRich: boolean): void {
    this.#elements++;
    const keys = this.#expects?.keys;
    const isWord = this.#isWord;
    this.#isWord = false;
    if (isWord) return;
    if (
      this.#kind === 'object'
        ? keys === undefined || keys.has(this.#key)
        : isRich || this.#isTrusted || this.#elements > 1
    ) {
      this.#accept();
    }
  }

  #accept(): void {
    const wanted = this.#expects?.kind;
    if (this.#isAccepted || (wanted !== undefined && wanted !== this.#kind)) return;
    this.#isAccepted = true;
    this.#onAccept();
  }
}
