// In: everything a model writes, chunk by chunk. Out: the one JSON value that is its answer, on a sink made for it.
// Prose, fences and thinking are passed over; a value that does not fit what is expected is set aside and the next tried.
// Knows nothing of the grammar inside a value, nor of schemas beyond the root's kind and keys.

import { Candidate, type RootExpectation } from './candidate.js';
import { JsonParseError } from './json-error.js';
import type { GrammarOptions } from './grammar-state.js';
import type { JsonScalar, JsonSink } from './json-sink.js';
import type { OnRepair, Repair } from './repair.js';
import { TolerantGrammar } from './tolerant-grammar.js';
import type { TextPosition } from './text-position.js';
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
}

/** Longest text without JSON that may still be a bare number or literal. */
const MAX_SCALAR = 64;
const SCALAR = /^\s*(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*$/;
const BLANK = /^[\s\ufeff]$/;
const FENCE = '```';
/** A line's beginning, as far as it is remembered, at which the next of several objects may begin. */
const ITEM = /^(?:[-*•]|\d[.)])?\{$/;
/** What the bracket of `<![CDATA[`, or of a colour on a terminal, stands behind. */
const MARKUP = '!A\u001b';
/** A key at the very beginning, up to its colon. */
const FIRST_KEY = /^\s*"?([\p{L}_$][\p{L}\p{N}_$-]*)"?\s*:$/u;

/** A value being read that may be the answer, and the liberties taken with it. */
interface Trial<Sink> {
  readonly sink: Sink;
  readonly repairs: Repair[];
}

/** Finds the answer in a text and reads it. */
export class DocumentReader<Sink extends JsonSink> {
  /** The sink of the value that is the answer, once that is decided; another one when the decision is taken back. */
  accepted: Sink | undefined;
  readonly #options: DocumentReaderOptions<Sink>;
  readonly #thinking = new ThinkingTags();
  #parser: TolerantGrammar | undefined;
  /** The same parser, once it is decided that it reads the answer. */
  #answer: TolerantGrammar | undefined;
  #trial: Trial<Sink> | undefined;
  /** The last value that closed without being the answer; it is, if no better one comes. */
  #parked: Trial<Sink> | undefined;
  /** The last value that could not be read on before it was decided what it is. */
  #failed: { readonly trial: Trial<Sink>; readonly error: JsonParseError } | undefined;
  /** The text's beginning, while it may be a bare number or literal. */
  #head = '';
  /** The current line's beginning, to know a fence by. */
  #line = '';
  /** The last value inside a thinking block that fits; the answer, if the block never closes and nothing else comes. */
  #draft: Trial<Sink> | undefined;
  /** What is read stands inside a thinking block. */
  #isThinking = false;
  /** An array began where an object is expected: the object may be wrapped in it. */
  #isWrapped = false;
  /** The character before. */
  #before = '';
  /** Nothing but space, or a fence's first line, stands before. */
  #isBlank = true;
  #isClosed = false;
  /** Where the value on trial began. */
  #begunAt = 0;

  constructor(options: DocumentReaderOptions<Sink>) {
    this.#options = options;
  }

  /** True once the grammar closed the answer. */
  get isClosed(): boolean {
    return this.#isClosed;
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
    const isOpen = this.#parser !== undefined;
    if (this.#parser !== undefined) {
      this.#parser.end();
      if (this.#parser.isClosed) this.#close();
    }
    if (this.#thinking.isInside) this.#parked ??= this.#draft;
    this.settle();
    if (this.accepted !== undefined) return;
    if (isOpen && this.#trial !== undefined) this.#accept(this.#trial);
    else if (SCALAR.test(this.#head)) this.#readScalar();
    else if (this.#failed !== undefined) {
      this.#accept(this.#failed.trial);
      throw this.#failed.error;
    } else this.#options.position.fail('no-json', 0);
  }

  /** Nothing better will come: the last value that closed is the answer, unless another is. */
  settle(): void {
    if (this.accepted !== undefined || this.#parked === undefined) return;
    this.#accept(this.#parked);
    this.#isClosed = true;
  }

  #readScalar(): void {
    const sink = this.#options.createSink();
    // Trimmed, since the pattern takes any space and JSON only some.
    sink.scalar(JSON.parse(this.#head.trim()) as JsonScalar);
    this.accepted = sink;
    this.#isClosed = true;
  }

  /** From here on this value is the answer, and the liberties taken with it are reported. */
  #accept(trial: Trial<Sink>): void {
    this.accepted = trial.sink;
    for (const { kind, offset } of trial.repairs) this.#options.onRepair(kind, offset);
  }

  /** Reads inside a thinking block: its values are drafts, and its end tells that none of them is the answer. */
  #think(chunk: string, at: number): number {
    let end = at;
    while (end < chunk.length && this.#thinking.isInside) this.#thinking.look(chunk.charAt(end++));
    const { position } = this.#options;
    const isBlank = this.#isBlank;
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
      this.#line = '';
    }
    this.#isBlank = isBlank;
    return end;
  }

  #seekInside(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    if (char === '\n') this.#options.position.newLine(at);
    const kind = char === '{' ? 'object' : char === '[' ? 'array' : undefined;
    if (kind === undefined || this.#isClosed || (this.#options.expects?.kind ?? kind) !== kind)
      return at + 1;
    this.#begin(char, at);
    return at;
  }

  #seek(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    if (this.#thinking.look(char)) this.#withdraw();
    if (char === '\n') {
      this.#options.position.newLine(at);
      if (this.#line === FENCE) this.#isBlank = true;
      this.#line = '';
    } else if (this.#line.length < FENCE.length && char !== ' ') this.#line += char;
    if (this.#head.length <= MAX_SCALAR) this.#head += char;
    if (this.#isClosed || this.#thinking.isInside || BLANK.test(char)) return at + 1;
    const before = this.#before;
    this.#before = char;
    if (this.#isWrapped) return this.#unwrap(char, at);
    if (char === '[' && before !== '' && MARKUP.includes(before)) return at + 1;
    const wanted = this.#options.expects?.kind;
    const isString = char === '"' && this.#isBlank && (wanted ?? 'scalar') === 'scalar';
    if (char === '[' && wanted === 'object') {
      this.#isWrapped = true;
      return at + 1;
    }
    if (char === '{' || char === '[' || isString) {
      this.#begin(char, at);
      return at;
    }
    if (char === ':' && this.#head.length <= MAX_SCALAR) this.#beginAtKey(at);
    this.#isBlank = false;
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
    const key = FIRST_KEY.exec(this.#head)?.[1];
    if (key === undefined || expects?.keys?.has(key) !== true) return;
    this.#isBlank = true;
    const report = this.#begin('', at);
    report('missing-bracket', position.offset + at);
    this.#parser?.beginInside(true, key, at);
  }

  #begin(char: string, at: number): OnRepair {
    const { createSink, expects, onRepair, position, grammar, maxRepairs } = this.#options;
    const trial: Trial<Sink> = { sink: createSink(), repairs: [] };
    const report: OnRepair = (kind, offset) => {
      if (kind === 'unquoted-string') candidate.doubt();
      if (this.accepted === trial.sink) onRepair(kind, offset);
      else if (trial.repairs.length < maxRepairs) trial.repairs.push({ kind, offset });
    };
    const offset = position.offset + at;
    this.#begunAt = offset;
    const isInside = this.#isThinking;
    const candidate = new Candidate(trial.sink, expects, this.#isBlank && !isInside, () => {
      if (isInside) this.#draft = trial;
      else this.#accept(trial);
    });
    if (!this.#isBlank) report('surrounding-text', offset);
    this.#trial = trial;
    this.#parser = new TolerantGrammar(candidate, position, grammar, report);
    if (char === '{' && expects?.kind === 'array' && ITEM.test(this.#line)) {
      report('ndjson', offset);
      this.#parser.beginLines();
    }
    return report;
  }

  #read(parser: TolerantGrammar, chunk: string, at: number): number {
    try {
      const next = parser.feed(chunk, at);
      if (parser.isClosed) this.#close();
      else if (this.accepted !== undefined) {
        parser.redirect(this.accepted);
        this.#answer = parser;
      }
      return next;
    } catch (error) {
      if (this.accepted !== undefined || !(error instanceof JsonParseError)) throw error;
      if (this.#trial !== undefined) this.#failed = { trial: this.#trial, error };
      this.#leave();
      // What cannot even begin is passed over; anything else is looked at again, as the beginning of something better.
      const failedAt = error.offset === this.#begunAt ? error.offset + 1 : error.offset;
      return Math.max(at, failedAt - this.#options.position.offset);
    }
  }

  #close(): void {
    if (this.accepted !== undefined) this.#isClosed = true;
    else if (!this.#isThinking) this.#parked = this.#trial;
    this.#leave();
  }

  #leave(): void {
    this.#parser = undefined;
    this.#answer = undefined;
    this.#trial = undefined;
    this.#isBlank = false;
  }

  /** What seemed the answer was a draft: the thinking it stood in ends only here. */
  #withdraw(): void {
    if (this.accepted !== undefined) this.#parked = { sink: this.accepted, repairs: [] };
    this.accepted = undefined;
    this.#isClosed = false;
    this.#isBlank = true;
  }
}
