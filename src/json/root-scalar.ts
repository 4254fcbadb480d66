// In: a text that held no container. Out: the one text, number or literal that is its answer.
// The whole may be it; of a schema's scalar it may be a part of prose. Told only at the end: more may follow.
// Knows nothing of what else stands in the text.

import type { GrammarOptions } from './grammar-state.js';
import { JsonParseError } from './json-error.js';
import { DEAF, type JsonScalar } from './json-sink.js';
import type { Repair } from './repair.js';
import type { RootExpectation, ScalarType } from './root-expectation.js';
import { TextPosition } from './text-position.js';
import { TolerantGrammar } from './tolerant-grammar.js';

/** Longest text that may be a scalar as a whole. */
const MAX_WHOLE = 64;
/** A whole text, and the fence around it. */
const WHOLE = /^(\s*(?:(?:```|~~~)[^\n`]*\n\s*)?)([^]*?)\s*(?:```|~~~)?\s*$/;
/** The parts of prose that may be a scalar: in quotes, or a word; and what is neither. None looks beyond its line, nor past its own opening quote. */
const PART =
  /(?<![\p{L}\p{N}])(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|`[^`\n]*`|“[^“”\n]*”|„[^„“”\n]*[“”]|«[^«»\n]*»)|[^\s:=;!?()[\]{}*"“”„«»`|]+|[^]/guy;
/** What else may be one: other words are looked up, not read. */
const PLAIN = /^(?:["'`“„«+.\d-]|(?:true|false|null|none)$)/i;
/** Digits with the comma of thousands. */
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** A colon, an equals sign or a mark of emphasis before a part. */
const POINTER = /[:=*]\s*$/;

interface FoundScalar {
  readonly value: JsonScalar | string;
  readonly repairs: readonly Repair[];
  /** Where it begins, and where what follows it does. */
  readonly offset: number;
  readonly end: number;
}

/** Finds an answer that is no container. */
export class RootScalar {
  readonly #expects: RootExpectation | undefined;
  readonly #grammar: GrammarOptions;
  /** The text, as far as it may be asked for, and the chunk that goes on from an index. */
  #text = '';
  #chunk = '';
  #from = 0;
  #chunkAt = 0;
  #offset = 0;

  constructor(expects: RootExpectation | undefined, grammar: GrammarOptions) {
    this.#expects = expects;
    // A single value is read whatever the limit on fields.
    this.#grammar = { ...grammar, maxFields: Infinity };
  }

  /** The next chunk, and where it begins. */
  add(chunk: string, offset: number): void {
    this.#join();
    this.#chunk = chunk;
    this.#from = 0;
    this.#chunkAt = offset;
  }

  /** Up to this index of the chunk all was thinking. */
  restart(at: number): void {
    this.#text = '';
    this.#from = at;
    this.#offset = this.#chunkAt + at;
  }

  /** The answer, if the text is one. */
  find(): FoundScalar | undefined {
    this.#join();
    const text = this.#text;
    return (text.length > MAX_WHOLE ? undefined : this.#readWhole(text)) ?? this.#readPart(text);
  }

  #join(): void {
    const isSought = this.#expects?.types !== undefined;
    const room = isSought ? Infinity : MAX_WHOLE + 1 - this.#text.length;
    if (room > 0) this.#text += this.#chunk.slice(this.#from, this.#from + room);
    this.#chunk = '';
  }

  #readWhole(text: string): FoundScalar | undefined {
    const [, before = '', inner = ''] = WHOLE.exec(text) ?? [];
    const found = this.#read(inner, before.length);
    return found !== undefined && (isSaid(found) || this.#expects?.texts?.has(inner) === true)
      ? found
      : undefined;
  }

  /** The last part that fits; one that something points at before all others. */
  #readPart(text: string): FoundScalar | undefined {
    const { types, texts } = this.#expects ?? {};
    let best: FoundScalar | undefined;
    let isPointedAt = false;
    if (types === undefined) return undefined;
    // One call for all parts: the engine goes through the text once.
    text.replace(PART, (part: string, index: number) => {
      const word = part.replace(/[.,…_~']+$/, '');
      if (!PLAIN.test(word) && texts?.has(word) !== true) return '';
      const isPointed = POINTER.test(text.slice(Math.max(0, index - 2), index));
      const found =
        isPointed < isPointedAt
          ? undefined
          : this.#read(/^["'`“„«]/.test(part) ? part : word, index);
      if (found === undefined || !this.#fits(found)) return '';
      best = found;
      isPointedAt = isPointed;
      return '';
    });
    return best;
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
    const written = isGrouped ? text.replaceAll(',', '') : text;
    try {
      const isWhole = parser.feed(written, 0) === written.length;
      position.offset += written.length;
      parser.end();
      if (!isWhole || !parser.isClosed || value === undefined) return undefined;
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
