// In: a chunk that is no text. Out: nothing, or a refusal that says what a model function may yield.
// Types promise it, but plain JavaScript may yield anything.
// Knows nothing of runs.

import { kindOf } from '../internal/kind-of.js';
import type { MetaEvent, ReasoningEvent, ToolEvent } from '../protocol/index.js';
import { UnsoundModel } from './model-failed.js';
import type { OriginalPart, ThoughtChunk } from './model.js';
import { read } from './read-cause.js';
import type { SaidChunk } from './run-entry.js';

/** What a run is told beside text. */
export type RunFact =
  | MetaEvent
  | ReasoningEvent
  | OriginalPart
  | ThoughtChunk
  | SaidChunk
  | ToolEvent;

const TYPES: ReadonlySet<unknown> = new Set<RunFact['type']>([
  'meta',
  'reasoning',
  'original',
  'thought',
  'said',
  'tool',
]);

interface Rule {
  readonly is: (value: unknown) => boolean;
  readonly takes: string;
  /** It may be left out. */
  readonly isOptional?: boolean;
}

const TEXT: Rule = { is: (value) => typeof value === 'string', takes: 'text' };
const NAME: Rule = { ...TEXT, isOptional: true };

/** What is added up, or put together with what came before. */
const PARTS: Readonly<Partial<Record<RunFact['type'], Readonly<Record<string, Rule>>>>> = {
  reasoning: { delta: TEXT },
  thought: { text: TEXT },
  meta: {
    id: NAME,
    model: NAME,
    finishReason: NAME,
    usage: { is: isUsage, takes: '{ inputTokens, outputTokens }, both numbers', isOptional: true },
    sources: { is: Array.isArray, takes: 'a list', isOptional: true },
  },
};

function isUsage(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const counts = [read(value, 'inputTokens'), read(value, 'outputTokens')];
  return counts.every((count) => count === undefined || typeof count === 'number');
}

/** @throws {UnsoundModel} */
export function assertFact(chunk: unknown): asserts chunk is RunFact {
  const type: unknown = read(chunk, 'type');
  if (!TYPES.has(type))
    throw new UnsoundModel(
      `its function yielded ${kindOf(chunk)}. Yield strings, and events of type \`reasoning\` or \`meta\`.`,
    );
  for (const [name, { is, takes, isOptional }] of Object.entries(
    PARTS[type as RunFact['type']] ?? {},
  )) {
    const value = read(chunk, name);
    if ((value === undefined && isOptional === true) || is(value)) continue;
    throw new UnsoundModel(
      `its function yielded a \`${String(type)}\` whose \`${name}\` is ${kindOf(value)}. It is ${takes}.`,
    );
  }
}
