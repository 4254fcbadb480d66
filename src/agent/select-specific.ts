// In: the types of items that one reader asks for. Out: what makes it see them, and nothing else.
// What another attempt withdraws ends it, unless it asked to be told of attempts.
// Knows nothing of logs.

import { kindOf } from '../internal/kind-of.js';
import type { ItemType } from './agent-response.js';
import { AgentError } from './error.js';
import type { RunEntry } from './run-entry.js';
import { isAttempt, selectItem, superseded, type ResponseItem } from './select-entries.js';

const TYPES = {
  start: true,
  delta: true,
  done: true,
  invalid: true,
  missing: true,
  replaced: true,
  attempt: true,
  reasoning: true,
  meta: true,
  tool: true,
  lane: true,
  signal: true,
  interrupt: true,
  progress: true,
  item: true,
  end: true,
  error: true,
  text: true,
  original: true,
} as const satisfies Readonly<Record<ItemType, true>>;

/** What another attempt says anew. */
const WITHDRAWN: ReadonlySet<ItemType> = new Set<ItemType>([
  'start',
  'delta',
  'done',
  'invalid',
  'missing',
  'replaced',
  'reasoning',
  'text',
]);

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
  let hasTold = false;
  let attempt = 1;
  return (entry: RunEntry): ResponseItem<T> | undefined => {
    if (isAttempt(entry)) {
      if (hasTold) throw superseded(entry);
      ({ attempt } = entry);
    }
    const item = selectItem<T>(entry);
    if (item === undefined || !wanted.has(item.type)) return undefined;
    if (wanted.has('attempt') || !WITHDRAWN.has(item.type)) return item;
    if (attempt !== attempts()) return undefined;
    hasTold = true;
    return item;
  };
}

function invalid(what: string): AgentError {
  return new AgentError('invalid-option', `getAsyncGenerator: ${what}.`);
}
