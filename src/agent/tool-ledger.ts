// In: the calls a response makes of its tools, round by round. Out: what models are told of them, and what the response says of them.
// Kept across attempts and models: what was called once is not called again because what came behind it did not hold.
// Knows nothing of how tools are called or models asked.

import type { ToolErrorCode } from '../protocol/index.js';
import type { ModelFunction, ModelMessage, ModelThought, ToolCalling } from './model.js';
import type { ToolCallFacts } from './tool-input.js';
import type { ToolOutcome } from './tool-run.js';

/** One call of a tool, when it is over. */
export interface ToolCallMeta extends ToolCallFacts {
  /** How it ended: with an output, or why it came to nothing. */
  readonly outcome: 'result' | ToolErrorCode;
  /** From the call on, in milliseconds. */
  readonly durationMs: number;
}

/** A call that is over. */
export interface EndedCall {
  readonly facts: ToolCallFacts;
  /** As the model wrote it. */
  readonly input: unknown;
  readonly providerMetadata: unknown;
  readonly outcome: ToolOutcome;
  readonly durationMs: number;
}

/** What the model said in a round, and what it called. */
interface EndedRound {
  readonly text: string;
  readonly thoughts: readonly ModelThought[];
  readonly calls: readonly EndedCall[];
}

/** Of one response. */
export class ToolLedger {
  /** Models that turned out to refuse tools: they are asked to plan instead. */
  readonly refusing = new Set<ModelFunction>();
  readonly #rounds: EndedRound[] = [];
  /** Of the round under way, as they end. */
  #ended: EndedCall[] = [];
  readonly #counts = new Map<string, number>();

  /** In the order in which the model made them; those of a round that came to no end as they ended. */
  get calls(): readonly ToolCallMeta[] {
    return [...this.#rounds.flatMap(({ calls }) => calls), ...this.#ended].map(
      ({ facts, outcome, durationMs }) => ({
        ...facts,
        outcome: 'code' in outcome ? outcome.code : 'result',
        durationMs,
      }),
    );
  }

  /** How often the model called tools. */
  get rounds(): number {
    return this.#rounds.length;
  }

  /** Gives a call its number. */
  register(callId: string, toolName: string): ToolCallFacts {
    const index = this.#counts.get(toolName) ?? 0;
    this.#counts.set(toolName, index + 1);
    return { callId, toolName, index, round: this.rounds + 1 };
  }

  /** A call is over: it was made, whatever becomes of its round. */
  note(call: EndedCall): void {
    this.#ended.push(call);
  }

  /** A round is over. */
  close(round: EndedRound): void {
    this.#ended = [];
    this.#rounds.push(round);
  }

  /** What was said and done from one round on, and before another. */
  messages(toolCalling: ToolCalling, from: number, before?: number): readonly ModelMessage[] {
    const tell = toolCalling === 'native' ? tellNatively : tellInWords;
    return this.#rounds.slice(from, before).flatMap(tell);
  }
}

function tellNatively({ text, thoughts, calls }: EndedRound): readonly ModelMessage[] {
  return [
    {
      role: 'assistant',
      content: text,
      ...(thoughts.length > 0 && { thoughts }),
      toolCalls: calls.map(({ facts: { callId, toolName }, input, providerMetadata }) => ({
        callId,
        toolName,
        input,
        ...(providerMetadata !== undefined && { providerMetadata }),
      })),
    },
    {
      role: 'tool',
      content: '',
      toolResults: calls.map(({ facts: { callId, toolName }, outcome }) => ({
        callId,
        toolName,
        output: 'code' in outcome ? outcome.message : outcome.output,
        isError: 'code' in outcome,
      })),
    },
  ];
}

/** For models that know no calls: what they wrote, and what came of it, as text. */
function tellInWords({ calls }: EndedRound): readonly ModelMessage[] {
  const made = calls.map(({ facts, input }) => ({ tool: facts.toolName, input }));
  const results = calls.map(({ facts: { toolName: tool }, outcome }) =>
    JSON.stringify(
      'code' in outcome ? { tool, error: outcome.message } : { tool, output: outcome.output },
    ),
  );
  return [
    { role: 'assistant', content: JSON.stringify({ calls: made }) },
    { role: 'user', content: `## Tool results\n\n${results.join('\n')}` },
  ];
}
