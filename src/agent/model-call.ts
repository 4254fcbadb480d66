// In: a model function, its request, and how long it may be silent. Out: its chunks, one at a time; silence is a failure.
// Time counts only while somebody waits: a slow reader is no slow model.
// Knows nothing of answers, attempts or why a call is left.

import { kindOf } from '../internal/kind-of.js';
import { UnsoundModel } from './model-failed.js';
import type { ModelChunk, ModelFunction, ModelRequest } from './model.js';
import { startTimer } from './timer.js';

/** How long to wait for a model; without a limit, for ever. */
export interface SilenceLimits {
  /** For the first chunk of a call. */
  readonly firstTokenTimeoutMs?: number | undefined;
  /** For each chunk after it. */
  readonly tokenTimeoutMs?: number | undefined;
}

/** One call of a model, made with the first `next()`. */
export class ModelCall {
  readonly #call: ModelFunction;
  readonly #request: Omit<ModelRequest, 'signal'>;
  readonly #limits: SilenceLimits;
  readonly #controller = new AbortController();
  #iterator: AsyncIterator<ModelChunk> | undefined;
  #callOff = () => {};
  #hasBegun = false;
  /** What is left of the time for it. */
  #firstTokenMs: number | undefined;
  #isClosed = false;

  constructor(call: ModelFunction, request: Omit<ModelRequest, 'signal'>, limits: SilenceLimits) {
    this.#call = call;
    this.#request = request;
    this.#limits = limits;
    this.#firstTokenMs = limits.firstTokenTimeoutMs;
  }

  /** True once its first token came. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** The next chunk; rejects with what the model failed with, or a `TimeoutError`. One at a time. */
  async next(): Promise<IteratorResult<ModelChunk, unknown>> {
    const limitMs = this.#hasBegun ? this.#limits.tokenTimeoutMs : this.#firstTokenMs;
    const sinceMs = performance.now();
    const result = await (limitMs === undefined ? this.#advance() : this.#within(limitMs));
    // What a provider says of the call is no token: the time for the first one goes on.
    if (!this.#hasBegun && limitMs !== undefined)
      this.#firstTokenMs = limitMs - (performance.now() - sinceMs);
    this.#hasBegun ||= result.done !== true && isToken(result.value);
    return result;
  }

  /** Not awaited: a model that heeds neither signal nor `return()` must not hold up its readers. */
  close(reason: unknown): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#callOff();
    this.#controller.abort(reason);
    void leave(this.#iterator);
  }

  /** As it was set, for each wait. */
  get #limitMs(): number | undefined {
    const { firstTokenTimeoutMs, tokenTimeoutMs } = this.#limits;
    return this.#hasBegun ? tokenTimeoutMs : firstTokenTimeoutMs;
  }

  #within(limitMs: number): Promise<IteratorResult<ModelChunk, unknown>> {
    return new Promise((resolve, reject) => {
      this.#callOff = startTimer(limitMs, () => {
        const silence = new DOMException(`Silent for ${this.#limitMs} ms.`, 'TimeoutError');
        this.close(silence);
        reject(silence);
      });
      this.#advance()
        .finally(() => this.#callOff())
        .then(resolve, reject);
    });
  }

  async #advance(): Promise<IteratorResult<ModelChunk, unknown>> {
    this.#iterator ??= await this.#start();
    if (!this.#isClosed) return this.#iterator.next();
    // It was closed while it began: what has not begun yet must not.
    void leave(this.#iterator);
    return { done: true, value: undefined };
  }

  async #start(): Promise<AsyncIterator<ModelChunk>> {
    const chunks = await this.#call({ ...this.#request, signal: this.#controller.signal });
    return open(chunks);
  }
}

const TOKENS: ReadonlySet<string> = new Set(['reasoning', 'tool-input', 'tool-call']);

/** True for what a model says of its own, and not of the call. */
export function isToken(chunk: ModelChunk): boolean {
  return typeof chunk === 'string' ? chunk !== '' : TOKENS.has(chunk?.type);
}

/** Types promise it, but plain JavaScript may forget to return. */
function open(chunks: string | AsyncIterable<ModelChunk>): AsyncIterator<ModelChunk> {
  if (typeof chunks === 'string') return sayWhole(chunks);
  if (typeof chunks === 'object' && chunks !== null && Symbol.asyncIterator in chunks) {
    return chunks[Symbol.asyncIterator]();
  }
  throw new UnsoundModel(
    `its function returned ${kindOf(chunks)}, which \`for await\` cannot read. Return text, or make it an async generator that yields strings.`,
  );
}

async function* sayWhole(text: string): AsyncGenerator<string, void> {
  yield text;
}

async function leave(iterator: AsyncIterator<ModelChunk> | undefined): Promise<void> {
  try {
    await iterator?.return?.();
  } catch {
    // The call is over; how the model takes its end concerns nobody.
  }
}
