// In: chunks of text. Out: a response to a model that says them, and the model.
// Knows nothing of the laws.

import { createAgent, type AgentResponse } from '../../src/agent/index.js';
import { z } from 'zod';
import { createScriptedModel, type ScriptedModel } from '../../src/testing/index.js';

/** A response whose answer is `chunks`; nothing is asked yet. */
export function respond(chunks: readonly string[]): {
  readonly response: AgentResponse<unknown>;
  readonly model: ScriptedModel;
} {
  const model = createScriptedModel({ text: chunks });
  const response = createAgent({ model }).input('x').output(z.unknown()).getResponse();
  return { response, model };
}
