// In: a whole answer's text, chunk by chunk, and how forgiving to be. Out: its JSON value on a sink, and what was forgiven.
// Strict reading is the bare grammar; tolerant reading looks for the answer first.
// Knows nothing of events.

import { DocumentReader } from './document-reader.js';
import type { DuplicateKeys } from './grammar-state.js';
import { JsonGrammar } from './json-grammar.js';
import type { JsonErrorCode, JsonParseError } from './json-error.js';
import type { JsonSink } from './json-sink.js';
import type { OnRepair, Repair } from './repair.js';
import type { RootExpectation } from './root-expectation.js';
import { TextPosition } from './text-position.js';

/** Bounds on what is read; beyond one, reading ends with an error of that name. */
export interface TextLimits {
  /** Containers open at once; `depth-exceeded`. @default 512 */
  readonly maxDepth?: number;
  /** UTF-16 code units of text; `length-exceeded`. @default 16777216 */
  readonly maxLength?: number;
  /** Values, containers included; `fields-exceeded`. @default 1000000 */
  readonly maxFields?: number;
  /** Code units of a key as written, escapes and all; `key-exceeded`. @default 4096 */
  readonly maxKeyLength?: number;
  /** Code units of a number or unquoted word, which show only at their end; `pending-exceeded`. @default 65536 */
  readonly maxPending?: number;
  /** Repairs that are reported; later ones are made all the same. @default 1000 */
  readonly maxRepairs?: number;
}

export interface TextReaderOptions<Sink extends JsonSink> {
  /** Accept exactly what `JSON.parse` accepts. @default false */
  readonly strict?: boolean;
  readonly limits?: TextLimits;
  /** What a key means that its object has already. @default 'last' */
  readonly duplicateKeys?: DuplicateKeys;
  /** What the root must look like; only tolerant reading uses it. */
  readonly expects?: RootExpectation | undefined;
  readonly createSink: () => Sink;
  /** What seemed the answer was a draft; `sink` is another one once this was told. Never in strict reading. */
  readonly onReplace?: () => void;
  /** How well a value that closed fits, from 0 to 3 (nothing is wrong with it). Never asked in strict reading. */
  readonly rank?: ((sink: Sink) => number) | undefined;
}

/** Reads one answer. */
export class TextReader<Sink extends JsonSink> {
  readonly #position = new TextPosition();
  readonly #repairs: Repair[] = [];
  readonly #maxLength: number;
  readonly #maxRepairs: number;
  readonly #strict: { readonly parser: JsonGrammar; readonly sink: Sink } | undefined;
  readonly #document: DocumentReader<Sink> | undefined;

  constructor(options: TextReaderOptions<Sink>) {
    const { strict = false, limits = {}, duplicateKeys = 'last' } = options;
    const { expects, createSink, onReplace, rank } = options;
    const { maxDepth = 512, maxFields = 1_000_000 } = limits;
    const { maxKeyLength = 4096, maxPending = 65_536 } = limits;
    this.#maxLength = limits.maxLength ?? 16_777_216;
    this.#maxRepairs = limits.maxRepairs ?? 1000;
    const position = this.#position;
    const grammar = { duplicateKeys, maxDepth, maxFields, maxKeyLength, maxPending };
    if (strict) {
      const sink = createSink();
      this.#strict = {
        sink,
        parser: new JsonGrammar(sink, position, grammar),
      };
    } else {
      const onRepair: OnRepair = (kind, offset) => this.#report({ kind, offset });
      this.#document = new DocumentReader({
        position,
        onRepair,
        grammar,
        expects,
        maxRepairs: this.#maxRepairs,
        createSink,
        onReplace,
        rank,
      });
    }
  }

  /** The sink of the answer; `undefined` while it is not known which value that is. */
  get sink(): Sink | undefined {
    return this.#strict?.sink ?? this.#document?.accepted;
  }

  /** True once the grammar closed the answer. */
  get isClosed(): boolean {
    return (this.#strict?.parser ?? this.#document)?.isClosed ?? false;
  }

  /** The liberties taken so far, in the order in which it was known that they are some. */
  get repairs(): readonly Repair[] {
    return this.#repairs;
  }

  /** @throws {JsonParseError} at the first character that cannot be read. */
  feed(chunk: string): void {
    const position = this.#position;
    const room = this.#maxLength - position.offset;
    this.#read(chunk.length > room ? chunk.slice(0, room) : chunk);
    if (chunk.length > room) throw this.#giveUp('length-exceeded', room);
    position.offset += chunk.length;
  }

  #read(chunk: string): void {
    if (this.#document !== undefined) this.#document.feed(chunk);
    else if (this.#strict !== undefined) this.#readStrict(this.#strict.parser, chunk);
  }

  /** @throws {JsonParseError} `unexpected-end` in strict reading, `no-json` otherwise. */
  end(): void {
    this.#strict?.parser.end();
    this.#document?.end();
  }

  /** What follows is no text, and a mark stands for it. Once the answer closed, nobody reads it. */
  noteMark(): void {
    if (!this.isClosed) this.#report({ kind: 'invalid-bytes', offset: this.#position.offset });
  }

  /** The error that ends the reading after what was fed, for a reason the text itself does not give. */
  errorHere(code: JsonErrorCode): JsonParseError {
    return this.#giveUp(code, 0);
  }

  #giveUp(code: JsonErrorCode, at: number): JsonParseError {
    this.#document?.settle();
    return this.#position.errorAt(code, at);
  }

  #readStrict(parser: JsonGrammar, chunk: string): void {
    let at = parser.isClosed ? 0 : parser.feed(chunk, 0);
    for (; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at);
      if (code === 10) this.#position.newLine(at);
      else if (code !== 32 && code !== 13 && code !== 9)
        this.#position.fail('unexpected-character', at, code);
    }
  }

  #report(repair: Repair): void {
    if (this.#repairs.length < this.#maxRepairs) this.#repairs.push(repair);
  }
}
