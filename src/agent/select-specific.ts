// In: the types of items that one reader asks for. Out: what makes it see them, and nothing else.
// What another attempt withdraws ends it, unless it asked to be told of attempts.
// Knows nothing of logs.

import { kindOf } from '../internal/kind-of.js';
import type { ItemType } from './agent-response.js';
import { AgentError } from './error.js';
import type { RunEntry } from './run-entry.js';
import { selectItem, withinAttempt, type ResponseItem } from './select-entries.js';

/** Whether another attempt withdraws what is of a type, to say it anew. */
const TYPES = {
  start: true,
  delta: true,
  done: true,
  invalid: true,
  missing: true,
  replaced: true,
  attempt: false,
  reasoning: true,
  meta: false,
  tool: false,
  lane: false,
  signal: false,
  interrupt: false,
  progress: false,
  item: false,
  end: false,
  error: false,
  text: true,
  original: false,
} as const satisfies Readonly<Record<ItemType, boolean>>;

/**
 * The selection of one reader. `attempts` says how many were begun.
 * @throws {AgentError} `invalid-option` for no list, and for a type that nothing is of.
 */
export function selectSpecific<T>(
  specific: readonly ItemType[] | undefined,
  attempts: () => number,
) {
  if (!Array.isArray(specific) || specific.length === 0)
    throw invalid(
      `\`specific\` is ${kindOf(specific)}. It is a list of types, like ['done', 'reasoning']`,
    );
  // Types promise it, but plain JavaScript may pass anything.
  const wrong: unknown = specific.find((type) => !Object.hasOwn(TYPES, type));
  if (wrong !== undefined)
    throw invalid(
      `nothing is of the type ${JSON.stringify(wrong)}. Types are ${Object.keys(TYPES).join(', ')}`,
    );
  const wanted: ReadonlySet<string> = new Set(specific);
  const select = (entry: RunEntry): ResponseItem<T> | undefined => {
    const item = selectItem<T>(entry);
    return item !== undefined && wanted.has(item.type) ? item : undefined;
  };
  if (wanted.has('attempt')) return select;
  return withinAttempt(attempts, select, ({ type }) => TYPES[type]);
}

function invalid(what: string): AgentError {
  return new AgentError('invalid-option', `getAsyncGenerator: ${what}.`);
}
