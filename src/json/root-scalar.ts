// In: a text that held no container. Out: the one text, number or literal that is its answer.
// The whole may be it; of a schema's scalar it may be a part of prose. Told only at the end: more may follow.
// Knows nothing of what else stands in the text.

import type { GrammarOptions } from './grammar-state.js';
import { JsonParseError } from './json-error.js';
import { DEAF, type JsonScalar } from './json-sink.js';
import { type Digits, undress } from './prose-number.js';
import type { Repair } from './repair.js';
import type { RootExpectation, ScalarType } from './root-expectation.js';
import { TextPosition } from './text-position.js';
import { TolerantGrammar } from './tolerant-grammar.js';

/** Longest text that may be a scalar as a whole; longer ones must be valid JSON. */
const MAX_WHOLE = 64;
const CLOSING_FENCE = /(?:(?<!`)`{3,}|~~~)$/;
/** A fence, what is said of its content, and that. */
const FENCED = /^[ \t]*(`{3,}|~~~)([^\n`]*\n)([^]*?)(?:\1|(?![^]))/m;
/**
 * The parts of prose that may be a scalar: in quotes, digits in groups with space between, or a word; and what is none of
 * them, or a time of day. None looks beyond its line, nor
 * past its own opening quote; a quote behind a backslash opens nothing, else each of many would be looked past. The
 * engine keeps a place to return to for each escape, so there is a bound on them.
 */
