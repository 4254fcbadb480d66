// In: how long a conversation may be, in options that were checked. Out: what forgets its oldest turns, or sums them up.
// A length that was counted is kept for as long as its turn, since counting tokens may cost more than anything else here.
// Knows nothing of sessions.

import type { AgentRequest } from './agent-request.js';
import { checkNumber } from './run-options.js';
import type { ResizeTurns, Turn, TurnLimit } from './session.js';
import { isPinned, textOf } from './turns.js';

export function createCut(limit: TurnLimit): ResizeTurns {
  const measure = createMeasure('cutTurns', limit);
  return async (turns) => {
    const kept = await measure.keep(turns);
    return turns.filter((turn) => isPinned(turn) || kept.has(turn));
  };
}

export function createSummary(
  agent: AgentRequest,
  keepTurns: number,
  limit: TurnLimit,
): ResizeTurns {
  const measure = createMeasure('summarizeTurns', limit);
  return async (turns, task) => {
    const said = turns.filter((turn) => !isPinned(turn));
    const old = said.slice(0, Math.max(0, said.length - keepTurns));
    const isWithin = (await measure.lengthOf(turns)) <= measure.max;
    if (isWithin || old.length === 0) return turns;
    const answer = await agent
      .instruct(SUM_UP, { add: true })
      // Named by a placeholder: what was said is no template.
      .mappings({ [SAID]: formatTurns(old) })
      .input(`\${${SAID}}`)
      .getResponse({ signal: task?.signal })
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

/** A name that no other mapping has. */
const SAID = 'what was said so far';

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

function createMeasure(maker: string, limit: TurnLimit): Measure {
  const isCounted = 'maxTokens' in limit;
  const max = isCounted ? limit.maxTokens : limit.maxCharacters;
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
