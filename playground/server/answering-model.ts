// In: who shall answer, and the playground's own endpoint. Out: the model for `createAgent`.
// Knows nothing of prompts or schemas.

import type { Model } from 'fieldwise/agent';
import type { z } from 'zod';
import { sampleAnswer } from '../model/sample-answer.js';
import { createSayingModel } from '../model/said-text.js';
import type { RunInput } from '../shared/run-input.js';
import { KEY_HEADER } from '../shared/source.js';
import type { Endpoint } from './endpoint.js';

interface Asked {
  readonly input: RunInput;
  readonly schema: z.ZodType;
  /** One field is asked for anew: told what was wrong, a model does better. */
  readonly isCorrected: boolean;
  readonly headers: Headers;
}

export function chooseModel(
  endpoint: Endpoint,
  { input, schema, isCorrected, headers }: Asked,
): Model {
  const { source, own } = input;
  const isRecorded = own === undefined || endpoint.info.kind === 'real';
  if (source.kind === 'model' && isRecorded) return endpoint.model(input);
  if (source.kind === 'endpoint') {
    const apiKey = headers.get(KEY_HEADER);
    const { baseURL, model } = source;
    return { baseURL, model, ...(apiKey !== null && { apiKey }) };
  }
  const faults = input.faults.filter((fault) => !isCorrected || fault !== 'mistyped');
  // A stand-in has no recorded answer to what a reader asks, and makes one up.
  const said = source.kind === 'text' ? source.text : sampleAnswer(schema);
  return createSayingModel(said, { ...input, faults });
}
