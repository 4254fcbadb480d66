// In: the events of an answer. Out: pieces of text that show it while it is written, for any stream that takes text.
// Nothing that was shown is shown again or gone back to: what is withdrawn is said to be.
// Knows nothing of terminals, or of where events come from.

import { isContainer } from '../../internal/own.js';
import {
  isFieldEvent,
  type AttemptEvent,
  type DeltaEvent,
  type FieldEvent,
  type InstantEvent,
} from '../../protocol/index.js';
import { checkOptions } from '../check-option.js';
import { leaveAtOnce } from '../leave-at-once.js';
import { createInk, toSafe, type Ink } from './ink.js';
import { Page } from './page.js';
import { shorten, toText } from './show-value.js';

export interface FormatEventsOptions {
  /** @default false */
  readonly color?: boolean | undefined;
  /** Also what is beside the answer: what the model thinks aloud, and the tools it calls. @default as `color` */
  readonly asides?: boolean | undefined;
}

/**
 * Shows an answer as it comes: a line for each field, which grows while it is written; an answer without a schema as the
 * text that it is. What a terminal would obey is written out, whatever the model says. Ends as the events do; what they
 * throw is thrown behind the end of the line.
 *
 * @throws {AgentError} `invalid-option`, at once.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { z } from 'zod';
 *
 * const agent = createAgent({ model: async function* () { yield '{"title":"Te'; yield 'a","tags":["warm"]}'; } });
 * const schema = z.object({ title: z.string(), tags: z.array(z.string()) });
 * const pieces: string[] = [];
 * for await (const piece of formatEvents(agent.input('A title').output(schema).getResponse())) pieces.push(piece);
 * pieces; // ['title: ', 'Te', 'a', '\n', 'tags:\n  - ', 'warm', '\n']
 */
export function formatEvents(
  events: AsyncIterable<InstantEvent>,
  options: FormatEventsOptions = {},
): AsyncGenerator<string, void, undefined> {
  checkOptions('formatEvents', options, '{ color: true }', ['color', 'asides']);
  const { color = false, asides = color } = options;
  return leaveAtOnce(events, (source) => show(source, new Formatter(createInk(color), asides)));
}

async function* show(
  events: AsyncIterable<InstantEvent>,
  formatter: Formatter,
): AsyncGenerator<string, void, undefined> {
  try {
    for await (const event of events) {
      const piece = formatter.show(event);
      if (piece !== '') yield piece;
    }
  } catch (error) {
    const rest = formatter.end();
    if (rest !== '') yield rest;
    throw error;
  }
  const rest = formatter.end();
  if (rest !== '') yield rest;
}

/** A text that is being written. */
interface OpenText {
  readonly path: string;
  /** The last that is shown of it. All of it is looked at when it closes: each look costs what there is. */
  readonly last: DeltaEvent | undefined;
}

class Formatter {
  readonly #ink: Ink;
  readonly #hasAsides: boolean;
  readonly #page: Page;
  #open: OpenText | undefined;
  #isThinking = false;

  constructor(ink: Ink, hasAsides: boolean) {
    this.#ink = ink;
    this.#hasAsides = hasAsides;
    this.#page = new Page(ink);
  }

  show(event: InstantEvent): string {
    if (event.type === 'reasoning') return this.#hasAsides ? this.#think(event.delta) : '';
    const shown = isFieldEvent(event) ? this.#showField(event) : this.#showFact(event);
    if (shown !== '') this.#isThinking = false;
    return shown;
  }

  end(): string {
    return this.#page.endLine();
  }

  #think(delta: string): string {
    const start = this.#isThinking ? '' : this.#interrupt();
    this.#isThinking = true;
    const text = this.#page.write(delta, 0);
    return start + (text === '' ? '' : this.#ink(text, 'aside'));
  }

  /** A text that goes on behind it begins with its name again; but for the answer itself, which has none. */
  #interrupt(): string {
    if (this.#open?.path !== '') this.#open = undefined;
    return this.#page.endLine();
  }

