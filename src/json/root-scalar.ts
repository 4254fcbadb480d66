// In: a text that held no container. Out: the one text, number or literal that is its answer.
// The whole may be it; of a schema's scalar it may be a part of prose. Told only at the end: more may follow.
// Knows nothing of what else stands in the text.

import type { GrammarOptions } from './grammar-state.js';
import { JsonParseError } from './json-error.js';
import { DEAF, type JsonScalar } from './json-sink.js';
import type { Repair } from './repair.js';
import type { RootExpectation, ScalarType } from './root-expectation.js';
import { findFenced, visitParts } from './scalar-parts.js';
import { TextPosition } from './text-position.js';
import { TolerantGrammar } from './tolerant-grammar.js';

/** Longest text that may be a scalar as a whole; longer ones must be valid JSON. */
const MAX_WHOLE = 64;
const FENCES: ReadonlySet<string> = new Set(['```', '~~~']);
/** What else may be one: other words are looked up, not read. */
const PLAIN = /^(?:["'`“„«+.\d-]|(?:true|false|null|none)$)/i;
/** Digits with the comma of thousands. */
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
/** A colon, an equals sign or a mark of emphasis before a part. */
const POINTER = /[:=*]\s*$/;

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
  /** The text from its first character that is no space, and the chunk that goes on from an index. */
  #text = '';
  /** It is too long to be a scalar as a whole, and is not looked at otherwise. */
  #isProse = false;
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
    this.#isProse = false;
    this.#from = at;
    this.#offset = this.#chunkAt + at;
  }

  /** The answer, if the text is one. */
  find(): FoundScalar | undefined {
    this.#join();
    const all = this.#text.trimEnd();
    const text = FENCES.has(all.slice(-3)) ? all.slice(0, -3).trimEnd() : all;
    const found = this.#readWhole(text, 0) ?? this.#readFence(text) ?? this.#readPart(text);
    if (found === undefined) return undefined;
    const at = found.end - this.#offset;
    const rest = all.slice(at).trimStart();
    return rest === '' ? found : { ...found, behind: found.end + all.length - at - rest.length };
  }

  #join(): void {
    let piece = this.#chunk.slice(this.#from);
    this.#chunk = '';
    if (this.#isProse) return;
    if (this.#text === '') {
      const { length } = piece;
      piece = piece.trimStart();
      this.#offset += length - piece.length;
    }
    const wasShort = this.#text.length <= MAX_WHOLE;
    this.#text += piece;
    if (this.#expects?.types !== undefined || !wasShort || this.#text.length <= MAX_WHOLE) return;
    // Looked at once, since it costs the text's length.
    this.#isProse = this.#text.trimEnd().length > MAX_WHOLE && !/^[-\d]\S*\s*$/.test(this.#text);
    if (this.#isProse) this.#text = '';
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
    const fenced = findFenced(text);
    if (fenced === undefined || (types === undefined && !fenced.isAll)) return undefined;
    const value = fenced.text;
    const found = this.#readWhole(value, fenced.index);
    if (found !== undefined && this.#fits(found)) return found;
    const isText = types?.has('string') === true && texts === undefined && !fenced.isJson;
    if (!isText || value === '') return fenced.isAll ? found : undefined;
    const offset = this.#offset + fenced.index;
    const end = offset + value.length;
    return { value, repairs: [{ kind: 'unquoted-string', offset }], offset, end };
  }

  /** The last part that fits; one that something points at before all others, what stands in parentheses after them. */
  #readPart(text: string): FoundScalar | undefined {
    const { types, texts } = this.#expects ?? {};
    let best: FoundScalar | undefined;
    let most = 0;
    if (types === undefined) return undefined;
    visitParts(text, ({ text: part, index, isQuoted, isAside }) => {
      if (!PLAIN.test(part) && texts?.has(part) !== true) return;
      const isPointed =
        (isQuoted && index === 0) || POINTER.test(text.slice(Math.max(0, index - 2), index));
      const rank = isAside ? 0 : isPointed ? 2 : 1;
      const found = rank < most ? undefined : this.#read(part, index);
      if (found === undefined || found.value === '' || !this.#fits(found)) return;
      best = found;
      most = rank;
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
