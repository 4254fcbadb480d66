// In: what a model says in one call that may end in calls of tools. Out: its chunks without those calls, and events of their inputs.
// A tool's input is told of while it is written; that the call is meant is known when the model's answer is whole.
// Knows nothing of how tools are called.

import { kindOf } from '../internal/kind-of.js';
import type { JsonLimits, ToolEvent } from '../protocol/index.js';
import type { AgentError } from './error.js';
import type { ModelCall } from './model-call.js';
import { UnsoundModel } from './model-failed.js';
import type {
  ModelChunk,
  ModelThought,
  ThoughtChunk,
  ToolCallChunk,
  ToolInputChunk,
} from './model.js';
import type { SaidChunk } from './run-entry.js';
import { assertFact } from './run-fact.js';
import { ToolInput } from './tool-input.js';
import type { ToolLedger } from './tool-ledger.js';
import type { ToolSlot } from './tool-slot.js';

/** What is told of a round while it goes on. */
export type ToldInRound = Exclude<ModelChunk, SaidChunk['chunk']> | SaidChunk | ToolEvent;

/** A call that is meant, and its input. */
export interface MeantCall {
  readonly chunk: ToolCallChunk;
  readonly input: ToolInput;
}

/** Finish reasons after which calls were not what the model would have said. */
const BROKEN: ReadonlySet<string | undefined> = new Set([
  'length',
  'interrupted',
  'error',
  'content-filter',
]);

/** Calls of one round, unless it is said otherwise. */
const MAX_CALLS = 128;

/** One call of a model: what it said, and what it wants to call. */
export class Round {
  text = '';
  finishReason: string | undefined;
  /** Why the response ends with it. */
  fault: AgentError | undefined;
  readonly thoughts: ModelThought[] = [];
  readonly calls: MeantCall[] = [];
  /** On the text of each input, and of a plan. */
  readonly limits: JsonLimits | undefined;
  readonly #slot: ToolSlot;
  readonly #ledger: ToolLedger;
  /** Inputs that are being written, by the ids their provider gives them. */
  readonly #open = new Map<string, ToolInput>();
  readonly #ids = new Set<string>();

  constructor(slot: ToolSlot, ledger: ToolLedger, limits: JsonLimits | undefined) {
    this.limits = limits;
    this.#slot = slot;
    this.#ledger = ledger;
  }

  /** The model was not done when its answer ended. */
  get isBroken(): boolean {
    return BROKEN.has(this.finishReason);
  }

  get maxCalls(): number {
    return this.#slot.maxCalls ?? MAX_CALLS;
  }

  /** The model calls more at once than it may: nothing of the round is called, and nothing more of it is read. */
  get isOverrun(): boolean {
    return this.#ids.size > this.maxCalls;
  }

  /** Some servers give no ids, or one to several calls: each call is still one of its own. */
  inputOf(callId: string, toolName: string): ToolInput {
    const known = this.#open.get(callId);
    if (known?.facts.toolName === toolName) return known;
    const ownId = callId === '' || this.#ids.has(callId) ? crypto.randomUUID() : callId;
    this.#ids.add(ownId);
    const schema = this.#slot.tools.get(toolName)?.prepared;
    const input = new ToolInput(this.#ledger.register(ownId, toolName), schema, this.limits);
    this.#open.set(callId, input);
    return input;
  }

  think(chunk: ThoughtChunk): void {
    const { type: _, ...thought } = chunk;
    this.thoughts.push(thought);
  }

  /** The call is meant, and nothing more of it follows. */
  add(chunk: ToolCallChunk): void {
    const input = this.inputOf(chunk.callId, chunk.toolName);
    this.#open.delete(chunk.callId);
    this.calls.push({ chunk, input });
  }
}

/** The chunks of a model that says itself what it calls. */
export async function* listen(call: ModelCall, round: Round): AsyncGenerator<ToldInRound, void> {
  for (;;) {
    const { done, value } = await call.next();
    if (done === true) return;
    const chunk = value;
    if (typeof chunk === 'string') round.text += chunk;
    // What is no chunk at all is for whoever reads it to refuse.
    const type: unknown = typeof chunk === 'string' ? 'text' : chunk?.type;
    if (!isSaid(type)) yield chunk as ToldInRound;
    else {
      const said = chunk as SaidChunk['chunk'];
      const told = take(said, round);
      if (round.isOverrun) return;
      yield { type: 'said', chunk: said };
      yield* told;
    }
  }
}

function isSaid(type: unknown): boolean {
  return type === 'thought' || type === 'tool-input' || type === 'tool-call';
}

function take(chunk: SaidChunk['chunk'], round: Round): readonly ToolEvent[] {
  if (chunk.type === 'thought') {
    assertFact(chunk);
    round.think(chunk);
    return [];
  }
  checkChunk(chunk);
  if (chunk.type === 'tool-input')
    return round.inputOf(chunk.callId, chunk.toolName).feed(chunk.delta);
  round.add(chunk);
  return [];
}

/** Types promise it, but plain JavaScript may yield the input as an object. */
function checkChunk(chunk: ToolInputChunk | ToolCallChunk): void {
  const text = chunk.type === 'tool-input' ? ['delta', chunk.delta] : ['input', chunk.input];
  const parts = [['callId', chunk.callId], ['toolName', chunk.toolName], text] as const;
  const wrong = parts.find(([, value]) => typeof value !== 'string');
  if (wrong === undefined) return;
  throw new UnsoundModel(
    `its function yielded a \`${chunk.type}\` whose \`${wrong[0]}\` is ${kindOf(wrong[1])}. It is text: of an input its JSON.`,
  );
}
