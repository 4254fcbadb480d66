// In: the text of one answer, chunk by chunk. Out: instant events, each the moment the grammar settles it.
// The only file that knows both the grammar and the events: it puts the one in front of the other.
// Knows nothing of models, networks or schemas.

import { JsonParseError, JsonParser, type JsonParserOptions } from '../json/index.js';
import { EventBuilder } from './event-builder.js';
import type { ErrorEvent, InstantEvent } from './event.js';

export { JsonParseError as InstantParseError } from '../json/index.js';

/** How to read: `strict` accepts exactly JSON; otherwise prose and fences around it, and an early end, are forgiven. */
export type InstantParserOptions = JsonParserOptions;

/** A machine that turns an answer's text into events. It never owns its source; it is fed. */
export interface InstantParser {
  /**
   * Reads the next chunk, cut anywhere. Cost is proportional to the chunk alone. When the text cannot be read any
   * further the last event is an `error` and every later call returns nothing.
   */
  feed(text: string): readonly InstantEvent[];
  /** Tells that the text is over; the last event is `end`, or `error` when there was nothing to end. */
  end(): readonly InstantEvent[];
  /** Forgets everything; the next `feed` begins a new answer. */
  reset(): void;
  /** The answer so far, open parts included. It goes on growing: copy what must not change. */
  readonly value: unknown;
  /** True once the grammar closed the root. */
  readonly isComplete: boolean;
  /** Why reading stopped, with `code`, `offset`, `line` and `column`. */
  readonly error: JsonParseError | undefined;
}

/**
 * Creates a parser for one answer.
 *
 * @example
 * const parser = createInstantParser();
 * parser.feed('{"title":"Hel').at(-1); // { type: 'delta', path: 'title', delta: 'Hel', … }
 * parser.feed('lo"}').map((event) => event.type); // ['delta', 'done', 'done']
 * parser.end().at(-1); // { type: 'end', outcome: 'complete', incomplete: [] }
 */
export function createInstantParser(options: InstantParserOptions = {}): InstantParser {
  return new TextParser(options);
}

class TextParser implements InstantParser {
  readonly #options: InstantParserOptions;
  #builder = new EventBuilder();
  #parser: JsonParser;
  #error: JsonParseError | undefined;
  #isOver = false;

  constructor(options: InstantParserOptions) {
    this.#options = options;
    this.#parser = new JsonParser(this.#builder, options);
  }

  get value(): unknown {
    return this.#builder.value;
  }

  get isComplete(): boolean {
    return this.#parser.isClosed;
  }

  get error(): JsonParseError | undefined {
    return this.#error;
  }

  feed(text: string): readonly InstantEvent[] {
    if (this.#isOver) return [];
    try {
      this.#parser.feed(text);
    } catch (error) {
      return this.#fail(error);
    }
    return this.#builder.take();
  }

  end(): readonly InstantEvent[] {
    if (this.#isOver) return [];
    try {
      this.#parser.end();
    } catch (error) {
      return this.#fail(error);
    }
    this.#isOver = true;
    const outcome = this.isComplete ? 'complete' : 'truncated';
    return [...this.#builder.take(), { type: 'end', outcome, incomplete: this.#builder.open }];
  }

  reset(): void {
    this.#builder = new EventBuilder();
    this.#parser = new JsonParser(this.#builder, this.#options);
    this.#error = undefined;
    this.#isOver = false;
  }

  #fail(error: unknown): readonly InstantEvent[] {
    if (!(error instanceof JsonParseError)) throw error;
    this.#error = error;
    this.#isOver = true;
    const path = this.#builder.open.at(-1);
    const { code, message } = error;
    const event: ErrorEvent = { type: 'error', code, message, ...(path !== undefined && { path }) };
    return [...this.#builder.take(), event];
  }
}
