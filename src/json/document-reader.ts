// In: everything a model writes, chunk by chunk. Out: the one JSON value that is its answer, on a sink made for it.
// Prose, fences and thinking are passed over; a value that does not fit what is expected is set aside and the next tried.
// Knows nothing of the grammar inside a value, nor of which value wins.

import { Candidate } from './candidate.js';
import { Contest, type ContestOptions } from './contest.js';
import { isLimit, JsonParseError } from './json-error.js';
import type { GrammarOptions } from './grammar-state.js';
import { tellWhole, type JsonSink } from './json-sink.js';
import type { OnRepair } from './repair.js';
import type { RootExpectation } from './root-expectation.js';
import { RootScalar } from './root-scalar.js';
import { TolerantGrammar } from './tolerant-grammar.js';
import type { TextPosition } from './text-position.js';
import { TextBefore } from './text-before.js';
import { ThinkingTags } from './thinking-tags.js';
import { keepRepairs, type Trial } from './trial.js';

export interface DocumentReaderOptions<Sink extends JsonSink> extends ContestOptions<Sink> {
  readonly position: TextPosition;
  readonly grammar: GrammarOptions;
  readonly expects: RootExpectation | undefined;
  /** Makes the sink of each value tried. */
  readonly createSink: () => Sink;
}

const BLANK = /^[\s\ufeff]$/;
/** What a key may begin with. */
const KEY = /[\p{L}\p{N}_$@]/u;

/** Finds the answer in a text and reads it. */
export class DocumentReader<Sink extends JsonSink> {
  readonly #options: DocumentReaderOptions<Sink>;
  readonly #contest: Contest<Sink>;
  readonly #thinking = new ThinkingTags();
  readonly #before = new TextBefore();
  /** Looks for an answer that is no container. */
  readonly #scalar: RootScalar;
  #parser: TolerantGrammar | undefined;
  /** The same parser, once it is decided that it reads the answer. */
  #answer: TolerantGrammar | undefined;
  #trial: Trial<Sink> | undefined;
  /** The last value that could not be read on before it was decided what it is. */
  #failed: { readonly trial: Trial<Sink>; readonly error: JsonParseError } | undefined;
  /** The last value inside a thinking block that fits; the answer, if the block never closes and nothing else comes. */
  #draft: Trial<Sink> | undefined;
  /** What is read stands inside a thinking block. */
  #isThinking = false;
  /** An opening bracket of which the next characters tell what it is, and a quote behind it; and where it stands. */
  #held = '';
  #heldAt = 0;

  constructor(options: DocumentReaderOptions<Sink>) {
    this.#options = options;
    this.#contest = new Contest(options);
    this.#scalar = new RootScalar(options.expects, options.grammar);
  }

  /** The sink of the value that is the answer, once that is decided; another one when that one was a draft. */
  get accepted(): Sink | undefined {
    return this.#contest.accepted;
  }

  /** True once the grammar closed the answer. */
  get isClosed(): boolean {
    return this.#contest.isClosed;
  }

