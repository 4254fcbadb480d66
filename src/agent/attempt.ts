// In: what a model says in one attempt at an answer, over as many calls as that takes. Out: its entries, text, meta and faults.
// An attempt that does not count is dropped whole, so nothing of it is left in the next one.
// Knows nothing of calls, budgets or readers.

import {
  parsePath,
  type InstantMeta,
  type JsonLimits,
  type MetaEvent,
  type Path,
  type PreparedSchema,
} from '../protocol/index.js';
import { Answer, endsOpen, type AnswerEntry } from './answer.js';
import { isFilledIn, missingKeys } from './ensure-keys.js';
import { AgentError } from './error.js';
import type { Joint } from './joint.js';
import { invalidOutput } from './output.js';
import { addUsage, type Usage } from './usage.js';

/** Finish reasons after which an answer is not what the model would have said. */
const CUT_SHORT: ReadonlySet<string | undefined> = new Set(['length', 'interrupted']);

/** One try at the whole answer. */
export class Attempt {
  readonly schema: PreparedSchema | undefined;
  readonly #limits: JsonLimits | undefined;
  #answer: Answer;
  readonly #texts: string[] = [];
  /** How many of them were said before tools were called, and are no part of the answer. */
  #before = 0;
  #hasShown = false;
  #isLeft = false;
  #meta: InstantMeta = {};
  /** Of the calls before the one under way. */
  #spent: Usage = {};
  #joint: Joint | undefined;
  /** Why the call before the one under way ended. */
  #cutBy: string | undefined;
  /** To be waited for before what goes on is said: loaded where it is needed. */
  ready: Promise<void> | undefined;
  readonly #isText: boolean;
  #isInterrupted = false;
  /** The first half of a surrogate pair, whose other half is in the next chunk. */
  #half = '';
  /** How often it was gone on with. */
  continuations = 0;

  constructor(schema: PreparedSchema | undefined, limits: JsonLimits | undefined) {
    this.schema = schema;
    this.#limits = limits;
    this.#answer = new Answer(schema, limits);
    this.#isText = schema === undefined;
  }

  get answer(): Answer {
    return this.#answer;
  }

  get hasSpoken(): boolean {
    return this.#texts.length > 0 && !this.#isLeft;
  }