  #showFact(event: Exclude<InstantEvent, FieldEvent>): string {
    switch (event.type) {
      case 'attempt':
        this.#open = undefined;
        this.#page.forgetAll();
        return this.#say(`(asked again: ${reasonOf(event)}, attempt ${event.attempt})`, 'doubtful');
      case 'end':
        if (event.outcome === 'complete') return '';
        return this.#say(event.outcome === 'stopped' ? '(stopped)' : '(cut off)', 'doubtful');
      case 'error':
        return this.#say(`(failed: ${event.code}) ${event.message}`, 'bad');
      case 'tool':
        return this.#hasAsides ? this.#showTool(event) : '';
      default:
        return '';
    }
  }

  #showTool(event: Extract<InstantEvent, { type: 'tool' }>): string {
    switch (event.phase) {
      case 'call':
        return this.#say(`(calls ${event.toolName} ${shorten(event.input)})`, 'aside');
      case 'result':
        return this.#say(`(${event.toolName} answers ${shorten(event.output)})`, 'aside');
      case 'error':
        return this.#say(`(${event.toolName}: ${event.message})`, 'doubtful');
      default:
        return '';
    }
  }

  #showField(event: FieldEvent): string {
    const { segments, path } = event;
    switch (event.type) {
      case 'start':
        if (event.kind !== 'string') return '';
        this.#open = { path, last: undefined };
        return this.#page.begin(segments);
      case 'delta':
        return this.#grow(event);
      case 'done':
        return this.#close(event.value, event);
      case 'invalid':
        return this.#close(event.value, event) + this.#complain(event);
      case 'replaced':
        this.#open = undefined;
        this.#page.forget(segments);
        return this.#say(`(withdrawn: ${path === '' ? 'the answer' : path})`, 'doubtful');
      default:
        return '';
    }
  }

  #grow(event: DeltaEvent): string {
    const { path, segments } = event;
    const isOpen = this.#open?.path === path;
    this.#open = { path, last: event };
    const write = (text: string) => this.#page.write(text, segments.length);
    if (!isOpen) return this.#page.begin(segments) + write(event.value);
    return (this.#isThinking ? this.#page.endLine() : '') + write(event.delta);
  }

  #close(value: unknown, { path, segments }: FieldEvent): string {
    const open = this.#open?.path === path ? this.#open : undefined;
    this.#open = undefined;
    const write = (text: string) => this.#page.write(text, segments.length);
    if (open === undefined) {
      // What is in it is on the page.
      if (isContainer(value) && this.#page.has(segments)) return '';
      return this.#page.begin(segments) + write(toText(value, segments.length)) + this.end();
    }
    const text = open.last?.value ?? '';
    if (typeof value === 'string' && value.startsWith(text)) {
      const isBlank = value === '' && segments.length > 0;
      return write(isBlank ? '""' : value.slice(text.length)) + this.end();
    }
    // The schema made something else of it.
    return write(` → ${toText(value, segments.length)}`) + this.end();
  }

  #complain({ path, issues }: Extract<FieldEvent, { type: 'invalid' }>): string {
    // Of what is wrong in a container, its fields have told.
    const own = issues.filter((issue) => issue.path === path);
    const lines = own.map(({ message }) =>
      this.#say(`(invalid: ${path === '' ? 'the answer' : path}: ${message})`, 'bad'),
    );
    return lines.join('');
  }

  #say(text: string, tone: 'aside' | 'bad' | 'doubtful'): string {
    return this.#interrupt() + this.#page.line(this.#ink(toSafe(text).replaceAll('\n', ' '), tone));
  }
}

/** Keys that are named; with more, something else is wrong. */
const MAX_NAMED = 5;

function reasonOf({ reason, missing = [] }: AttemptEvent): string {
  if (missing.length === 0) return reason;
  const rest = missing.length > MAX_NAMED ? ', …' : '';
  return `${reason}: ${missing.slice(0, MAX_NAMED).join(', ')}${rest}`;
}
