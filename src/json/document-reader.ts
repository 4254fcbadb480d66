// In: everything a model writes, chunk by chunk. Out: the one JSON value that is its answer, on a sink made for it.
// Prose, fences and thinking are passed over; a value that does not fit what is expected is set aside and the next tried.
// Knows nothing of the grammar inside a value, nor of schemas beyond the root's kind and keys.

import { Candidate, CONTENT, type RootExpectation } from './candidate.js';
import { JsonParseError } from './json-error.js';
import type { GrammarOptions } from './grammar-state.js';
import type { JsonScalar, JsonSink } from './json-sink.js';
import type { OnRepair, Repair } from './repair.js';
import { TolerantGrammar } from './tolerant-grammar.js';
import type { TextPosition } from './text-position.js';
import { TextBefore } from './text-before.js';
import { ThinkingTags } from './thinking-tags.js';

export interface DocumentReaderOptions<Sink extends JsonSink> {
  readonly position: TextPosition;
  readonly onRepair: OnRepair;
  readonly grammar: GrammarOptions;
  readonly expects: RootExpectation | undefined;
  /** Repairs that are kept of each value tried. */
  readonly maxRepairs: number;
  /** Makes the sink of each value tried. */
  readonly createSink: () => Sink;
  /** What was accepted is given up for another value, whose sink is told of from here on. */
  readonly onReplace: ((draft: Sink) => void) | undefined;
}

const BLANK = /^[\s\ufeff]$/;

/** A value being read that may be the answer, and the liberties taken with it. */
interface Trial<Sink extends JsonSink> {
  readonly candidate: Candidate<Sink>;
  readonly repairs: Repair[];
  /** Where it began. */
  readonly offset: number;
}

/** Finds the answer in a text and reads it. */
export class DocumentReader<Sink extends JsonSink> {
  /** The sink of the value that is the answer, once that is decided; another one when that one was a draft. */
  accepted: Sink | undefined;
  /** True once the grammar closed the answer. */
  isClosed = false;
  readonly #options: DocumentReaderOptions<Sink>;
  readonly #thinking = new ThinkingTags();
  readonly #before = new TextBefore();
  #parser: TolerantGrammar | undefined;
  /** The same parser, once it is decided that it reads the answer. */
  #answer: TolerantGrammar | undefined;
  #trial: Trial<Sink> | undefined;
  /** What spoke for the value that is the answer. */
  #weight = 0;
  /** The last value that closed without being the answer, of those for which most speaks; it is, if no better one comes. */
  #parked: Trial<Sink> | undefined;
  /** The last value that could not be read on before it was decided what it is. */
  #failed: { readonly trial: Trial<Sink>; readonly error: JsonParseError } | undefined;
  /** The last value inside a thinking block that fits; the answer, if the block never closes and nothing else comes. */
  #draft: Trial<Sink> | undefined;
  /** What is read stands inside a thinking block. */
  #isThinking = false;
  /** An array began where an object is expected: the object may be wrapped in it. */
  #isWrapped = false;
  /** The rest of the text is ignored. */
  #isOver = false;

  constructor(options: DocumentReaderOptions<Sink>) {
    this.#options = options;
  }