  /** Nothing is left to come, whatever its connection waits for. What a schema decides later is not waited for. */
  isEnough(isAlone: boolean): boolean {
    if (this.#isText) return isAlone && this.finishReason === 'stop';
    return this.isFinal && this.#answer.isSettled;
  }

  /** Tools have been called since: what is said next stands in the place of what there is. */
  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** Nothing that comes now can take it back. */
  get isFinal(): boolean {
    return this.#isWhole && !this.#isInterrupted;
  }

  get isContinued(): boolean {
    return this.continuations > 0;
  }

  get text(): string {
    return this.#texts.join('');
  }

  /** Without what was said before tools were called. */
  get answerText(): string {
    return this.#texts.slice(this.#before).join('');
  }

  /** What the provider said of it; the usage is that of all its calls. */
  get meta(): InstantMeta {
    const { usage, ...meta } = this.#meta;
    const spent = addUsage(this.#spent, usage);
    return Object.keys(spent).length === 0 ? meta : { ...meta, usage: spent };
  }

  get finishReason(): string | undefined {
    return this.#meta.finishReason;
  }

  /** The provider ended it before the model did, and before its grammar did. */
  get isCutShort(): boolean {
    return (this.isLost || CUT_SHORT.has(this.finishReason)) && !this.#isWhole;
  }

  /** The model ended it, and has not closed its JSON. */
  get isLeftOpen(): boolean {
    const { schema } = this;
    if (schema === undefined || this.#answer.isClosed) return false;
    return endsOpen(this.answerText, schema, this.#limits);
  }

  get #isWhole(): boolean {
    return this.#answer.isClosed && !this.#isLeft;
  }

  /** What was to go on with it does not do so in one way alone, and was left out. */
  get isLost(): boolean {
    return this.#joint?.isLost === true;
  }

  /** Its stream ended without its end: a connection that broke without saying so. */
  get isBrokenOff(): boolean {
    return this.finishReason === 'interrupted';
  }

  /** What the answer amounts to: as the schema has it, or as it was written. */
  get data(): unknown {
    const { output, value } = this.#answer;
    return output?.status === 'valid' ? output.value : value;
  }

  /** Takes what is said of the call; returns it with all that was named before it. */
  note(event: MetaEvent): MetaEvent {
    const { type: _, sources = [], ...meta } = event;
    const named = [...(this.#meta.sources ?? []), ...sources];
    const told = { ...meta, ...(named.length > 0 && { sources: named }) };
    this.#meta = { ...this.#meta, ...told };
    return { type: 'meta', ...told };
  }

  /** The new text of a chunk, and what it amounts to; nothing while it is not known what of it is new. */
  say(chunk: string): readonly (string | AnswerEntry)[] {
    const whole = this.#keepHalf(this.#half + chunk);
    const text = this.#joint === undefined ? whole : this.#joint.feed(whole);
    this.#noteLoss();
    if (!this.#isText || !this.#isInterrupted || text === '') return this.#add(text);
    this.#isInterrupted = false;
    return this.#add(`\n\n${text}`);
  }

  /** A tool is called: plain text behind it is a paragraph of its own, and JSON before it no answer yet. */
  interrupt(): void {
    this.#isInterrupted = !this.#isText || this.hasSpoken;
  }

  /** What tools were called for is over, and the model is asked again. */
  leave(): void {
    if (this.#isText || this.isContinued) return;
    this.#isLeft = this.#texts.length > 0;
    this.#isInterrupted = this.#isLeft;
  }

  /** The model answers behind its tools. True when fields that were shown are withdrawn by that. */
  renew(): boolean {
    const isWithdrawn = this.#hasShown;
    this.#isLeft = this.#isInterrupted = this.#hasShown = false;
    this.#answer = new Answer(this.schema, this.#limits);
    if (isWithdrawn) this.#texts.length = 0;
    this.#before = this.#texts.length;
    return isWithdrawn;
  }

  /** What a continuation that is over has not shown yet. */
  sayRest(): readonly (string | AnswerEntry)[] {
    const half = this.#half;
    this.#half = '';
    const rest = this.#joint === undefined ? half : this.#joint.feed(half) + this.#joint.end();
    this.#noteLoss();
    return this.#add(rest);
  }

  /** Another call goes on where the text stops. */
  goOn(): void {
    this.continuations++;
    this.#spent = addUsage(this.#spent, this.#meta.usage);
    const { usage: _, finishReason, ...meta } = this.#meta;
    this.#meta = meta;
    // Of half a character the model is not told.
    this.#half = '';
    this.#cutBy = finishReason;
    this.#joint = undefined;
    this.ready = this.#join();
  }

  /** What keeps a whole answer from counting. */
  faultIn(entries: readonly AnswerEntry[], keys: readonly Path[]): AgentError | undefined {
    const last = entries.at(-1);
    if (last instanceof AgentError) return last;
    const { output } = this.#answer;
    if (output?.status === 'invalid') return invalidOutput(output.issues);
    return missingIn(this, keys);
  }

  async #join(): Promise<void> {
    const { Joint } = await import('./joint.js');
    this.#joint = new Joint(this.answerText, !this.#isText, this.#limits);
  }

  /** It ends where it was cut. */
  #noteLoss(): void {
    if (!this.isLost) return;
    const { finishReason: _, ...meta } = this.#meta;
    this.#meta = this.#cutBy === undefined ? meta : { ...meta, finishReason: this.#cutBy };
  }

  #keepHalf(text: string): string {
    const isHalved = (text.charCodeAt(text.length - 1) & 0xfc_00) === 0xd8_00;
    this.#half = isHalved ? text.slice(-1) : '';
    return isHalved ? text.slice(0, -1) : text;
  }

  #add(text: string): readonly (string | AnswerEntry)[] {
    if (text === '') return [];
    this.#texts.push(text);
    const entries = this.#answer.feed(text);
    this.#hasShown ||= entries.length > 0;
    return [text, ...entries];
  }
}

/** Says which keys an answer lacks; `undefined` when it has them all. What a default filled in, the model has not said. */
export function missingIn(
  { data, schema, answer: { value } }: Attempt,
  keys: readonly Path[],
): AgentError | undefined {
  const unsaid = missingKeys(value, keys).filter(
    (key) => schema !== undefined && isFilledIn(schema, value, parsePath(key)),
  );
  const missing = [...new Set([...missingKeys(data, keys), ...unsaid])];
  return missing.length === 0 ? undefined : lackOf(missing, 'ensureKeys asks');
}

/** @param asked who asks for the keys */
export function lackOf(missing: readonly string[], asked: string): AgentError {
  return new AgentError(
    'missing-keys',
    `The answer lacks what ${asked} for: ${missing.map((key) => key || 'the root').join(', ')}. ` +
      'What arrived is kept; describe these fields to the model, allow more retries, or ask for less.',
    { missing },
  );
}
