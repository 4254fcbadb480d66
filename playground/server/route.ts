// In: a model endpoint. Out: the playground's one streaming route, written as any user would write it.
// Knows nothing of the stand-in, of Node or of Vite.

import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { findRecipe } from '../recipes/index.js';
import { runInput } from '../shared/run-input.js';
import type { Endpoint } from './endpoint.js';

export function createPlaygroundRoute(endpoint: Endpoint) {
  return createInstantRoute({
    input: runInput,
    run({ input, signal }) {
      const { prompt, schema } = findRecipe(input.recipe);
      const agent = createAgent({ model: endpoint.model(input) });
      return agent.input(prompt).output(schema).getResponse({ signal });
    },
    onError: (error) => console.error('[playground]', error),
  });
}
