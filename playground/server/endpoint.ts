// In: the environment. Out: the model endpoint to talk to: the one the environment names, or a stand-in.
// Both are OpenAI-compatible servers reached over HTTP; nothing after this file knows which it is.

import { startStandIn } from '../model/stand-in.js';
import { answers } from '../recipes/answers.js';
import { formatModelName, type Settings } from '../shared/settings.js';
import type { ModelInfo } from '../shared/model-info.js';

/** What `createAgent({ model })` takes for an OpenAI-compatible server. */
export interface EndpointModel {
  readonly baseURL: string;
  readonly model: string;
  readonly apiKey?: string;
}

export interface Endpoint {
  readonly info: ModelInfo;
  /** The model of one run. A stand-in is told the run's settings by its name; a real model has one name. */
  model(settings: Settings): EndpointModel;
  close(): Promise<void>;
}

const STAND_IN_KEY = 'stand-in';

/** `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `MODEL` choose a real endpoint; without all of them a stand-in starts. */
export async function openEndpoint(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Endpoint> {
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, MODEL: model } = env;
  if (baseURL === undefined && apiKey === undefined && model === undefined) return openStandIn();
  return openReal({
    baseURL: baseURL ?? 'https://api.openai.com/v1',
    model: model ?? 'gpt-5-mini',
    apiKey,
  });
}

function openReal({
  baseURL,
  model,
  apiKey,
}: {
  baseURL: string;
  model: string;
  apiKey: string | undefined;
}): Endpoint {
  const real: EndpointModel =
    apiKey === undefined ? { baseURL, model } : { baseURL, model, apiKey };
  return {
    info: { kind: 'real', model, host: new URL(baseURL).host },
    model: () => real,
    close: () => Promise.resolve(),
  };
}

async function openStandIn(): Promise<Endpoint> {
  const standIn = await startStandIn(answers);
  return {
    info: { kind: 'stand-in', model: 'stand-in', host: new URL(standIn.baseURL).host },
    model: (settings) => ({
      baseURL: standIn.baseURL,
      model: formatModelName(settings),
      apiKey: STAND_IN_KEY,
    }),
    close: () => standIn.stop(),
  };
}
