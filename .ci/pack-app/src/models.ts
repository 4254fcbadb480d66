// In: the model interfaces of the AI SDK, each from its own generation of packages. Out: nothing; it must compile.
// Knows nothing of providers.

import type { LanguageModelV2 } from 'ai-sdk-provider-2';
import type { LanguageModelV3 } from 'ai-sdk-provider-3';
import type { LanguageModelV4 } from 'ai-sdk-provider-4';
import { createAgent, type LanguageModel } from 'fieldwise/agent';

export function askEach(v2: LanguageModelV2, v3: LanguageModelV3, v4: LanguageModelV4) {
  const models: readonly LanguageModel[] = [v2, v3, v4];
  return models.map((model) => createAgent({ model }).input('Tea?').getResponse().getText());
}
