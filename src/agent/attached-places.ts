// In: a model object, and messages with files. Out: nothing, or an error that names the message whose files would be lost.
// Clients of some providers leave out, without a word, what they have no place for: here that is said before anybody is asked.
// Knows nothing of what the files are.

import type { LanguageModel } from './ai-sdk-model.js';
import { AgentError } from './error.js';
import { calledBy, nameOf } from './model-name.js';
import type { ModelMessage } from './model.js';

/** Of providers that take no files in what the model said. Others take them, refuse them or are not known. */
const DROPS = /^(?:openai|azure|anthropic|vertex\/claude)/;

/** @throws {AgentError} `invalid-prompt` */
export function checkPlaces(model: LanguageModel, messages: readonly ModelMessage[]): void {
  // Models of compatible providers are known by that, of whatever name.
  const drops = DROPS.test(calledBy(nameOf(model))) || 'supportsStructuredOutputs' in model;
  for (const { role, attachments = [] } of messages) {
    if (attachments.length === 0 || role === 'user') continue;
    if (role === 'assistant' && !drops) continue;
    throw new AgentError(
      'invalid-prompt',
      `A message of the role \`${role}\` has a file, for which the model has no place there: it would not see it. Put the file into a message of the user.`,
    );
  }
}
