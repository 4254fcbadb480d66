// In: a model endpoint. Out: the playground's one streaming route, written as any user would write it.
// Knows nothing of the stand-in, of Node or of Vite.

import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { findRecipe } from '../recipes/index.js';
import { CORRECTION } from '../shared/correction.js';
import { runInput } from '../shared/run-input.js';
import { chooseModel } from './answering-model.js';
import type { Endpoint } from './endpoint.js';

export function createPlaygroundRoute(endpoint: Endpoint) {
  return createInstantRoute({
    input: runInput,
    maxBodyBytes: 1_048_576, // a pasted text, each character of up to six bytes
    run({ input, path, signal, request: { headers } }) {
      const { prompt, schema } = findRecipe(input.recipe);
      const model = chooseModel(endpoint, { input, isCorrected: path !== undefined, headers });
      const asked = createAgent({ model }).input(prompt);
      // With a path, one field is asked for anew: the page takes that field of the answer and leaves the rest.
      const request = path === undefined ? asked : asked.instruct(CORRECTION);
      return request.output(schema).getResponse({ signal });
    },
    onError: (error) => console.error('[playground]', error),
  });
}
