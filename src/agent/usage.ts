// In: what calls cost. Out: what they cost together.
// A provider that does not count leaves a count out; it is no zero.
// Knows nothing of calls.

import type { InstantMeta } from '../protocol/index.js';

/** Tokens. */
export type Usage = NonNullable<InstantMeta['usage']>;

export function addUsage(one: Usage, other: Usage = {}): Usage {
  const inputTokens = sum(one.inputTokens, other.inputTokens);
  const outputTokens = sum(one.outputTokens, other.outputTokens);
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
}

function sum(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined && other === undefined ? undefined : (one ?? 0) + (other ?? 0);
}
