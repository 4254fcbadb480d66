// In: a model, what to ask it, and the tools it may call. Out: its chunks over as many calls as it takes, and events of its tools.
// A round's tools are called when its answer is whole: what stands in one that breaks off was not asked for yet.
// Knows nothing of attempts, parsers of answers or readers.

import type { JsonLimits, ToolEvent } from '../protocol/index.js';
import { AgentError } from './error.js';
import { ModelCall, type SilenceLimits } from './model-call.js';
import type {
  ModelChunk,
  ModelFunction,
  ModelMessage,
  ModelRequest,
  ToolCalling,
} from './model.js';
import type { SaidChunk } from './run-entry.js';
import { assertFact } from './run-fact.js';
import type { EndedCall, ToolLedger } from './tool-ledger.js';
import { askForAnswer, askForPlan, listenToPlan } from './tool-plan.js';
import { callsExceeded, isFailed, roundsExceeded, toolFailed } from './round-ends.js';
import { refusesTools } from './tool-refusal.js';
import { listen, Round, type ToldInRound } from './tool-round.js';
import { toModelTools, type ToolSlot } from './tool-slot.js';
import { closeInputs, runCalls } from './tool-calls.js';
import { addUsage, type Usage } from './usage.js';

/** An error is the last of them: the response cannot go on. */
export type RoundChunk = ModelChunk | SaidChunk | ToolEvent | AgentError;

export interface ToolRoundsOptions {
  readonly call: ModelFunction;
  readonly request: Omit<ModelRequest, 'signal'>;
  /** What is said behind the prompt, and behind the rounds there were. */
  readonly remarks: readonly ModelMessage[];
  readonly toolCalling: ToolCalling;
  readonly slot: ToolSlot;
  readonly ledger: ToolLedger;
  readonly limits: SilenceLimits;
  /** On what is read of calls. */
  readonly bounds: JsonLimits | undefined;
}

type Told = AsyncGenerator<RoundChunk, void, undefined>;

const MAX_ROUNDS = 8;

/** Calls of a model, with calls of tools between them; to be used like one call of a model. */
export class ToolRounds {
  readonly #options: ToolRoundsOptions;
  readonly #controller = new AbortController();
  readonly #chunks: Told;
  /** The first round that is of these. */
  readonly #from: number;
  #call: ModelCall | undefined;
  /** The model was told to answer: it calls nothing more. */
  isAnswering = false;
  #spent: Usage = {};

  constructor(options: ToolRoundsOptions) {
    this.#options = options;
    this.#from = options.ledger.rounds;
    this.#chunks = this.#read();
  }

  /** True once the first token of the call under way came. */
  get hasBegun(): boolean {
    return this.#call?.hasBegun === true;
  }

  /** True when tools were called: what came before the call under way stands. */
  get isLater(): boolean {
    return this.#options.ledger.rounds > this.#from;
  }

  next(): Promise<IteratorResult<RoundChunk, unknown>> {
    return this.#chunks.next();
  }

  close(reason: unknown): void {
    this.#call?.close(reason);
    this.#controller.abort(reason);
    void this.#chunks.return();
  }

