// In: the text of one answer, chunk by chunk. Out: instant events, each the moment the grammar settles it.
// The only file that knows both the grammar and the events: it puts the one in front of the other.
// Knows nothing of models or networks.

import {
  type DuplicateKeys,
  FITS,
  JsonParseError,
  type Repair,
  type RootExpectation,
  type TextLimits,
  TextReader,
} from '../json/index.js';
import { check } from '../internal/usage-error.js';
import { rankOf, rootShapeOf } from '../schema/index.js';
import { checkOptions } from './check-options.js';
import { EventBuilder } from './event-builder.js';
import type { ErrorEvent, InstantEvent } from './event.js';
import { replacedFact } from './field-facts.js';
import { FieldNode } from './field-node.js';
import { checkPlaces } from './policies.js';
import { type PreparedSchema, prepareSchema } from './prepared-schema.js';
import { createReader, type SchemaReader, type SchemaReaderOptions } from './schema-reader.js';
import { isUntold, type SchemaOutput } from './verdict-facts.js';

export { JsonParseError as InstantParseError } from '../json/index.js';
export type {
  DuplicateKeys,
  JsonErrorCode as InstantParseErrorCode,
  Repair,
  RepairKind,
  RootExpectation,
} from '../json/index.js';

/** Bounds on what is read and told; beyond one, reading ends with an error of that name. */
export interface JsonLimits extends TextLimits {
  /**
   * Events told of one answer; `events-exceeded`, after the feed that went beyond. The only limit that depends on how
   * the text was cut, since every chunk of a string is an event. @default 4000000
   */
  readonly maxEvents?: number;
}

/** How to read an answer. */
export interface InstantParserOptions<T = unknown> extends SchemaReaderOptions<T> {
  /** Accept exactly what `JSON.parse` accepts; otherwise what models do to JSON is forgiven. @default false */
  readonly strict?: boolean;
  readonly limits?: JsonLimits;
  /**
   * What a key means that its object has already: the later value, after an event `replaced` (`last`, as in
   * `JSON.parse`), the earlier one (`first`), or the error `duplicate-key`. @default 'last'
   */
  readonly duplicateKeys?: DuplicateKeys;
  /**
   * What the answer's root must look like: decides which of several JSON values in a text is the answer.
   * @default what the schema says of it
   */
  readonly expects?: RootExpectation | undefined;
}

/** A machine that turns an answer's text into events. It never owns its source; it is fed. */
export interface InstantParser<T = unknown> {
  /**
   * Reads the next chunk, cut anywhere. Cost is proportional to the chunk alone. When the text cannot be read any
   * further the last event is an `error` and every later call returns nothing.
   *
   * @throws {UsageError} `invalid-source` for anything but a string; bytes are for `instantEvents`.
   */
  feed(text: string): readonly InstantEvent<T>[];
  /** Tells that the text is over; the last event is `end`, or `error` when there was nothing to end. */
  end(): readonly InstantEvent<T>[];
  /** Forgets everything; the next `feed` begins a new answer. */
  reset(): void;
  /** The answer as written so far, open parts included. It goes on growing: copy what must not change. */
  readonly value: unknown;
  /** True once the grammar closed the root. */
  readonly isComplete: boolean;
  /**
   * What the schema makes of the whole, `unchecked` where only a promise could tell, or `invalid` with a `raw` where it may find more, until {@link InstantParser.settle}
   * was waited for; `undefined` before its end, and without a schema.
   */
  readonly output: SchemaOutput | undefined;
  /**
   * Waits for a schema that needs a promise, once the root has closed: the fields that its last word changes, `replaced`
   * and told anew, and the root. Nothing where nobody has to be waited for. Never rejects.
   */
  settle(): Promise<readonly InstantEvent<T>[]>;
  /** Why reading stopped, with `code`, `offset`, `line` and `column`. */
  readonly error: JsonParseError | undefined;
  /** What was forgiven so far, and where. */
  readonly repairs: readonly Repair[];
}

