// In: a chunk that is no text. Out: nothing, or a refusal that says what a model function may yield.
// Types promise it, but plain JavaScript may yield anything.
// Knows nothing of runs.

import { kindOf } from '../internal/kind-of.js';
import type { MetaEvent, ReasoningEvent, ToolEvent } from '../protocol/index.js';
import { UnsoundModel } from './model-failed.js';
import type { OriginalPart, ThoughtChunk } from './model.js';
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

/** @throws {UnsoundModel} */
export function assertFact(chunk: unknown): asserts chunk is RunFact {
  const isObject = typeof chunk === 'object' && chunk !== null;
  if (isObject && TYPES.has(Reflect.get(chunk, 'type'))) return;
  throw new UnsoundModel(
    `its function yielded ${kindOf(chunk)}. Yield strings, and events of type \`reasoning\` or \`meta\`.`,
  );
}
