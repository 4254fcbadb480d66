// In: what a model says in one call that may end in calls of tools. Out: its chunks without those calls, and events of their inputs.
// A tool's input is told of while it is written; that the call is meant is known when the model's answer is whole.
// Knows nothing of how tools are called.

import type { ToolEvent } from '../protocol/index.js';
import type { ModelCall } from './model-call.js';
import type { ModelChunk, ToolCallChunk } from './model.js';
import { ToolInput } from './tool-input.js';
import type { ToolLedger } from './tool-ledger.js';
import type { ToolSlot } from './tool-slot.js';

/** What is told of a round while it goes on. */
export type ToldInRound = Exclude<ModelChunk, { type: 'tool-input' | 'tool-call' }> | ToolEvent;

/** Finish reasons after which calls were not what the model would have said. */
const BROKEN: ReadonlySet<string | undefined> = new Set([
  'length',
  'interrupted',
  'error',
  'content-filter',
]);

/** One call of a model: what it said, and what it wants to call. */
export class Round {
  text = '';
  finishReason: string | undefined;
  readonly calls: ToolCallChunk[] = [];
  readonly #slot: ToolSlot;
  readonly #ledger: ToolLedger;
  readonly #inputs = new Map<string, ToolInput>();

  constructor(slot: ToolSlot, ledger: ToolLedger) {
    this.#slot = slot;
    this.#ledger = ledger;
  }

  /** The model was not done when its answer ended. */
  get isBroken(): boolean {
    return BROKEN.has(this.finishReason);
  }

  inputOf(callId: string, toolName: string): ToolInput {
    const known = this.#inputs.get(callId);
    if (known !== undefined) return known;
    const schema = this.#slot.tools.get(toolName)?.prepared;
    const input = new ToolInput(this.#ledger.register(callId, toolName), schema);
    this.#inputs.set(callId, input);
    return input;
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
    if (type === 'tool-input' || type === 'tool-call') yield* take(chunk as ToolChunk, round);
    else yield chunk as ToldInRound;
  }
}

type ToolChunk = Extract<ModelChunk, { type: 'tool-input' | 'tool-call' }>;

function take(chunk: ToolChunk, round: Round): readonly ToolEvent[] {
  const input = round.inputOf(chunk.callId, chunk.toolName);
  if (chunk.type === 'tool-input') return input.feed(chunk.delta);
  round.calls.push(chunk);
  return [];
}