const PART =
  /`{2,}|(?<![\p{L}\p{N}\\])(?:"[^"\\\n]*(?:\\.[^"\\\n]*){0,9999}"|'[^'\n]*'|`[^`\n]*`|“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»)|(?:(?:\d{4}-\d\d-\d\dT)?\d\d?(?::\d\d){1,3}|[+\u2212-]?[A-Z]{0,3}\p{Sc}?[+\u2212-]?\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d)){1,99})[^\s:=;!?()[\]{}*"“”„«»`|]*|[^\s:=;!?()[\]{}*"“”„«»`|]+|[^]/guy;
const QUOTED = /^["'`“„«]/;
/** Marks at a word's end. Looked for where a run of them begins, so a long one costs its length. */
const TRAILING = /(?<![.,…_~'])[.,…_~']+$/;
/** What else may be one: other words are looked up, not read. */
const PLAIN = /^(?:["'“„«].|`[^`]|[+.\d-]|(?:true|false|null|none)$)/i;
/** Digits whose thousands a comma or space divides. */
const GROUPED = /^[+\u2212-]?\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?:\.\d+)?$/;
/** What stands behind a number that is only the beginning of one. */
const MULTIPLIED = /^ (?:hundred|thousand|million|billion|trillion)\b/i;
/** A colon, an equals sign or a mark of emphasis before a part. */
const POINTER = /[:=*]\s*$/;

/** Before the end of a scale: it is given 8 out of 10. */
const SCALE = /\bout of\s+$/i;

/** A scalar that is the answer. */
export interface FoundScalar {
  readonly value: JsonScalar | string;
  readonly repairs: readonly Repair[];
  /** Where it begins, and where it ends. */
  readonly offset: number;
  readonly end: number;
  /** Where what follows it begins, space aside; absent when nothing does. */
  readonly behind?: number | undefined;
}

/** Finds an answer that is no container. */
export class RootScalar {
  readonly #expects: RootExpectation | undefined;
  readonly #grammar: GrammarOptions;
  /** The text so far, where it begins, and how much of it was thinking: that is let go of with the next chunk. */
  #text = '';
  #offset = 0;
  #passed = 0;
  /** Where the last chunk begins in it. */
  #chunkAt = 0;

  constructor(expects: RootExpectation | undefined, grammar: GrammarOptions) {
    this.#expects = expects;
    // A single value is read whatever the limit on fields.
    this.#grammar = { ...grammar, maxFields: Infinity };
  }

  /** The next chunk. */
  add(chunk: string): void {
    this.#letGo();
    this.#chunkAt = this.#text.length;
    this.#text += chunk;
  }

  /** Up to this index of the chunk all was thinking. */
  restart(at: number): void {
    this.#passed = this.#chunkAt + at;
  }

  #letGo(): void {
    if (this.#passed === 0) return;
    this.#text = this.#text.slice(this.#passed);
    this.#offset += this.#passed;
    this.#passed = 0;
  }

  /** The answer, if the text is one. */
  find(): FoundScalar | undefined {
    this.#letGo();
    const all = this.#text.trim();
    this.#offset += this.#text.length - this.#text.trimStart().length;
    const text = all.replace(CLOSING_FENCE, '').trimEnd();
    const whole = this.#readWhole(text, 0);
    const isWhole =
      whole !== undefined && (this.#expects?.types === undefined || this.#fits(whole));
    const part = isWhole
      ? whole
      : (this.#readFence(text) ?? this.#readFirstLine(text) ?? this.#readPart(text));
    const found = part ?? whole;
    if (found === undefined) return undefined;
    const at = all.slice(found.end - this.#offset).search(/\S/);
    return at < 0 ? found : { ...found, behind: found.end + at };
  }

  #readWhole(text: string, index: number): FoundScalar | undefined {
    const isLong = text.length > MAX_WHOLE;
    if (isLong && !/^[-\d"]/.test(text)) return undefined;
    const found = this.#read(text, index);
    if (found === undefined || (isLong && found.repairs.length > 0)) return undefined;
    return isSaid(found) || this.#expects?.texts?.has(text) === true ? found : undefined;
  }

  /** What the only fence holds: a scalar, or a text as it stands. */
  #readFence(text: string): FoundScalar | undefined {
    const { types, texts } = this.#expects ?? {};
    const fence = FENCED.exec(text);
    if (fence === null) return undefined;
    const [all, mark = '', tag = '', inside = ''] = fence;
    const after = fence.index + all.length;
    const isAll = fence.index === 0 && after === text.length;
    if (types === undefined ? !isAll : text.includes(mark, after)) return undefined;
    const value = inside.trimEnd();
    const index = text.indexOf('\n', fence.index) + 1;
    const found = this.#readWhole(value, index);
    if (found !== undefined && this.#fits(found)) return found;
    const isText = types?.has('string') === true && texts === undefined && !/^\s*json/i.test(tag);
    if (!isText || value === '') return isAll ? found : undefined;
    const offset = this.#offset + index;
    const end = offset + value.length;
    return { value, repairs: [{ kind: 'unquoted-string', offset }], offset, end };
  }

  /** What stands alone on the first of several lines: the others say why. */
  #readFirstLine(text: string): FoundScalar | undefined {
    const end = text.indexOf('\n');
    const written = text.slice(0, Math.max(0, end)).trimEnd();
    const line = written.replace(TRAILING, '');
    const digits = this.#expects?.types?.has('number') ? undress(line, written) : undefined;
    const found =
      line === '' ? undefined : (this.#readWhole(line, 0) ?? this.#readDigits(digits, 0));
    return found !== undefined && this.#fits(found) ? found : undefined;
  }

  /** The last part that fits; one that something points at before all others, what stands in parentheses or ends a scale after them. */
  #readPart(text: string): FoundScalar | undefined {
    const { types, texts } = this.#expects ?? {};
    let best: FoundScalar | undefined;
    let most = 0;
    if (types === undefined) return undefined;
    const isNumber = types.has('number');
    let depth = 0;
    // One call for all parts: the engine goes through the text once.
    text.replace(PART, (part: string, index: number) => {
      if (part === '(') depth++;
      else if (part === ')') depth = Math.max(0, depth - 1);
      else if (part === '\n') depth = 0;
      const isQuoted = QUOTED.test(part);
      const word = isQuoted ? part : part.replace(TRAILING, '');
      const isCode = part.startsWith('`');
      const digits =
        isNumber && (isCode || !isQuoted)
          ? undress(isCode ? part.slice(1, -1) : word, part)
          : undefined;
      if (!PLAIN.test(word) && texts?.has(word) !== true && digits === undefined) return '';
      const isMarked = digits !== undefined && part.startsWith('_');
      const isPointed =
        isMarked ||
        (index === 0 ? isQuoted : POINTER.test(text.slice(Math.max(0, index - 2), index)));
      const isScale = SCALE.test(text.slice(Math.max(0, index - 8), index));
      const rank = depth > 0 || isScale ? 0 : isPointed ? 2 : 1;
      if (rank < most) return '';
      const found =
        this.#readWord(word, index) ?? this.#readDigits(digits, isCode ? index + 1 : index);
      if (found === undefined) return '';
      const after = text.slice(index + word.length, index + word.length + 10);
      if (typeof found.value === 'number' && MULTIPLIED.test(after)) return '';
      best = found;
      most = rank;
      return '';
    });
    return best;
  }

  /** A word that is an answer which fits. */
  #readWord(word: string, index: number): FoundScalar | undefined {
    const found = this.#read(word, index);
    return found !== undefined && found.value !== '' && this.#fits(found) ? found : undefined;
  }

  /** The number in a word that begins there. */
  #readDigits(digits: Digits | undefined, index: number): FoundScalar | undefined {
    if (digits === undefined) return undefined;
    const found = this.#readWord(digits.text, index + digits.from);
    if (found === undefined) return undefined;
    // Between the sign and the digits a currency is passed over.
    const isApart = digits.to - digits.from > digits.text.length;
    const repairs: readonly Repair[] = isApart
      ? [{ kind: 'number', offset: found.offset }, ...found.repairs]
      : found.repairs;
    return { ...found, repairs, end: this.#offset + index + digits.to };
  }

  #fits(found: FoundScalar): boolean {
    const { types, texts } = this.#expects ?? {};
    const { value } = found;
    if (types?.has(value === null ? 'null' : (typeof value as ScalarType)) !== true) return false;
    return typeof value !== 'string' || (texts?.has(value) ?? isSaid(found));
  }

  /** Reads all of a text as one scalar. */
  #read(text: string, index: number): FoundScalar | undefined {
    const offset = this.#offset + index;
    const isGrouped = GROUPED.test(text);
    const repairs: Repair[] = isGrouped ? [{ kind: 'number', offset }] : [];
    const position = new TextPosition();
    position.offset = offset;
    let value: JsonScalar | string | undefined;
    const sink = {
      ...DEAF,
      append: (piece: string) => (value = `${value ?? ''}${piece}`),
      scalar: (scalar: JsonScalar) => (value = scalar),
      start: (kind: string) => {
        if (kind !== 'string') position.fail('unexpected-character', 0);
        value = '';
      },
    };
    const parser = new TolerantGrammar(sink, position, this.#grammar, (kind, at) =>
      repairs.push({ kind, offset: at }),
    );
    const written = isGrouped ? text.replaceAll(/[\s,]/g, '') : text;
    try {
      const isWhole = parser.feed(written, 0) === written.length;
      position.offset += written.length;
      parser.end();
      if (!isWhole || !parser.isClosed || value === undefined) return undefined;
      // Of more digits a number would lose some.
      if (isGrouped && Math.abs(Number(value)) > Number.MAX_SAFE_INTEGER) return undefined;
    } catch (error) {
      // What cannot be read is prose.
      if (error instanceof JsonParseError) return undefined;
      throw error;
    }
    return { value, repairs, offset, end: offset + text.length };
  }
}

/** True for a value that no plain word stands for. */
function isSaid({ repairs }: FoundScalar): boolean {
  return !repairs.some(({ kind }) => kind === 'unquoted-string');
}
