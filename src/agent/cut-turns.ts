// In: how long a conversation may be. Out: what forgets its oldest turns, or sums them up in the words of a model.
// Turns are never split, those of the system stay, and so does the newest turn, however long it is.
// Knows nothing of sessions.

import type { AgentRequest } from './agent-request.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { checkNumber } from './run-options.js';
import type { ResizeTurns, TurnLimit } from './session.js';

/**
 * Forgets the oldest turns until the rest is within the limit.
 *
 * @throws {AgentError} `invalid-option`
 * @example
 * const session = createSession({ resize: cutTurns({ maxCharacters: 12 }) });
 * session.add([{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }]);
 * session.add([{ role: 'user', content: 'Tea?' }, { role: 'assistant', content: 'Yes, please' }]);
 * await session.settled();
 * session.messages.length; // 2
 */
export function cutTurns(limit: TurnLimit): ResizeTurns {
  checkLimit('cutTurns', limit, []);
  return later(async () => (await import('./shorten-turns.js')).createCut(limit));
}

/** How old turns are summed up. */
export type SummaryOptions = TurnLimit & {
  /** Who sums up: an agent, with a request of its own each time. */
  readonly agent: AgentRequest;
  /** How many of the newest turns stay as they are. @default 2 */
  readonly keepTurns?: number | undefined;
};

/**
 * Puts a summary in the place of all but the newest turns when a conversation is longer than the limit. The summary is a
 * turn like any other, so the next one contains it.
 *
 * @throws {AgentError} `invalid-option`; what the model failed with is told by the session, which then stays as it is.
 * @example
 * const model = async function* () {
 *   yield 'They greeted each other.';
 * };
 * const resize = summarizeTurns({ agent: createAgent({ model }), maxCharacters: 12, keepTurns: 1 });
 * const session = createSession({ resize });
 * session.add([{ role: 'user', content: 'Hello' }, { role: 'assistant', content: 'Hi' }]);
 * session.add([{ role: 'user', content: 'Tea?' }, { role: 'assistant', content: 'Yes, please' }]);
 * await session.settled();
 * session.messages[1]; // { role: 'assistant', content: 'They greeted each other.' }
 */
export function summarizeTurns(options: SummaryOptions): ResizeTurns {
  const { agent, keepTurns = 2, ...limit } = options;
  checkLimit('summarizeTurns', limit, ['agent', 'keepTurns']);
  checkNumber('summarizeTurns', 'keepTurns', keepTurns);
  if (typeof agent?.getResponse !== 'function')
    throw new AgentError(
      'invalid-option',
      'summarizeTurns: `agent` is none. Pass createAgent({ model }).',
    );
  return later(async () =>
    (await import('./shorten-turns.js')).createSummary(agent, keepTurns, limit),
  );
}

/** What shortens is loaded when there is something to shorten. */
function later(load: () => Promise<ResizeTurns>): ResizeTurns {
  let loading: Promise<ResizeTurns> | undefined;
  return async (turns, task) => (await (loading ??= load()))(turns, task);
}

function checkLimit(maker: string, limit: TurnLimit, others: readonly string[]): void {
  checkOptions(maker, limit, '{ maxCharacters: 20_000 }', [
    'maxCharacters',
    'maxTokens',
    'countTokens',
    ...others,
  ]);
  const isCounted = 'maxTokens' in limit;
  if (isCounted && 'maxCharacters' in limit)
    throw new AgentError(
      'invalid-option',
      `${maker}: there are two limits. Pass \`maxCharacters\` or \`maxTokens\`.`,
    );
  const max: unknown = isCounted ? limit.maxTokens : limit.maxCharacters;
  checkNumber(maker, isCounted ? 'maxTokens' : 'maxCharacters', max);
  if (typeof max !== 'number' || (isCounted && typeof limit.countTokens !== 'function'))
    throw new AgentError(
      'invalid-option',
      `${maker}: there is no limit. Pass { maxCharacters }, or { maxTokens, countTokens }.`,
    );
}
