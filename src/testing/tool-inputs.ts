// In: facts about the inputs of tools as a file has them, of growth only what came. Out: the same with the text so far, as told.
// Each call has a cursor of its own, because calls are told by turns.
// Knows nothing of files.

import { createFrameDecoder, createFrameEncoder, isFieldEvent } from '../protocol/index.js';
import type { InstantEventInput, ToolInputEvent } from '../protocol/index.js';

/** A fact about a tool's input; of growth the piece is enough. */
export type ToolInputFact = Omit<ToolInputEvent, 'field'> & {
  readonly field: Extract<InstantEventInput, { readonly path: string }>;
};

/**
 * Returns what brings facts back, of each call from its first on.
 * @throws {TypeError} from what is returned, where a fact is not about a field
 */
export function createToolInputs(): (fact: ToolInputFact) => ToolInputEvent {
  const decoders = new Map<string, ReturnType<typeof createFrameDecoder>>();
  return (fact) => {
    const decoder = decoders.get(fact.callId) ?? createFrameDecoder();
    decoders.set(fact.callId, decoder);
    const [field] = decoder.decode(createFrameEncoder().encode([fact.field]));
    if (field === undefined || !isFieldEvent(field))
      throw new TypeError('The input of a tool is told field by field.');
    return { ...fact, field };
  };
}
