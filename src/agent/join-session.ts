// In: a request and the session it is made in. Out: models that are told the conversation, and the turn when all is over.
// The conversation is taken with the first call and stays what it is, whatever the session records meanwhile.
// Knows nothing of how a session keeps, shortens or saves what it records.

import { kindOf } from '../internal/kind-of.js';
import { reportUncaught } from '../internal/report-error.js';
import { missingIn } from './attempt.js';
import type { ChatMessage } from './chat-message.js';
import { AgentError } from './error.js';
import type { RunTarget } from './call-line.js';
import type { ModelRun } from './model-run.js';
import type { RunOutcome } from './run-entry.js';
import type { Asked } from './session-slots.js';
import type { ChatSource, SessionPart, TurnOutcome } from './session.js';
import { withinTime } from './within-time.js';

const BEGIN_TIMEOUT_MS = 60_000;

export interface Joined {
  /** The target as it is written with a conversation, which is known when the model is called. */
  join(target: RunTarget, write: (said: readonly ChatMessage[]) => RunTarget): RunTarget;
  /** Records the turn when the run has ended, if a model was called. */
  record(run: ModelRun, ask: () => Asked): void;
}

export function joinSession(session: ChatSource): Joined {
  let part: SessionPart | undefined;
  let beginning: Promise<SessionPart> | undefined;
  const begin = async (signal: AbortSignal) => {
    beginning ??= beginIn(session, signal);
    part = await beginning;
    return part;
  };
  return {
    join: (target, write) => ({
      ...target,
      write: async (signal) => write((await begin(signal)).messages).request,
    }),
    record(run, ask) {
      const end = async () => {
        const outcome = await run.settled;
        const { answer, text } = run.attempt;
        const turn = {
          ...ask(),
          answer: outcome === 'complete' ? answer.value : text,
          text,
          outcome: toTurnOutcome(run, outcome),
        };
        // One of a kind of its own may return a promise all the same, which nobody else would hear of.
        await part?.record(turn);
      };
      end().catch(reportUncaught);
    },
  };
}

/** A session of the caller's own may fail with anything. */
async function beginIn(session: ChatSource, left: AbortSignal): Promise<SessionPart> {
  let cause: unknown;
  try {
    const { beginTimeoutMs = BEGIN_TIMEOUT_MS } = session;
    const part = await withinTime(beginTimeoutMs, (signal) => session.begin({ signal }), left);
    if (Array.isArray(part?.messages) && typeof part.record === 'function') return part;
    cause = new TypeError(`It gave ${kindOf(part)}, not { messages, record }.`);
  } catch (thrown) {
    if (thrown instanceof AgentError) throw thrown;
    cause = thrown;
  }
  throw new AgentError(
    'session-failed',
    'The session could not begin a request. Look at the `cause`, which is what its `begin` threw, or a TimeoutError where it took longer than its `beginTimeoutMs`.',
    { cause },
  );
}

function toTurnOutcome(run: ModelRun, outcome: RunOutcome): TurnOutcome {
  if (outcome !== 'complete') return outcome;
  const { attempt, required } = run;
  const holds =
    attempt.answer.output?.status !== 'invalid' && missingIn(attempt, required) === undefined;
  return holds ? 'complete' : 'invalid';
}
