// In: who shall answer, and the playground's own endpoint. Out: the model for `createAgent`.
// Knows nothing of prompts or schemas.

import type { Model } from 'fieldwise/agent';
import type { z } from 'zod';
import { sampleAnswer } from '../model/sample-answer.js';
import { createSayingModel } from '../model/said-text.js';
import type { Settings } from '../shared/settings.js';
import { KEY_HEADER, type Source } from '../shared/source.js';
import type { Endpoint } from './endpoint.js';

interface Asked {
  readonly settings: Settings;
  readonly source: Source;
  readonly schema: z.ZodType;
  /** Whether the stand-in has an answer to it. */
  readonly isRecorded: boolean;
  /** One field is asked for anew: told what was wrong, a model does better. */
  readonly isCorrected: boolean;
  readonly headers: Headers;
}

export function chooseModel(endpoint: Endpoint, asked: Asked): Model {
  const { settings, source, schema, isRecorded, isCorrected, headers } = asked;
  const isAnswered = isRecorded || endpoint.info.kind === 'real';
  if (source.kind === 'model' && isAnswered) return endpoint.model(settings);
  if (source.kind === 'endpoint') {
    const apiKey = headers.get(KEY_HEADER);
    const { baseURL, model } = source;
    return { baseURL, model, ...(apiKey !== null && { apiKey }) };
  }
  const faults = settings.faults.filter((fault) => !isCorrected || fault !== 'mistyped');
  // A stand-in has no recorded answer to what a reader asks, and makes one up.
  const said = source.kind === 'text' ? source.text : sampleAnswer(schema);
  return createSayingModel(said, { ...settings, faults });
}