  /** @throws {JsonParseError} when the answer has begun and cannot be read on. */
  feed(chunk: string): void {
    let at = 0;
    // The usual case, the answer being read, takes no detour.
    if (this.#answer !== undefined) {
      try {
        at = this.#answer.feed(chunk, 0);
        if (!this.#answer.isClosed) return;
        this.#close();
      } catch (error) {
        at = this.#giveUp(this.#trial as Trial<Sink>, error, 0);
      }
    }
    if (this.accepted === undefined) this.#scalar.add(chunk);
    while (at < chunk.length) {
      if (this.#thinking.isInside) at = this.#think(chunk, at);
      else if (this.#parser === undefined) at = this.#seek(chunk, at);
      else at = this.#read(this.#parser, chunk, at);
    }
  }

  /** @throws {JsonParseError} `no-json` when the text held no value at all, or why the only one could not be read. */
  end(): void {
    const contest = this.#contest;
    if (this.#parser !== undefined) {
      this.#parser.end();
      if (this.#parser.isClosed) this.#close();
    }
    if (contest.accepted === undefined) {
      if (this.#thinking.isInside && this.#draft !== undefined) contest.park(this.#draft);
      if (this.#trial?.candidate.isWhole === true && this.#parser?.isInMember === true)
        this.#trial.candidate.goOn();
      contest.parkOpen(this.#trial);
      this.#acceptScalar();
    }
    this.settle();
    const open = this.#trial;
    if (open !== undefined && !contest.isWinner(open)) contest.passOver(open);
    if (contest.accepted === undefined) {
      if (this.#failed === undefined) this.#options.position.fail('no-json', 0);
      contest.claim(this.#failed.trial);
      throw this.#failed.error;
    }
    if (contest.error !== undefined) throw contest.error;
    contest.around.flush();
  }

  /** Nothing better will come: what was set aside is the answer, unless another is. A draft is not all of one. */
  settle(): void {
    const settled = this.#contest.settle();
    if (settled === undefined) return;
    const isClosed = settled !== this.#trial || settled.candidate.isWhole;
    this.#contest.isClosed = isClosed && settled !== this.#draft;
  }

  #acceptScalar(): void {
    const { kind = 'scalar', types } = this.#options.expects ?? {};
    const isOther =
      (kind !== 'scalar' && this.#contest.hasParked) ||
      (types === undefined && this.#failed !== undefined);
    const found = isOther || this.#thinking.isInside ? undefined : this.#scalar.find();
    if (found === undefined) return;
    const sink = this.#options.createSink();
    const { value } = found;
    tellWhole(sink, value);
    this.#contest.acceptScalar(sink, found);
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
      this.#restart(end);
    }
    return end;
  }

  #seekInside(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    if (char === '\n') this.#options.position.newLine(at);
    const kind = char === '{' ? 'object' : char === '[' ? 'array' : undefined;
    if (kind === undefined || (this.#options.expects?.kind ?? kind) !== kind) return at + 1;
    if (this.#contest.isOver) return at + 1;
    this.#begin(char, at);
    return at;
  }

  #seek(chunk: string, at: number): number {
    const char = chunk.charAt(at);
    const before = this.#before;
    const isBlank = BLANK.test(char);
    const isHeld = this.#held !== '' && !(isBlank && this.#held === '[');
    if (isHeld && this.#resolve(char, at)) return at;
    const isDraft = this.#thinking.look(char);
    if (isDraft || this.#thinking.isInside) this.#contest.around.think();
    if (isDraft) {
      this.#contest.withdraw();
      this.#restart(at + 1);
      return at + 1;
    }
    if (char === '\n') this.#options.position.newLine(at);
    before.add(char);
    if (this.#thinking.isInside) return at + 1;
    if (isBlank || (char === '[' && before.isMarkup)) return this.#pass(char, at);
    const wanted = this.#options.expects?.kind;
    const isString = char === '"' && before.isBlank && this.#isTextWanted;
    const isBracket = char === '{' || char === '[';
    if ((isBracket || isString) && this.#mayBegin) {
      if (!before.isQuoted && (char !== '[' || wanted !== 'object')) {
        this.#begin(char, at);
        return at;
      }
      this.#hold(char, this.#options.position.offset + at);
    } else if (char === ':') this.#beginAtKey(at);
    if (this.#parser !== undefined) return at;
    if (this.#held === '') before.isBlank = false;
    return this.#pass(char, at);
  }

  /** A better answer may begin here: behind one that could not be read on, only where a fence begins. */
  get #mayBegin(): boolean {
    return this.#contest.error === undefined ? !this.#contest.isOver : this.#before.isBlank;
  }

  /** A text may be the answer, whatever it says; one that must say something is looked for when all is known. */
  get #isTextWanted(): boolean {
    const { kind = 'scalar', types, texts } = this.#options.expects ?? {};
    return kind === 'scalar' && types?.has('string') !== false && texts === undefined;
  }

  #pass(char: string, at: number): number {
    const offset = this.#options.position.offset + at;
    this.#contest.around.see(char, offset, this.#contest.isClosed, this.#before.isComment);
    return at + 1;
  }

  #hold(bracket: string, offset: number): void {
    this.#held = bracket;
    this.#heldAt = offset;
  }

  /**
   * The character behind a bracket tells whether it is one that prose quotes, and where an object is expected whether one
   * stands in a list: that is the answer, all else its list's. True once a value begins.
   */
  #resolve(char: string, at: number): boolean {
    const held = this.#held;
    this.#held = '';
    if (held.length === 1 && this.#before.isInQuotes(char)) this.#held = held + char;
    // Between quotes a key may begin, if the value is written in them.
    if (this.#held !== '' || (held.length > 1 && !KEY.test(char))) return false;
    const { expects, position } = this.#options;
    if (held === '[' && char === '{' && expects?.kind === 'object') {
      this.#begin(char, at);
      return true;
    }
    const { offset } = position;
    this.#contest.around.drop(this.#heldAt);
    position.offset = this.#heldAt;
    this.#begin(held.charAt(0), 0);
    if (this.#parser !== undefined) this.#read(this.#parser, held, 0);
    position.offset = offset;
    return true;
  }

  /** The answer's first key, and no brace before it. */
  #beginAtKey(at: number): void {
    const { expects, position } = this.#options;
    const key = this.#before.firstKey;
    if (key === undefined || expects?.keys?.has(key) !== true) return;
    this.#before.isBlank = true;
    this.#contest.around.dropLine();
    const report = this.#begin('', at);
    report('missing-bracket', position.offset + at);
    this.#parser?.beginInside(true, key);
  }

  #begin(char: string, at: number): OnRepair {
    const { createSink, expects, position, grammar } = this.#options;
    const contest = this.#contest;
    const isInside = this.#isThinking;
    const { isBlank, isItem, isComment } = this.#before;
    const mayBeLines = expects?.kind === 'array' && expects.itemKeys?.size !== 0 && !isComment;
    const trust = {
      isBlank: isBlank && !isInside,
      isFirst: contest.accepted === undefined,
      isLines: char === '{' && isItem && mayBeLines,
    };
    const candidate = new Candidate(createSink, expects, trust, () => {
      if (isInside) this.#draft = trial;
      else contest.claim(trial);
    });
    const offset = position.offset + at;
    const trial: Trial<Sink> = { candidate, repairs: [], offset, isComment };
    const report = keepRepairs(trial, () => contest.isWinner(trial), this.#options);
    this.#trial = trial;
    this.#parser = new TolerantGrammar(candidate, position, grammar, report);
    if (trust.isLines) {
      contest.around.dropLine();
      this.#parser.beginLines(() => candidate.goesOn);
    }
    return report;
  }

  #read(parser: TolerantGrammar, chunk: string, at: number): number {
    const contest = this.#contest;
    const trial = this.#trial as Trial<Sink>;
    try {
      const next = parser.feed(chunk, at);
      if (parser.isClosed) this.#close();
      else if (contest.isWinner(trial) && trial.candidate.isFirm) {
        parser.redirect(contest.accepted as Sink);
        this.#answer = parser;
      }
      return next;
    } catch (error) {
      return this.#giveUp(trial, error, at);
    }
  }

  /** Passes over a value that cannot be read on; returns where the text goes on, unless nothing can come of that. */
  #giveUp(trial: Trial<Sink>, error: unknown, at: number): number {
    if (!(error instanceof JsonParseError)) throw error;
    const contest = this.#contest;
    if (contest.isWinner(trial)) {
      // Whoever wrote nonsense in a fence may write the answer anew in another one.
      if (!this.#before.isFenced || error.code !== 'unexpected-character') throw error;
      contest.withdraw(error);
    } else if (isLimit(error) && !this.#isThinking) {
      // What goes on behind it is a part of the same value, and no answer by itself.
      contest.parkOpen(trial);
      this.settle();
      throw error;
    } else {
      if (!this.#isThinking) contest.passOver(trial);
      this.#failed = { trial, error };
    }
    this.#leave();
    // What cannot even begin is passed over; anything else is looked at again, as the beginning of something better.
    const failedAt = error.offset === trial.offset ? error.offset + 1 : error.offset;
    const { offset, reached } = this.#options.position;
    return Math.max(at, Math.max(failedAt, reached) - offset);
  }

  #close(): void {
    const { isDraft = false, listAt } = this.#parser ?? {};
    const trial = this.#trial;
    if (trial !== undefined && !this.#isThinking) this.#contest.close(trial);
    this.#leave();
    if (listAt !== undefined && !this.#contest.isOver) this.#hold('[', listAt);
    // What seemed the answer may be a draft: the thinking it stood in ends only here. It stands until a better one comes.
    if (!isDraft) return;
    this.#contest.withdraw();
    this.#before.restart();
  }

  #leave(): void {
    this.#parser = undefined;
    this.#answer = undefined;
    this.#trial = undefined;
    this.#before.isBlank = false;
  }

  /** Thinking ends: the text begins anew. */
  #restart(at: number): void {
    this.#before.restart();
    this.#scalar.restart(at);
  }
}
