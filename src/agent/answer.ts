// In: the text of an answer, chunk by chunk. Out: its events, or the error that ends them; the value at the end.
// Plain text is read as one JSON string, so an answer without a schema is a field like any other, at the root.
// Knows nothing of models, readers or schemas.

import { createInstantParser, type InstantEvent, type Outcome } from '../protocol/index.js';
import { AgentError } from './error.js';

/** What one chunk of text amounts to. An error is the last entry of an answer. */
export type AnswerEntry = InstantEvent | AgentError;

/** The one parser run that feeds every reader of a response. */
export class Answer {
  readonly #parser = createInstantParser();
  /** What surrounds the text to make it JSON; the opening goes in with the first chunk. */
  readonly #quote: '"' | '';
  #opening: '"' | '';
  #isClosed = false;

  constructor(kind: 'json' | 'text') {
    this.#quote = kind === 'text' ? '"' : '';
    this.#opening = this.#quote;
  }

  /** The whole answer; meaningful after an end that was `complete`. */
  get value(): unknown {
    return this.#parser.value;
  }

  feed(text: string): readonly AnswerEntry[] {
    if (this.#quote === '') return this.#take(this.#parser.feed(text));
    const json = this.#opening + escape(text);
    this.#opening = '';
    return this.#take(this.#parser.feed(json));
  }

  /** The model said all it had to say. */
  end(): readonly AnswerEntry[] {
    const last = this.#parser.feed(this.#opening + this.#quote);
    return [...this.#take(last), ...this.#take(this.#parser.end())];
  }

  /**
   * The text stops here against the model's will. Only the grammar can overrule that: a root it has closed is complete
   * whatever was cut off after it. A bare number is not closed by its end: 12 may have been on its way to 129.95.
   */
  cut(outcome: Exclude<Outcome, 'complete'>): readonly AnswerEntry[] {
    if (this.#isClosed && outcome === 'truncated') return this.end();
    const last = this.#parser.end().at(-1);
    return [{ type: 'end', outcome, incomplete: last?.type === 'end' ? last.incomplete : [] }];
  }

  #take(events: readonly InstantEvent[]): readonly AnswerEntry[] {
    const last = events.at(-1);
    if (last?.type === 'done' && last.path === '') this.#isClosed = true;
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

/** The inside of a JSON string; a chunk may end between the halves of a surrogate pair. */
function escape(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