  /** How this model calls tools, as far as is known. */
  get #toolCalling(): ToolCalling {
    const { call, ledger, toolCalling } = this.#options;
    return ledger.refusing.has(call) ? 'prompt' : toolCalling;
  }

  async *#read(): Told {
    const { slot, ledger, remarks, bounds } = this.#options;
    for (;;) {
      if (this.#toolCalling === 'prompt' && remarks.length > 0) {
        // The model had begun to answer: about that answer it is asked, not about what to call.
        yield* this.#answer();
        return;
      }
      const round = new Round(slot, ledger, bounds);
      yield* this.#ask(round);
      const fault = round.isOverrun ? callsExceeded(round.maxCalls) : round.fault;
      if (fault !== undefined) {
        yield fault;
        return;
      }
      const isPlan = this.#toolCalling === 'prompt';
      if (round.isBroken && !(isPlan && round.finishReason === 'length')) return;
      if (!isPlan && this.#isAnswered(round)) return;
      if (round.calls.length === 0 || round.isBroken) {
        if (isPlan) yield* this.#answer();
        return;
      }
      const ended = yield* this.#callTools(round);
      if (ended instanceof AgentError) {
        yield ended;
        return;
      }
      ledger.close({ text: round.text, thoughts: round.thoughts, calls: ended });
    }
  }

  /** A model that turns out to refuse tools is asked once more, in words. */
  async *#ask(round: Round): Told {
    const { call, request, slot, ledger } = this.#options;
    if (this.#toolCalling === 'native') {
      const asked = this.#open({
        ...request,
        messages: this.#messages(),
        tools: toModelTools(slot),
      });
      try {
        yield* this.#sum(listen(asked, round), round);
        return;
      } catch (cause) {
        if (asked.hasBegun || !refusesTools(cause)) throw cause;
        ledger.refusing.add(call);
      }
    }
    const { schema: _, ...rest } = request;
    const messages = askForPlan(this.#messages(), slot);
    const asked = this.#open({ ...rest, messages, structuredOutput: 'prompt' });
    yield* this.#sum(listenToPlan(asked, round), round);
  }

  /** Behind a plan that calls nothing more. */
  async *#answer(): Told {
    const { request, slot, ledger, remarks, bounds } = this.#options;
    this.isAnswering = true;
    const said = this.#messages();
    const messages = ledger.rounds > 0 && remarks.length === 0 ? askForAnswer(said) : said;
    const round = new Round(slot, ledger, bounds);
    yield* this.#sum(listen(this.#open({ ...request, messages }), round), round);
  }

  /** An answer that is given by a tool is the last word, whatever was called beside it. */
  #isAnswered({ finishReason }: Round): boolean {
    return this.#options.request.structuredOutput === 'tool' && finishReason === 'stop';
  }

  #open(request: Omit<ModelRequest, 'signal'>): ModelCall {
    // Closed while tools ended: nobody would hear of another call.
    this.#controller.signal.throwIfAborted();
    const { call, limits } = this.#options;
    this.#call = new ModelCall(call, request, limits);
    return this.#call;
  }

  #messages(): readonly ModelMessage[] {
    const { request, remarks, ledger } = this.#options;
    const toolCalling = this.#toolCalling;
    return [
      ...request.messages,
      ...ledger.messages(toolCalling, 0, this.#from),
      ...remarks,
      ...ledger.messages(toolCalling, this.#from),
    ];
  }

  /** What a call costs is told together with what those before it did. */
  async *#sum(told: AsyncGenerator<ToldInRound, void>, round: Round): Told {
    const before = this.#spent;
    for await (const chunk of told) {
      if (typeof chunk === 'string' || chunk?.type !== 'meta') {
        yield chunk;
        continue;
      }
      assertFact(chunk);
      round.finishReason = chunk.finishReason ?? round.finishReason;
      if (chunk.usage !== undefined) this.#spent = addUsage(before, chunk.usage);
      yield chunk.usage === undefined ? chunk : { ...chunk, usage: this.#spent };
    }
  }

  /** What came of a round's calls, or why the response ends with them. */
  async *#callTools(
    round: Round,
  ): AsyncGenerator<ToolEvent, readonly EndedCall[] | AgentError, undefined> {
    const { slot, ledger } = this.#options;
    const { maxRounds = MAX_ROUNDS, toolErrors } = slot;
    const ready = yield* closeInputs(round);
    if (ledger.rounds >= maxRounds) return roundsExceeded(maxRounds);
    const fatal: EndedCall[] = [];
    const note = (call: EndedCall) => {
      // What ends with the response has come to nothing of its own.
      if (!this.#controller.signal.aborted) ledger.note(call);
      if (toolErrors !== 'fail' || fatal.length > 0 || !isFailed(call)) return;
      fatal.push(call);
      // Those that wait for their turn never begin; those under way are not waited for.
      this.#controller.abort(toolFailed(call));
    };
    const calls = runCalls(ready, slot, this.#controller.signal, note);
    for (;;) {
      const { done, value } = await calls.next();
      if (done === true) return value;
      yield value;
      const [first] = fatal;
      if (value.phase === 'error' && first?.facts.callId === value.callId) return toolFailed(first);
    }
  }
}
