// In: the text of an answer, chunk by chunk. Out: its events, or the error that ends them; the value at the end.
// Plain text is read as one JSON string, so an answer without a schema is a field like any other, at the root.
// Knows nothing of models or readers.

import {
  createInstantParser,
  isFieldEvent,
  type InstantEvent,
  type InstantParser,
  type JsonLimits,
  type Outcome,
  type PreparedSchema,
  type SchemaOutput,
} from '../protocol/index.js';
import { AgentError } from './error.js';

/** What one chunk of text amounts to. An error is the last entry of an answer. */
export type AnswerEntry = InstantEvent | AgentError;

/** The one parser run that feeds every reader of a response. */
export class Answer {
  readonly #parser: InstantParser;
  /** What surrounds the text to make it JSON; the opening goes in with the first chunk. */
  readonly #quote: '"' | '';
  #opening: '"' | '';
  #isClosed = false;

  /** With a schema the text holds JSON of that kind; without one it is the answer. */
  constructor(schema: PreparedSchema | undefined, limits: JsonLimits = {}) {
    this.#parser = createInstantParser({ schema, limits });
    this.#quote = schema === undefined ? '"' : '';
    this.#opening = this.#quote;
  }

  /** The whole answer as written; meaningful after an end that was `complete`. */
  get value(): unknown {
    return this.#parser.value;
  }

  /** What the schema makes of it; `undefined` without one, and before the root has closed. */
  get output(): SchemaOutput | undefined {
    return this.#parser.output;
  }

  /** The grammar closed the root: whatever comes after it, the answer is whole. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** And the schema has said all it will say of it. */
  get isSettled(): boolean {
    const { output } = this.#parser;
    return this.#isClosed && output !== undefined && !('raw' in output);
  }

  /** What follows in its text says nothing more. */
  get isUnreadable(): boolean {
    return this.#parser.error !== undefined;
  }

  feed(text: string): readonly AnswerEntry[] {
    if (this.#quote === '') return this.#take(this.#parser.feed(text));
    const json = this.#opening + escape(text);
    this.#opening = '';
    return this.#take(this.#parser.feed(json));
  }

  /** The model said all it had to say. Waits where the schema needs a promise. */
  async end(): Promise<readonly AnswerEntry[]> {
    const last = this.#take(this.#parser.feed(this.#opening + this.#quote));
    const [...rest] = this.#take(this.#parser.end());
    const end = rest.pop();
    const late = this.#parser.isComplete ? await this.#parser.settle() : [];
    return [...last, ...rest, ...late, ...(end ? [end] : [])];
  }

  /**
   * The text stops here. A bare number is not closed by that: 12 may have been on its way to 129.95. A root the grammar
   * has closed is whole: ask for its {@link Answer.end} instead.
   */
  cut(outcome: Exclude<Outcome, 'complete'>): readonly AnswerEntry[] {
    const events = this.#parser.end();
    const last = events.at(-1);
    const incomplete = last?.type === 'end' ? last.incomplete : [];
    return [...events.filter(isSettled), { type: 'end', outcome, incomplete }];
  }

  /** The provider holds the rest back. */
  withhold(): readonly AnswerEntry[] {
    const error = new AgentError(
      'withheld-output',
      "The provider withheld the answer or its rest: its content filter struck, or the model refused. What arrived is kept; change what is asked, or the provider's filter.",
    );
    return [...this.abandon(), error];
  }

  /** The model failed: what was still on trial, for it may be the answer, is told before the failure is. */
  abandon(): readonly AnswerEntry[] {
    return this.#parser.end().filter(isSettled);
  }

  #take(events: readonly InstantEvent[]): readonly AnswerEntry[] {
    const last = events.at(-1);
    if (last?.isComplete && last.path === '') this.#isClosed = true;
    if (last?.type !== 'error') return events;
    const error = new AgentError(
      'unreadable-output',
      `The answer cannot be read as JSON. ${last.message}`,
      {
        cause: this.#parser.error,
        ...(last.path !== undefined && { path: last.path }),
      },
    );
    return [...events.slice(0, -1), error];
  }
}

/** True of JSON that not even the end of its text closes. Reads it once more: whether it goes on is not known yet. */
export function endsOpen(text: string, schema: PreparedSchema, limits: JsonLimits = {}): boolean {
  const parser = createInstantParser({ schema, limits });
  parser.feed(text);
  const last = parser.end().at(-1);
  return last?.type === 'end' && last.outcome === 'truncated';
}

/** True for what is known of fields whatever comes after the text; a root that only the end closed is not done. */
function isSettled(event: InstantEvent): boolean {
  return isFieldEvent(event) && !(event.isComplete && event.path === '');
}

/** The inside of a JSON string; a chunk may end between the halves of a surrogate pair. */
function escape(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
