// In: the types of items that one reader asks for. Out: what makes it see them, and nothing else.
// Knows nothing of logs.

import { kindOf } from '../internal/kind-of.js';
import type { ItemType } from './agent-response.js';
import { AgentError } from './error.js';
import type { RunEntry } from './run-entry.js';
import { selectItem, type ResponseItem } from './select-entries.js';

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

/** @throws {AgentError} `invalid-option` for no list, and for a type that nothing is of. */
export function selectSpecific<T>(specific: readonly ItemType[] | undefined) {
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
  return (entry: RunEntry): ResponseItem<T> | undefined => {
    const item = selectItem<T>(entry);
    return item !== undefined && wanted.has(item.type) ? item : undefined;
  };
}

function invalid(what: string): AgentError {
  return new AgentError('invalid-option', `getAsyncGenerator: ${what}.`);
}