/**
 * Creates a parser for one answer. With a schema, `done` events carry what it makes of each field, `invalid` ones what is
 * wrong, `missing` ones what was left out; both are typed by it.
 *
 * @throws {UsageError} `invalid-option` or `invalid-schema`, at once
 * @throws {PolicyError} `invalid-policy`
 * @throws {PathError} `invalid-path`, for the path of a policy
 * @example
 * const parser = createInstantParser();
 * parser.feed('{"title":"Hel').at(-1); // { type: 'delta', path: 'title', delta: 'Hel', … }
 * parser.feed('lo"}').map((event) => event.type); // ['delta', 'done', 'done']
 * parser.end().at(-1); // { type: 'end', outcome: 'complete', incomplete: [] }
 */
export function createInstantParser<T = unknown>(
  options: InstantParserOptions<T> = {},
): InstantParser<T> {
  // What the events are of, the schema promises.
  return new TextParser(options) as InstantParser as InstantParser<T>;
}

/** A value that was read with the schema before it is known whether it is the answer. */
interface Ahead {
  readonly schema: SchemaReader;
  readonly told: readonly InstantEvent[];
  /** Events of the grammar. */
  readonly count: number;
}

/** The parser, for those who read bytes. */
export class TextParser implements InstantParser {
  readonly #options: InstantParserOptions;
  #schema: SchemaReader | undefined;
  readonly #prepared: PreparedSchema | undefined;
  #reader: TextReader<EventBuilder>;
  #sink: EventBuilder | undefined;
  /** What the schema made of the answer, and of drafts before it, ahead of being asked for. */
  #queue: InstantEvent[] = [];
  /** Values that were read with the schema to see whether they fit better than the answer. */
  readonly #ahead = new WeakMap<EventBuilder, Ahead>();
  #error: JsonParseError | undefined;
  #isOver = false;
  /** Events told so far. */
  #told = 0;
  readonly #maxEvents: number;

  constructor(options: InstantParserOptions) {
    checkOptions(options);
    const { schema, policies, limits } = options;
    const isBare = schema === undefined && policies === undefined;
    const prepared = schema === undefined ? undefined : prepareSchema(schema);
    const expects = options.expects ?? (prepared && rootShapeOf(prepared));
    this.#prepared = prepared;
    this.#options = isBare ? options : { ...options, expects, schema: prepared };
    this.#schema = isBare ? undefined : createReader(this.#options);
    if (policies && prepared?.root) checkPlaces(policies, prepared.root.schema);
    this.#maxEvents = limits?.maxEvents ?? 4_000_000;
    this.#reader = this.#createReader();
  }

  get value(): unknown {
    return this.#reader.sink?.value;
  }

  get isComplete(): boolean {
    return this.#reader.isClosed;
  }

  get output(): SchemaOutput | undefined {
    return this.#schema?.output;
  }

