// In: models in the order they are asked, and what is said behind their prompts. Out: the chunks of whichever is being asked.
// The line to a model can be hung up at any time and is opened again by whoever reads on.
// Knows nothing of answers, or of why a call is made again.

import type { JsonLimits } from '../protocol/index.js';
import type { AgentError } from './error.js';
import { askAnew, askOn } from './feedback.js';
import { ModelCall, type SilenceLimits } from './model-call.js';
import type { ModelFunction, ModelMessage, ModelRequest, ToolCalling } from './model.js';
import { pause } from './retry-policy.js';
import { refusesSchema } from './schema-refusal.js';
import { ToolLedger } from './tool-ledger.js';
import type { RoundChunk, ToolRounds } from './tool-rounds.js';
import type { ToolSlot } from './tool-slot.js';

type WrittenRequest = Omit<ModelRequest, 'signal'>;

/** A model, and the request as it is written for it. */
export interface RunTarget {
  readonly call: ModelFunction;
  readonly request: WrittenRequest;
  readonly toolCalling: ToolCalling;
  /** The request as it is to be sent, where that is known only when the model is called: the same one every time. */
  readonly write?: (signal: AbortSignal) => Promise<WrittenRequest>;
  /** The same with its schema in the prompt, for a provider that does not take it. */
  readonly inWords?: () => RunTarget;
}

export interface CallLineOptions {
  /** The model, and those that are asked in its place when it fails before its first token. */
  readonly targets: readonly [RunTarget, ...RunTarget[]];
  readonly tools: ToolSlot | undefined;
  readonly limits: SilenceLimits;
  /** On what is read of calls of tools. */
  readonly bounds: JsonLimits | undefined;
}

/** What is being said on the other end. */
export class CallLine {
  readonly ledger: ToolLedger | undefined;
  /** What is said behind the prompt: about an answer that does not count, or to go on with one. */
  #remarks: readonly ModelMessage[] = [];
  #isGoingOn = false;
  /** How long to wait before the next call. */
  pauseMs = 0;
  readonly #options: CallLineOptions;
  #target: RunTarget;
  #at = 0;
  #request: WrittenRequest;
  #call: ModelCall | ToolRounds | undefined;
  /** Loaded where there are tools: most requests do without. */
  #ToolRounds: typeof ToolRounds | undefined;

  constructor(options: CallLineOptions) {
    this.#options = options;
    this.#target = options.targets[0];
    this.#request = this.#target.request;
    if (options.tools !== undefined) this.ledger = new ToolLedger();
  }

  /** True once the first token of the call under way came. */
  get hasBegun(): boolean {
    return this.#call?.hasBegun === true;
  }

  /** True when the call under way goes on from tools that were called since the line was opened. */
  get isLater(): boolean {
    return this.#call !== undefined && 'isLater' in this.#call && this.#call.isLater;
  }

  /** True while what is said may be the beginning of calls of tools, and not the answer. */
  get mayCallTools(): boolean {
    const call = this.#call;
    const isAnswering = call !== undefined && 'isAnswering' in call && call.isAnswering;
    return this.ledger !== undefined && !isAnswering;
  }

  /** To be waited for before each `next`: a call that is to be made is made ready, and not before its time. */
  async rest(signal: AbortSignal): Promise<void> {
    if (this.#call !== undefined) return;
    const { write, request } = this.#target;
    this.#request = write === undefined ? request : await write(signal);
    if (this.#options.tools !== undefined)
      this.#ToolRounds ??= (await import('./tool-rounds.js')).ToolRounds;
    const delayMs = this.pauseMs;
    this.pauseMs = 0;
    if (delayMs > 0) await pause(delayMs, signal);
  }

  next(): Promise<IteratorResult<RoundChunk, unknown>> {
    this.#call ??= this.#open();
    return this.#call.next();
  }

  hangUp(reason: unknown): void {
    this.#call?.close(reason);
    this.#call = undefined;
  }

  /** As it was asked for. */
  askAgain(remarks: readonly ModelMessage[] = []): void {
    this.#remarks = remarks;
    this.#isGoingOn = false;
  }

  /** Another answer is asked for, in the place of one that does not hold. */
  askAnew(said: string, fault: AgentError): void {
    this.askAgain(askAnew(said, fault));
  }

  /** The rest of an answer is asked for, and always in words: whoever is held to a schema would begin another. */
  goOn(said: string): void {
    const { schema, structuredOutput } = this.#request;
    this.#remarks = askOn(said, structuredOutput === 'prompt' ? undefined : schema);
    this.#isGoingOn = true;
  }

  /** True while there is another model to be asked. */
  get hasNext(): boolean {
    return this.#at + 1 < this.#options.targets.length;
  }

  /** The next model is asked from now on; false when there is none. */
  pass(): boolean {
    const { targets } = this.#options;
    const next = targets[++this.#at];
    if (next !== undefined) this.#target = next;
    return next !== undefined;
  }

  /** The schema goes into the prompt from now on, where it was refused; false where it was not, or is there already. */
  askInWords(cause: unknown): boolean {
    const isAsked = this.#request.structuredOutput === 'prompt';
    const next = isAsked || !refusesSchema(cause) ? undefined : this.#target.inWords?.();
    if (next !== undefined) this.#target = next;
    return next !== undefined;
  }

  #open(): ModelCall | ToolRounds {
    const { tools, limits, bounds } = this.#options;
    const { call, toolCalling } = this.#target;
    const { ledger } = this;
    const remarks = this.#remarks;
    const request: WrittenRequest = {
      ...this.#request,
      ...(this.#isGoingOn && { structuredOutput: 'prompt' }),
    };
    const Rounds = this.#ToolRounds;
    if (tools !== undefined && ledger !== undefined && Rounds !== undefined)
      return new Rounds({
        call,
        request,
        remarks,
        toolCalling,
        slot: tools,
        ledger,
        limits,
        bounds,
      });
    return new ModelCall(call, { ...request, messages: [...request.messages, ...remarks] }, limits);
  }
}
