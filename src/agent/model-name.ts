// In: anything an agent takes for a model. Out: what it is called, as far as it says.
// Knows nothing of what a name tells.

import type { ModelName } from './observer.js';
import { read } from './read-cause.js';

/** Functions have no name that says anything. */
export function nameOf(model: unknown): ModelName {
  const id = read(model, 'modelId') ?? read(model, 'model');
  const address = addressOf(read(model, 'baseURL'));
  const provider = read(model, 'provider') ?? address?.host;
  return {
    ...(typeof id === 'string' && { id }),
    ...(typeof provider === 'string' && { provider }),
    ...(address !== undefined && { address }),
  };
}

/** Of an endpoint; one that begins with a slash is of the page's own server. */
function addressOf(base: unknown): URL | undefined {
  return typeof base === 'string' && URL.canParse(base) ? new URL(base) : undefined;
}

/** `vendor/model`, in the same words for a gateway: `openai/gpt-5`. */
export function calledBy({ provider = '', id = '' }: ModelName): string {
  return provider.startsWith('gateway') ? id : `${provider.split('.')[0]}/${id}`;
}
