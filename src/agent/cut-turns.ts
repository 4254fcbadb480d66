// In: how long a conversation may be. Out: what forgets its oldest turns, or sums them up in the words of a model.
// Turns are never split, those of the system stay, and so does the newest turn, however long it is.
// Knows nothing of sessions.

import type { AgentRequest } from './agent-request.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { checkNumber } from './run-options.js';
import type { ResizeTurns, Turn } from './session.js';
import { isPinned, textOf } from './turns.js';

/** How long a conversation may be: in characters, or in tokens as a counter of yours counts them. Attachments count nothing. */
export type TurnLimit =
  | { readonly maxCharacters: number }
  | {
      readonly maxTokens: number;
      /** Tokens of a text; each text is counted once. */
      readonly countTokens: (text: string) => number | PromiseLike<number>;
    };

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
  const measure = createMeasure('cutTurns', limit, []);
  return async (turns) => {
    const kept = await measure.keep(turns);
    return turns.filter((turn) => isPinned(turn) || kept.has(turn));
  };
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
  const measure = createMeasure('summarizeTurns', limit, ['agent', 'keepTurns']);
  checkNumber('summarizeTurns', 'keepTurns', keepTurns);
  if (typeof agent?.getResponse !== 'function')
    throw new AgentError(
      'invalid-option',
      'summarizeTurns: `agent` is none. Pass createAgent({ model }).',
    );
  return async (turns) => {
    const said = turns.filter((turn) => !isPinned(turn));
    const old = said.slice(0, Math.max(0, said.length - keepTurns));
    const isWithin = (await measure.lengthOf(turns)) <= measure.max;
    if (isWithin || old.length === 0) return turns;
    const answer = await agent
      .instruct(SUM_UP, { add: true })
      .input(formatTurns(old))
      .getResponse()
      .getText();
    // What was said is not to be lost for a model that says nothing.
    if (answer.trim() === '') throw new Error('The model that sums up said nothing.');
    const summary: Turn = [
      { role: 'user', content: 'Sum up what we have said so far.' },
      { role: 'assistant', content: answer.trim() },
    ];
    return [...turns.filter(isPinned), summary, ...said.slice(old.length)];
  };
}

const SUM_UP = [
  'The input is a conversation. Sum it up for the one who goes on with it.',
  'Keep facts, names, numbers, decisions and open questions; leave out greetings.',
  'Write the summary and nothing else.',
];

function formatTurns(turns: readonly Turn[]): string {
  return turns
    .flat()
    .map((message) => `${message.role}: ${textOf(message)}`)
    .join('\n\n');
}

interface Measure {
  readonly max: number;
  lengthOf(turns: readonly Turn[]): Promise<number>;
  /** The newest turns that fit beside those of the system. */
  keep(turns: readonly Turn[]): Promise<ReadonlySet<Turn>>;
}

function createMeasure(maker: string, limit: TurnLimit, others: readonly string[]): Measure {
  checkOptions(maker, limit, '{ maxCharacters: 20_000 }', [
    'maxCharacters',
    'maxTokens',
    'countTokens',
    ...others,
  ]);
  const isCounted = 'maxTokens' in limit;
  const max: unknown = isCounted ? limit.maxTokens : limit.maxCharacters;
  checkNumber(maker, isCounted ? 'maxTokens' : 'maxCharacters', max);
  if (typeof max !== 'number' || (isCounted && typeof limit.countTokens !== 'function'))
    throw new AgentError(
      'invalid-option',
      `${maker}: there is no limit. Pass { maxCharacters }, or { maxTokens, countTokens }.`,
    );
  const known = new WeakMap<Turn, Promise<number>>();
  const count = async (turn: Turn) => {
    const texts = turn.map(textOf);
    if (!isCounted) return sum(texts.map((text) => text.length));
    const counts = await Promise.all(texts.map(async (text) => limit.countTokens(text)));
    counts.forEach((tokens) => checkNumber(maker, 'countTokens', tokens ?? Number.NaN));
    return sum(counts);
  };
  const lengthOf = (turn: Turn) => {
    let length = known.get(turn);
    if (length !== undefined) return length;
    known.set(turn, (length = count(turn)));
    // A counter that fails once is asked again.
    length.catch(() => known.delete(turn));
    return length;
  };
  const total = async (turns: readonly Turn[]) => sum(await Promise.all(turns.map(lengthOf)));
  return {
    max,
    lengthOf: total,
    async keep(turns) {
      let left = max - (await total(turns.filter(isPinned)));
      const kept = new Set<Turn>();
      for (const turn of turns.filter((each) => !isPinned(each)).toReversed()) {
        left -= await lengthOf(turn);
        if (left < 0 && kept.size > 0) break;
        kept.add(turn);
      }
      return kept;
    },
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => one + other, 0);
}
