// In: who shall answer, and the playground's own endpoint. Out: the model for `createAgent`.
// Knows nothing of prompts or schemas.

import type { Model } from 'fieldwise/agent';
import { createSayingModel } from '../model/said-text.js';
import type { RunInput } from '../shared/run-input.js';
import { KEY_HEADER } from '../shared/source.js';
import type { Endpoint } from './endpoint.js';

interface Asked {
  readonly input: RunInput;
  /** One field is asked for anew: told what was wrong, a model does better. */
  readonly isCorrected: boolean;
  readonly headers: Headers;
}

export function chooseModel(endpoint: Endpoint, { input, isCorrected, headers }: Asked): Model {
  const { source } = input;
  if (source.kind === 'model') return endpoint.model(input);
  if (source.kind === 'endpoint') {
    const apiKey = headers.get(KEY_HEADER);
    const { baseURL, model } = source;
    return { baseURL, model, ...(apiKey !== null && { apiKey }) };
  }
  const faults = input.faults.filter((fault) => !isCorrected || fault !== 'mistyped');
  return createSayingModel(source.text, { ...input, faults });
}
