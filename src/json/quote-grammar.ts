// In: one JSON value's text in chunks of any size. Out: calls on a sink; strings between any marks are understood.
// The grammar plus strings that end where what follows allows it, and strings that closed too early and go on.
// Knows nothing of which other liberties are taken.

import { DoubtfulString, isOpening } from './doubtful-string.js';
import * as state from './grammar-state.js';
import { JsonGrammar } from './json-grammar.js';
import { DEAF, type JsonSink } from './json-sink.js';
import { LooseStringReader } from './loose-string-reader.js';
import type { OnRepair, RepairKind } from './repair.js';
import type { TailPlace } from './string-tail.js';
import type { TextPosition } from './text-position.js';

/** Reads one value; see {@link JsonGrammar}. */
export abstract class QuoteGrammar extends JsonGrammar {
  declare protected readonly string: LooseStringReader;
  /** Each look at what seems a comment costs up to 256 characters: so many are for nothing, and no more. */
  readonly #comments = { left: 16 };
  /** Open parentheses, those of calls included. */
  protected round = 0;
  /** The value that closed last was passed over. */
  protected wasMuted = false;
  /** The last key, as long as a quote closed it; and where. */
  protected key = '';
  protected keyEnd = -1;
  /** The last key has no quotes. */
  protected isNamed = false;
  /** What follows a string that just closed on the same line: `undefined` when a quote inside it is out of question. */
  protected gap: string | undefined;
  /** The value that closed last is a string. */
  protected isTextLast = false;

  constructor(
    sink: JsonSink,
    position: TextPosition,
    options: state.GrammarOptions,
    onRepair: OnRepair,
  ) {
    super(sink, position, options, new LooseStringReader(position, onRepair));
  }

  protected get expectsKey(): boolean {
    return this.state === state.EXPECT_KEY || this.state === state.EXPECT_KEY_OR_END;
  }

  /** A liberty was taken at an index of the current chunk. */
  protected report(kind: RepairKind, at: number): void {
    this.string.report(kind, at);
  }

  /** Begins a string or key after a quote of any kind, which stands at an index of the current chunk. */
  protected beginQuoted(closers: string, at: number): void {
    const isKey = this.expectsKey;
    if (isKey) this.beginKey(at);
    else this.beginString(at);
    this.#doubt(closers, isKey, false);
  }

  protected override beginKey(at: number): void {
    this.isNamed = false;
    super.beginKey(at);
  }

  /** What follows a mark decides whether it closes the string that just began, or goes on after `before`. */
  #doubt(closers: string, isKey: boolean, isInQuotation: boolean, before = ''): void {
    const place = { ...this.tailPlace(isKey), closers, isInQuotation, before };
    this.string.ending = new DoubtfulString(this.string, place);
  }

  protected tailPlace(isKey: boolean): TailPlace {
    return {
      isKey,
      isInList: !this.isInObject,
      isInRound: this.round > 0,
      isNamed: this.isNamed,
      maxTail: this.options.maxPending,
      comments: this.#comments,
    };
  }

  /** The string that closed last goes on, after what was no end of it. */
  protected reopen(closers = '"', text = `"${this.gap ?? ''}`): void {
    if (this.wasMuted) this.mute();
    const isInQuotation = this.gap === '' && text !== '' && isOpening(this.string.last);
    this.string.begin();
    this.state = state.IN_STRING;
    this.#doubt(closers, false, isInQuotation, this.sink.reopen());
    if (text !== '') this.sink.append(text);
  }

  protected override finishString(at: number): void {
    const isKey = this.state === state.IN_KEY;
    if (isKey) this.keyEnd = this.position.offset + at;
    super.finishString(at);
    this.isTextLast = !isKey;
    // A string closes by mistake once: later its quotes are judged by what follows, so work stays linear.
    if (!isKey && this.string.ending === undefined) this.gap = '';
    const { rest = '', lateKey } = this.string.ending ?? {};
    if (lateKey !== undefined) this.endBefore(lateKey, at);
    else if (rest !== '') this.readAs(rest, at - rest.length);
  }

  /**
   * A quote that seemed to close the string that closed last is the opening one of the next key, which `text` begins with;
   * the string lacks its own, and ends before a comma or line break. Where it ends in neither, it goes on with all that.
   */
  protected endBefore(text: string, at: number): void {
    const from = at - text.length;
    if (this.wasMuted || !this.sink.shorten(false)) {
      this.report('inner-quote', from);
      this.reopen();
      this.readAs(text, from);
      return;
    }
    this.report('quote', from - 1);
    this.force(',');
    this.mark(from - 1);
    const to = text.indexOf('"');
    const after = text.slice(to + 1);
    this.takeKey(text.slice(0, to).trim(), at);
    this.readAs(after, at - after.length);
  }

  /**
   * A quote that seemed to close an element is at its line's beginning, with a comma at the end of the line before: it
   * opens the next one. False where it is not.
   */
  protected beginElement(at: number): boolean {
    if (this.isInObject || this.gap !== '' || this.wasMuted || !this.sink.shorten(true))
      return false;
    this.report('quote', at - 1);
    this.force(',');
    this.readAs('"', at - 1);
    return true;
  }

  protected override takeKey(key: string, at: number): void {
    this.key = key;
    super.takeKey(key, at);
  }

  /** Reads something else as if it stood at `at`: what a string looked ahead at, or what a character stands for. */
  protected readAs(text: string, at: number): void {
    const position = this.position;
    const { offset } = position;
    position.offset = offset + at;
    try {
      this.read(text, 0);
    } catch (error) {
      position.reached = Math.max(position.reached, offset + at + text.length);
      throw error;
    } finally {
      position.offset = offset;
    }
  }

  protected override readSpace(code: number, at: number): void {
    super.readSpace(code, at);
    if (code === 10) this.gap = undefined;
    else this.widen(String.fromCharCode(code));
  }

  /** More stands between a string and what decides whether it was over. */
  protected widen(char: string): void {
    if (this.gap !== undefined)
      this.gap = this.gap.length < this.options.maxPending ? this.gap + char : undefined;
  }

  protected override afterValue(): void {
    this.wasMuted = this.sink === DEAF;
    super.afterValue();
    this.gap = undefined;
    this.isTextLast = false;
  }

  /** Reads a character that the text does not hold; it always fits. */
  protected force(char: string): void {
    if (char === '}' || char === ']') this.close();
    else if (char === ':') this.state = state.EXPECT_VALUE;
    else this.afterComma();
  }
}