  async settle(): Promise<readonly InstantEvent[]> {
    const reader = this.#schema;
    const output = reader?.output;
    if (this.#prepared === undefined || output === undefined || !isUntold(output)) return [];
    const known = output.status === 'invalid' ? output.issues : [];
    const result = await this.#prepared.settle(output.raw, known);
    // Another answer may have begun meanwhile.
    return (reader === this.#schema && reader?.settle(result)) || [];
  }

  get error(): JsonParseError | undefined {
    return this.#error;
  }

  get repairs(): readonly Repair[] {
    return this.#reader.repairs;
  }

  feed(text: string): readonly InstantEvent[] {
    check(typeof text === 'string', 'chunk', 'text, or bytes in a source', text, 'invalid-source');
    if (this.#isOver) return [];
    try {
      this.#reader.feed(text);
    } catch (error) {
      return this.#fail(error);
    }
    const facts = this.#take();
    return this.#told > this.#maxEvents ? this.#stop(facts) : this.#tell(facts);
  }

  /** Bytes come that are no UTF-8: strict reading ends there, any other goes on with the mark that stands for them. */
  feedMark(mark: string): readonly InstantEvent[] {
    if (this.#isOver) return [];
    if (this.#options.strict === true)
      return this.#close(this.#reader.errorHere('invalid-bytes'), []);
    this.#reader.noteMark();
    return this.feed(mark);
  }

  end(): readonly InstantEvent[] {
    if (this.#isOver) return [];
    try {
      this.#reader.end();
    } catch (error) {
      return this.#fail(error);
    }
    const facts = this.#take();
    if (this.#told > this.#maxEvents) return this.#stop(facts);
    this.#isOver = true;
    const outcome = this.isComplete ? 'complete' : 'truncated';
    return this.#tell([
      ...facts,
      { type: 'end', outcome, incomplete: this.#reader.sink?.open ?? [] },
    ]);
  }

  reset(): void {
    this.#reader = this.#createReader();
    this.#schema &&= createReader(this.#options);
    this.#sink = undefined;
    this.#queue = [];
    this.#error = undefined;
    this.#isOver = false;
    this.#told = 0;
  }

  #createReader(): TextReader<EventBuilder> {
    const prepared = this.#prepared;
    return new TextReader({
      ...this.#options,
      createSink: () => new EventBuilder(),
      onReplace: () => {
        this.#told++;
        this.#hold(this.#read([...this.#take(), replacedFact(FieldNode.root())]));
        this.#sink = undefined;
      },
      rank: prepared && ((sink) => this.#rank(prepared, sink)),
    });
  }

  /** How well a value that closed fits. What the schema makes of it is kept, so that it is asked once. */
  #rank(prepared: PreparedSchema, sink: EventBuilder): number {
    let schema: SchemaReader | undefined;
    if (sink === this.#reader.sink) {
      this.#hold(this.#read(this.#take()));
      schema = this.#schema;
    } else {
      const facts = sink.take();
      schema = createReader(this.#options);
      this.#ahead.set(sink, { schema, told: schema.read(facts), count: facts.length });
    }
    return schema?.output?.status === 'invalid' ? rankOf(prepared, sink.value) : FITS;
  }

  /** What the grammar told of the answer since the last call. */
  #take(): readonly InstantEvent[] {
    const events = (this.#sink ??= this.#adopt())?.take() ?? [];
    this.#told += events.length;
    return events;
  }

  /** The answer, once it is known, with what its schema made of it before. */
  #adopt(): EventBuilder | undefined {
    const { sink } = this.#reader;
    const ahead = sink && this.#ahead.get(sink);
    if (ahead === undefined) return sink;
    this.#schema = ahead.schema;
    this.#hold(ahead.told);
    this.#told += ahead.count;
    return sink;
  }

  /** The facts as the schema has them, behind what was told before they were asked for. */
  #tell(facts: readonly InstantEvent[]): readonly InstantEvent[] {
    const told = this.#read(facts);
    const queue = this.#queue;
    if (queue.length === 0) return told;
    this.#hold(told);
    this.#queue = [];
    return queue;
  }

  #read(facts: readonly InstantEvent[]): readonly InstantEvent[] {
    return this.#schema === undefined ? facts : this.#schema.read(facts);
  }

  #hold(told: readonly InstantEvent[]): void {
    for (const event of told) this.#queue.push(event);
  }

  #fail(error: unknown): readonly InstantEvent[] {
    if (!(error instanceof JsonParseError)) throw error;
    return this.#close(error, this.#take());
  }

  #stop(facts: readonly InstantEvent[]): readonly InstantEvent[] {
    return this.#close(this.#reader.errorHere('events-exceeded'), facts);
  }

  /** Ends the reading for good; what was read before stands. */
  #close(error: JsonParseError, facts: readonly InstantEvent[]): readonly InstantEvent[] {
    this.#error = error;
    this.#isOver = true;
    const path = this.#reader.sink?.open.at(-1);
    const { code, message } = error;
    const event: ErrorEvent = { type: 'error', code, message, ...(path !== undefined && { path }) };
    return this.#tell([...facts, event]);
  }
}
