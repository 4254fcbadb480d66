// In: a model function and its request. Out: one log of text, events and at most two errors, filled as readers pull.
// Every way to stop (last reader gone, `cancel()`, the caller's signal) meets here and reaches the model once.
// Knows nothing of prompts, schemas or what readers make of the entries.

import { kindOf } from '../internal/kind-of.js';
import type { InstantEvent, InstantMeta, PreparedSchema, SchemaOutput } from '../protocol/index.js';
import { Answer } from './answer.js';
import { AgentError } from './error.js';
import { modelFailed, UnsoundModel } from './model-failed.js';
import type { ModelChunk, ModelFunction, ModelRequest } from './model.js';
import { SharedLog } from './shared-log.js';

/** A string is text of the answer as it came; an error ends the readers it concerns. */
export type RunEntry = string | InstantEvent | AgentError;

export interface ModelRunOptions {
  readonly call: ModelFunction;
  readonly request: Omit<ModelRequest, 'signal'>;
  /** What the answer looks like; without it the answer is text. */
  readonly schema: PreparedSchema | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Finish reasons after which an answer is not what the model would have said. */
const CUT_SHORT: ReadonlySet<string | undefined> = new Set(['length', 'interrupted']);

/** One call of a model. Nothing is sent before the first pull. */
export class ModelRun {
  readonly log = new SharedLog<RunEntry>({
    pull: () => this.#advance(),
    abandon: () => this.stop('its last reader left'),
  });
  readonly #options: ModelRunOptions;
  readonly #answer: Answer;
  readonly #controller = new AbortController();
  readonly #onAbort = () => this.stop('its signal was aborted', this.#options.signal?.reason);
  #iterator: AsyncIterator<ModelChunk> | undefined;
  #meta: InstantMeta = {};
  #hasSpoken = false;

  constructor(options: ModelRunOptions) {
    this.#options = options;
    this.#answer = new Answer(options.schema);
  }

  /** Everything the model has said of the call so far. */
  get meta(): InstantMeta {
    return this.#meta;
  }

  /** The whole answer as written; meaningful after an end that was `complete`. */
  get value(): unknown {
    return this.#answer.value;
  }

  /** What the schema makes of it; `undefined` without one, and before the answer is whole. */
  get output(): SchemaOutput | undefined {
    return this.#answer.output;
  }

  /** Ends the run for all readers and aborts the model call. Does nothing after the end. */
  stop(why: string, cause?: unknown): void {
    if (this.log.isEnded) return;
    const error = new AgentError(
      'stopped',
      `The response was stopped: ${why}. What arrived is kept.`,
      { cause },
    );
    this.#settle([...this.#answer.cut('stopped'), error]);
    this.#hangUp(error);
  }

  async #advance(): Promise<void> {
    try {
      const iterator = (this.#iterator ??= await this.#start());
      const result = await iterator?.next();
      if (this.log.isEnded || result === undefined) return;
      if (result.done === true) await this.#finish();
      else this.#accept(result.value);
    } catch (cause) {
      if (!this.log.isEnded) this.#fail({ cause });
    }
  }

  async #start(): Promise<AsyncIterator<ModelChunk> | undefined> {
    const { call, request, signal } = this.#options;
    if (signal?.aborted === true) {
      this.#onAbort();
      return undefined;
    }
    signal?.addEventListener('abort', this.#onAbort, { once: true });
    const chunks = await call({ ...request, signal: this.#controller.signal });
    const iterator = open(chunks);
    if (!this.log.isEnded) return iterator;
    void close(iterator);
    return undefined;
  }

  #accept(chunk: ModelChunk): void {
    if (typeof chunk === 'string') {
      this.#hasSpoken ||= chunk !== '';
      if (chunk !== '') this.log.append([chunk, ...this.#answer.feed(chunk)]);
      return;
    }
    const isFact =
      typeof chunk === 'object' &&
      chunk !== null &&
      (chunk.type === 'meta' || chunk.type === 'reasoning');
    if (!isFact) {
      throw new UnsoundModel(
        `its function yielded ${kindOf(chunk)}. Yield strings, and events of type \`reasoning\` or \`meta\`.`,
      );
    }
    if (chunk.type === 'meta') {
      const { type: _, ...meta } = chunk;
      this.#meta = { ...this.#meta, ...meta };
    }
    this.log.append([chunk]);
  }

  async #finish(): Promise<void> {
    const { finishReason } = this.#meta;
    if (finishReason === 'error') return this.#fail({});
    const entries = await this.#lastEntries(finishReason);
    if (!this.log.isEnded) this.#settle(entries);
  }

  #lastEntries(finishReason: string | undefined): Promise<readonly RunEntry[]> {
    if (finishReason === 'content-filter') return this.#answer.withhold();
    return CUT_SHORT.has(finishReason) ? this.#answer.truncate() : this.#answer.end();
  }

  #fail(options: ErrorOptions): void {
    const error = modelFailed({ ...options, hasSpoken: this.#hasSpoken });
    this.#settle([...this.#answer.abandon(), error]);
    this.#hangUp(error);
  }

  #settle(entries: readonly RunEntry[]): void {
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
    this.log.append(entries);
    this.log.end();
  }

  /** Not awaited: a model that heeds neither signal nor `return()` must not hold up its readers. */
  #hangUp(reason: AgentError): void {
    this.#controller.abort(reason);
    void close(this.#iterator);
  }
}

/** Types promise it, but plain JavaScript may forget to return. */
function open(chunks: AsyncIterable<ModelChunk>): AsyncIterator<ModelChunk> {
  if (typeof chunks === 'object' && chunks !== null && Symbol.asyncIterator in chunks) {
    return chunks[Symbol.asyncIterator]();
  }
  throw new UnsoundModel(
    `its function returned ${kindOf(chunks)}, which \`for await\` cannot read. Make it an async generator that yields strings.`,
  );
}

async function close(iterator: AsyncIterator<ModelChunk> | undefined): Promise<void> {
  try {
    await iterator?.return?.();
  } catch {
    // The run is over; how the model takes its end concerns nobody.
  }
}
