// In: the JSON text a model writes to call a tool with, in chunks. Out: an event per fact about its fields; what it holds at the end.
// Each call is a text of its own with a parser of its own, so in each one path is open at a time, however calls alternate.
// Knows nothing of what tools do.

import {
  createInstantParser,
  formatPath,
  isFieldEvent,
  type InstantEvent,
  type InstantParser,
  type JsonLimits,
  type PreparedSchema,
  type SchemaIssue,
  type ToolEvent,
} from '../protocol/index.js';
import { copyData } from '../internal/plain-data.js';

/** Which call it is. */
export interface ToolCallFacts {
  readonly callId: string;
  readonly toolName: string;
  readonly index: number;
  readonly round: number;
}

/** What an input amounts to: a value for the tool, or what the model is told instead. */
export type InputVerdict = { readonly value: unknown } | { readonly fault: string };

/** One call's input while it is being written. */
export class ToolInput {
  readonly facts: ToolCallFacts;
  readonly #prefix: string;
  readonly #parser: InstantParser;
  readonly #texts: string[] = [];
  #written: unknown;

  constructor(
    facts: ToolCallFacts,
    schema: PreparedSchema | undefined,
    limits: JsonLimits | undefined = {},
  ) {
    this.facts = facts;
    this.#prefix = formatPath(['tool', facts.toolName, facts.index]);
    this.#parser = createInstantParser({ schema, limits });
  }

  /** As the model wrote it; its text where it is no JSON. Known at the end. */
  get written(): unknown {
    return this.#written;
  }

  feed(text: string): readonly ToolEvent[] {
    if (text === '') return [];
    this.#texts.push(text);
    return this.#tell(this.#parser.feed(text));
  }

  /** The input is over; `whole` is all of it, where the provider says it again. */
  async end(whole: string): Promise<readonly [readonly ToolEvent[], InputVerdict]> {
    const events = [...this.#complete(whole), ...this.#tell(this.#parser.end())];
    // A copy: readers of events have the other.
    this.#written = this.#parser.isComplete ? copyData(this.#parser.value) : this.#texts.join('');
    const late = this.#parser.isComplete ? await this.#parser.settle() : [];
    return [[...events, ...this.#tell(late)], this.#judge()];
  }

  /** Brings the text up to the whole. A tool that takes nothing is called with nothing by some models: that is `{}`. */
  #complete(whole: string): readonly ToolEvent[] {
    const told = this.#texts.join('');
    const text = whole.trim() === '' ? told || '{}' : whole;
    if (text.startsWith(told)) return this.feed(text.slice(told.length));
    this.#parser.reset();
    this.#texts.length = 0;
    return this.feed(text);
  }

  #judge(): InputVerdict {
    const { error, isComplete, output, value } = this.#parser;
    if (error !== undefined) return { fault: `The input cannot be read as JSON. ${error.message}` };
    if (!isComplete) return { fault: 'The input is cut off: it is no whole JSON object.' };
    if (output === undefined) return { value };
    if (output.status === 'valid') return { value: output.value };
    const issues = output.status === 'invalid' ? output.issues : [];
    return { fault: `The input does not match the schema of the tool:\n${list(issues)}` };
  }

  #tell(events: readonly InstantEvent[]): readonly ToolEvent[] {
    return events.filter(isFieldEvent).map((field) => ({
      type: 'tool',
      phase: 'input',
      ...this.facts,
      toolPath: this.#pathOf(field.path),
      field,
    }));
  }

  #pathOf(path: string): string {
    return path === '' || path.startsWith('[') ? this.#prefix + path : `${this.#prefix}.${path}`;
  }
}

function list(issues: readonly SchemaIssue[]): string {
  const keys = issues.map(({ path }) =>
    formatPath(path.map((key) => (typeof key === 'number' ? key : String(key)))),
  );
  return issues
    .map(({ message }, at) => `- ${keys[at] || 'the whole input'}: ${message}`)
    .join('\n');
}