  /** @throws {JsonParseError} when the answer has begun and cannot be read on. */
  feed(chunk: string): void {
    let at = 0;
    // The usual case, the answer being read, takes no detour.
    if (this.#answer !== undefined) {
      at = this.#answer.feed(chunk, 0);
      if (!this.#answer.isClosed) return;
      this.#close();
    }
    while (at < chunk.length) {
      if (this.#thinking.isInside) at = this.#think(chunk, at);
      else if (this.#parser === undefined) at = this.#seek(chunk, at);
      else at = this.#read(this.#parser, chunk, at);
    }
  }

  /** @throws {JsonParseError} `no-json` when the text held no value at all, or why the only one could not be read. */
  end(): void {
    if (this.#parser !== undefined) {
      this.#parser.end();
      if (this.#parser.isClosed) this.#close();
    }
    if (this.accepted === undefined) this.#lookBack();
    this.settle();
    if (this.accepted !== undefined) return;
    const { scalar } = this.#before;
    if (scalar !== undefined) this.#readScalar(scalar);
    else if (this.#failed !== undefined) {
      this.#accept(this.#failed.trial);
      throw this.#failed.error;
    } else this.#options.position.fail('no-json', 0);
  }

  /** What closed is the answer if nothing speaks more for what is still open, or stands in thinking that never closed. */
  #lookBack(): void {
    if (this.#thinking.isInside && this.#draft !== undefined) this.#park(this.#draft);
    const open = this.#trial;
    if (
      open !== undefined &&
      (this.#parked === undefined || open.candidate.weight > this.#parked.candidate.weight)
    )
      this.#park(open);
  }

  /** Nothing better will come: the last value that closed is the answer, unless another is. */
  settle(): void {
    const parked = this.#parked;
    if (parked === undefined) return;
    // What only seems to be a draft is not given up for less, nor for what may be prose.
    const least = this.accepted === undefined ? 0 : Math.max(CONTENT, this.#weight);
    if (parked.candidate.weight < least) return;
    this.#accept(parked);
    this.isClosed = parked !== this.#trial;
  }

  #readScalar(text: string): void {
    const sink = this.#options.createSink();
    sink.scalar(JSON.parse(text) as JsonScalar);
    this.accepted = sink;
    this.isClosed = true;
  }

  /** From here on this value is the answer, and the liberties taken with it are reported. */
  #accept({ candidate, repairs, offset: begunAt }: Trial<Sink>): void {
    const { answer } = candidate;
    if (this.accepted !== undefined) this.#options.onReplace?.(this.accepted);
    this.accepted = answer;
    this.#weight = candidate.weight;
    this.#parked = undefined;
    this.isClosed = false;
    if (answer !== candidate.sink) this.#options.onRepair('surrounding-text', begunAt);
    for (const { kind, offset } of repairs) this.#options.onRepair(kind, offset);
  }

  /** Reads inside a thinking block: its values are drafts, and its end tells that none of them is the answer. */
  #think(chunk: string, at: number): number {
    let end = at;
    while (end < chunk.length && this.#thinking.isInside) this.#thinking.look(chunk.charAt(end++));
    const { position } = this.#options;
    const inside = chunk.slice(at, end);
    position.offset += at;
    this.#isThinking = true;
    for (let next = 0; next < inside.length;) {
      if (this.#parser === undefined) next = this.#seekInside(inside, next);
      else next = this.#read(this.#parser, inside, next);
    }
    this.#isThinking = false;
    position.offset -= at;
    if (!this.#thinking.isInside) {
      this.#leave();
      this.#draft = undefined;
      this.#failed = undefined;
      this.#before.restart();
    }
    return end;
  }

  #seekInside(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    if (char === '\n') this.#options.position.newLine(at);
    const kind = char === '{' ? 'object' : char === '[' ? 'array' : undefined;
    if (kind === undefined || this.#isOver || (this.#options.expects?.kind ?? kind) !== kind)
      return at + 1;
    this.#begin(char, at);
    return at;
  }

  #seek(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    const before = this.#before;
    if (this.#thinking.look(char)) {
      this.#withdraw();
      return at + 1;
    }
    if (char === '\n') this.#options.position.newLine(at);
    before.add(char);
    if (this.#isOver || this.#thinking.isInside || BLANK.test(char)) return at + 1;
    const isMarkup = before.isMarkup(char);
    if (this.#isWrapped) return this.#unwrap(char, at);
    if (isMarkup) return at + 1;
    const wanted = this.#options.expects?.kind;
    const isString = char === '"' && before.isBlank && (wanted ?? 'scalar') === 'scalar';
    if (char === '[' && wanted === 'object') {
      this.#isWrapped = true;
      return at + 1;
    }
    if (char === '{' || char === '[' || isString) {
      this.#begin(char, at);
      return at;
    }
    if (char === ':') this.#beginAtKey(at);
    before.isBlank = false;
    return this.#parser === undefined ? at + 1 : at;
  }

  /** The first character inside an array where an object is expected: an object is the answer, all else its array's. */
  #unwrap(char: string, at: number): number {
    this.#isWrapped = false;
    this.#begin(char === '{' ? char : '[', at);
    if (char !== '{') this.#parser?.beginInside(false);
    return at;
  }

  /** The answer's first key, and no brace before it. */
  #beginAtKey(at: number): void {
    const { expects, position } = this.#options;
    const key = this.#before.firstKey;
    if (key === undefined || expects?.keys?.has(key) !== true) return;
    this.#before.isBlank = true;
    const report = this.#begin('', at);
    report('missing-bracket', position.offset + at);
    this.#parser?.beginInside(true, key);
  }

  #begin(char: string, at: number): OnRepair {
    const { createSink, expects, onRepair, position, grammar, maxRepairs } = this.#options;
    const isInside = this.#isThinking;
    const { isBlank, isBare, isItem } = this.#before;
    const trust = { isBlank: isBlank && !isInside, isFirst: this.accepted === undefined };
    const candidate = new Candidate(createSink, expects, trust, () => {
      if (isInside) this.#draft = trial;
      else this.#accept(trial);
    });
    const offset = position.offset + at;
    const trial: Trial<Sink> = { candidate, repairs: [], offset };
    const report: OnRepair = (kind, offset) => {
      if (kind === 'unquoted-string') candidate.doubt();
      if (this.accepted === candidate.answer) onRepair(kind, offset);
      else if (trial.repairs.length < maxRepairs) trial.repairs.push({ kind, offset });
    };
    if (!isBare) report('surrounding-text', offset);
    this.#trial = trial;
    this.#parser = new TolerantGrammar(candidate, position, grammar, report);
    if (char === '{' && expects?.kind === 'array' && isItem) {
      report('ndjson', offset);
      this.#parser.beginLines();
    }
    return report;
  }

  #read(parser: TolerantGrammar, chunk: string, at: number): number {
    try {
      const next = parser.feed(chunk, at);
      if (parser.isClosed) this.#close();
      else if (this.#isAccepted) {
        parser.redirect(this.accepted as Sink);
        this.#answer = parser;
      }
      return next;
    } catch (error) {
      if (this.#isAccepted || !(error instanceof JsonParseError)) throw error;
      const trial = this.#trial;
      if (trial !== undefined) this.#failed = { trial, error };
      this.#leave();
      // What cannot even begin is passed over; anything else is looked at again, as the beginning of something better.
      const failedAt = error.offset === trial?.offset ? error.offset + 1 : error.offset;
      return Math.max(at, failedAt - this.#options.position.offset);
    }
  }

  /** The value being read is the answer. */
  get #isAccepted(): boolean {
    return this.accepted !== undefined && this.accepted === this.#trial?.candidate.answer;
  }

  #close(): void {
    const isDraft = this.#parser?.isDraft === true;
    if (this.#isAccepted) {
      this.isClosed = true;
      this.#isOver = true;
    } else if (!this.#isThinking && this.#trial !== undefined) this.#park(this.#trial);
    this.#leave();
    if (isDraft) this.#withdraw();
  }

  #park(trial: Trial<Sink>): void {
    if (trial.candidate.weight >= (this.#parked?.candidate.weight ?? 0)) this.#parked = trial;
  }

  #leave(): void {
    this.#parser = undefined;
    this.#answer = undefined;
    this.#trial = undefined;
    this.#before.isBlank = false;
  }

  /** What seemed the answer may be a draft: the thinking it stood in ends only here. It stands until a better one comes. */
  #withdraw(): void {
    this.#isOver = false;
    this.#before.restart();
  }
}
