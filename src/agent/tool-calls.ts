// In: the calls of one round. Out: events of what comes of them as it comes, and all of it in the order of the calls.
// Whatever goes wrong with a call is told to the model; what ends the response is decided by who asked for the round.
// Knows nothing of models or rounds.

import type { ToolEvent } from '../protocol/index.js';
import type { InputVerdict } from './tool-input.js';
import type { EndedCall } from './tool-ledger.js';
import type { MeantCall, Round } from './tool-round.js';
import { runTool, type ToolOutcome } from './tool-run.js';
import { schedule, type Job } from './tool-schedule.js';
import type { ToolSlot } from './tool-slot.js';

const MAX_CONCURRENCY = 8;

/** A call whose input is over. */
export interface ReadyCall extends MeantCall {
  readonly verdict: InputVerdict;
}

/** Brings the inputs of a round to their ends. */
export async function* closeInputs(
  round: Round,
): AsyncGenerator<ToolEvent, readonly ReadyCall[], undefined> {
  const ready: ReadyCall[] = [];
  for (const call of round.calls) {
    const [events, verdict] = await call.input.end(call.chunk.input);
    yield* events;
    ready.push({ ...call, verdict });
  }
  return ready;
}

/** Calls the tools, as many at once as may be. The signal is the response's; `onEnd` hears of each call before its event. */
export function runCalls(
  ready: readonly ReadyCall[],
  slot: ToolSlot,
  signal: AbortSignal,
  onEnd: (call: EndedCall) => void,
): AsyncGenerator<ToolEvent, readonly EndedCall[], undefined> {
  const { tools, maxConcurrency = MAX_CONCURRENCY } = slot;
  const limitOf = (kind: string) => tools.get(kind)?.maxConcurrency ?? Infinity;
  const jobs = ready.map((call) => jobOf(call, slot, signal, onEnd));
  return schedule(jobs, { maxConcurrency, limitOf });
}

function jobOf(
  ready: ReadyCall,
  slot: ToolSlot,
  signal: AbortSignal,
  onEnd: (call: EndedCall) => void,
): Job<ToolEvent, EndedCall> {
  const { facts } = ready.input;
  return {
    kind: facts.toolName,
    run: async (tell) => {
      let sinceMs = performance.now();
      const outcome = await settle(ready, slot, signal, (input) => {
        sinceMs = performance.now();
        tell({ type: 'tool', phase: 'call', ...facts, input });
      });
      const durationMs = performance.now() - sinceMs;
      const { providerMetadata } = ready.chunk;
      const call = { facts, input: ready.input.written, providerMetadata, outcome, durationMs };
      onEnd(call);
      tell(toEvent(outcome, { type: 'tool', ...facts, durationMs }));
      return call;
    },
  };
}

function toEvent(
  outcome: ToolOutcome,
  about: Omit<Extract<ToolEvent, { phase: 'result' }>, 'phase' | 'output'>,
): ToolEvent {
  if ('output' in outcome) return { ...about, phase: 'result', output: outcome.output };
  const { code, message } = outcome;
  return { ...about, phase: 'error', code, message };
}

async function settle(
  { input: { facts }, verdict }: ReadyCall,
  { tools, approval }: ToolSlot,
  signal: AbortSignal,
  onCall: (input: unknown) => void,
): Promise<ToolOutcome> {
  const { callId, toolName } = facts;
  const tool = tools.get(toolName);
  if (tool === undefined) {
    const known = [...tools.keys()].join(', ');
    return {
      code: 'unknown-tool',
      message: `There is no tool \`${toolName}\`. There are: ${known}.`,
    };
  }
  if ('fault' in verdict) return { code: 'invalid-input', message: verdict.fault };
  const { value: input } = verdict;
  return runTool({ tool, callId, toolName, input, approval, signal, onCall: () => onCall(input) });
}
