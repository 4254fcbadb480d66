// In: the environment. Out: the model endpoint to talk to: the one the environment names, or a stand-in.
// Both are OpenAI-compatible servers reached over HTTP; nothing after this file knows which it is.

import { startStandIn } from '../model/stand-in.js';
import { answers } from '../recipes/answers.js';
import { workflowAnswers } from '../workflow/recorded.js';
import { formatModelName, type Settings } from '../shared/settings.js';
import type { ModelInfo } from '../shared/model-info.js';

/** What `createAgent({ model })` takes for an OpenAI-compatible server. */
export interface EndpointModel {
  readonly baseURL: string;
  readonly model: string;
  readonly apiKey?: string;
  /** Whether the server is asked to enforce the schema; where it is not, the prompt tells it. */
  readonly supportsStructuredOutputs: boolean;
}

export interface Endpoint {
  readonly info: ModelInfo;
  /** The model of one run. A stand-in is told the run's settings by its name; a real model has one name. */
  model(settings: Settings): EndpointModel;
  close(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

const STAND_IN_KEY = 'stand-in';
const OPENAI = 'https://api.openai.com/v1';

/**
 * `OPENAI_BASE_URL`, `OPENAI_API_KEY` and `MODEL` choose a real endpoint; without all of them a stand-in starts.
 * `OPENAI_STRUCTURED_OUTPUTS` says whether that endpoint enforces a JSON schema (1) or not (0); OpenAI's own does.
 */
export async function openEndpoint(env: Environment): Promise<Endpoint> {
  const { OPENAI_BASE_URL: baseURL, OPENAI_API_KEY: apiKey, MODEL: model } = env;
  if (baseURL === undefined && apiKey === undefined && model === undefined) return openStandIn();
  return openReal({
    baseURL: baseURL ?? OPENAI,
    model: model ?? 'gpt-5-mini',
    supportsStructuredOutputs: enforcesSchema(env, baseURL ?? OPENAI),
    ...(apiKey !== undefined && { apiKey }),
  });
}

function enforcesSchema(
  { OPENAI_STRUCTURED_OUTPUTS: said }: Environment,
  baseURL: string,
): boolean {
  if (said === undefined || said === '') return new URL(baseURL).host === new URL(OPENAI).host;
  if (said === '1' || said === '0') return said === '1';
  throw new Error(
    `OPENAI_STRUCTURED_OUTPUTS is 1 or 0, not "${said}": whether the model's server enforces a JSON schema.`,
  );
}

function openReal(real: EndpointModel): Endpoint {
  return {
    info: { kind: 'real', model: real.model, host: new URL(real.baseURL).host },
    model: () => real,
    close: () => Promise.resolve(),
  };
}

async function openStandIn(): Promise<Endpoint> {
  const standIn = await startStandIn([...answers, ...workflowAnswers]);
  return {
    info: { kind: 'stand-in', model: 'stand-in', host: new URL(standIn.baseURL).host },
    model: (settings) => ({
      baseURL: standIn.baseURL,
      model: formatModelName(settings),
      apiKey: STAND_IN_KEY,
      supportsStructuredOutputs: false,
    }),
    close: () => standIn.stop(),
  };
}
