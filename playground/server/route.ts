// In: a model endpoint. Out: the playground's one streaming route, written as any user would write it.
// Knows nothing of the stand-in, of Node or of Vite.

import { createAgent } from 'fieldwise/agent';
import { createInstantRoute } from 'fieldwise/server';
import { findRecipe } from '../recipes/index.js';
import { readAnswerSchema } from '../schema/read-answer-schema.js';
import { CORRECTION } from '../shared/correction.js';
import { runInput, type RunInput } from '../shared/run-input.js';
import { chooseModel } from './answering-model.js';
import type { Endpoint } from './endpoint.js';

export function createPlaygroundRoute(endpoint: Endpoint) {
  return createInstantRoute({
    input: runInput,
    maxBodyBytes: 1_048_576, // a pasted text, each character of up to six bytes
    run({ input, path, signal, request: { headers } }) {
      const { own, source, ...settings } = input;
      const { prompt, schema } = whatIsAsked(input);
      const isCorrected = path !== undefined;
      const isRecorded = own === undefined;
      const asking = { settings, source, schema, isRecorded, isCorrected, headers };
      const asked = createAgent({ model: chooseModel(endpoint, asking) }).input(prompt);
      // With a path, one field is asked for anew: the page takes that field of the answer and leaves the rest.
      const request = isCorrected ? asked.instruct(CORRECTION) : asked;
      return request.output(schema).getResponse({ signal });
    },
    onError: (error) => console.error('[playground]', error),
  });
}

function whatIsAsked({ own, recipe }: RunInput) {
  if (own === undefined) return findRecipe(recipe);
  return { prompt: own.prompt, schema: readAnswerSchema(own.notation) };
}
