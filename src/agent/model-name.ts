// In: anything an agent takes for a model. Out: what it is called, as far as it says.
// Knows nothing of what a name tells.

import type { ModelName } from './observer.js';
import { read } from './read-cause.js';

/** Functions have no name that says anything. */
export function nameOf(model: unknown): ModelName {
  const id = read(model, 'modelId') ?? read(model, 'model');
  const provider = read(model, 'provider') ?? hostOf(read(model, 'baseURL'));
  return {
    ...(typeof id === 'string' && { id }),
    ...(typeof provider === 'string' && { provider }),
  };
}

function hostOf(address: unknown): string | undefined {
  return typeof address === 'string' && URL.canParse(address) ? new URL(address).host : undefined;
}

/** `vendor/model`, in the same words for a gateway: `openai/gpt-5`. */
export function calledBy({ provider = '', id = '' }: ModelName): string {
  return provider.startsWith('gateway') ? id : `${provider.split('.')[0]}/${id}`;
}
