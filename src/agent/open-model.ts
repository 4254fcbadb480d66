// In: anything an agent takes for a model. Out: one function to call, and how it is held to a schema.
// The provider for endpoints is loaded at the first call of an endpoint, so nobody else pays for it.
// Knows nothing of prompts or answers.

import { kindOf } from '../internal/kind-of.js';
import { getOwn } from '../internal/own.js';
import type { LanguageModel } from './ai-sdk-model.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { fromLanguageModel, otherOptions } from './language-model.js';
import type {
  JsonSchema,
  Model,
  ModelEndpoint,
  ModelFunction,
  ModelMessage,
  StructuredOutput,
  ToolCalling,
} from './model.js';
import type { ModelName } from './observer.js';

export interface OpenModel {
  readonly name: ModelName;
  readonly call: ModelFunction;
  readonly toolCalling: ToolCalling;
  /** Decides per schema: providers take native schemas of objects only. */
  structuredOutput(schema: JsonSchema): StructuredOutput;
}

/**
 * Finds out what kind of model was given. `preferred` overrides what is known about the model, never the rule that
 * only a schema of an object can be native.
 */
export function openModel(
  model: Model,
  preferred?: StructuredOutput,
  toolCalling?: ToolCalling,
): OpenModel {
  checkMeans('structuredOutput', preferred, ['native', 'tool', 'prompt']);
  checkMeans('toolCalling', toolCalling, ['native', 'prompt']);
  const [call, usual] = identify(model);
  return {
    name: nameOf(model),
    call,
    toolCalling: toolCalling ?? (typeof model === 'function' ? 'prompt' : 'native'),
    structuredOutput: (schema) => (schema.type === 'object' ? (preferred ?? usual) : 'prompt'),
  };
}

/** @throws {AgentError} `invalid-option` */
function checkMeans<Means>(name: string, means: Means | undefined, known: readonly Means[]): void {
  if (means === undefined || known.includes(means)) return;
  const takes = known.map((each) => `'${String(each)}'`).join(' or ');
  throw new AgentError(
    'invalid-option',
    `createAgent: \`${name}\` is ${kindOf(means)}. It is ${takes}.`,
  );
}

function nameOf(model: Model): ModelName {
  if (typeof model === 'function') return {};
  if (isLanguageModel(model)) {
    const id: unknown = Reflect.get(model, 'modelId');
    const provider: unknown = Reflect.get(model, 'provider');
    return {
      ...(typeof id === 'string' && { id }),
      ...(typeof provider === 'string' && { provider }),
    };
  }
  const { baseURL, model: id } = model;
  if (!URL.canParse(baseURL)) return { id };
  const address = new URL(baseURL);
  return { id, provider: address.host, address };
}

function identify(model: Model): readonly [ModelFunction, StructuredOutput] {
  if (typeof model === 'function') return [model, 'prompt'];
  if (isLanguageModel(model)) {
    // OpenAI-compatible models of the AI SDK say whether they pass a schema on; others do not say and do.
    const refuses =
      'supportsStructuredOutputs' in model && model.supportsStructuredOutputs === false;
    return [fromLanguageModel(model), refuses ? 'prompt' : 'native'];
  }
  if (isEndpoint(model)) {
    checkEndpoint(model);
    return [fromEndpoint(model), model.supportsStructuredOutputs === true ? 'native' : 'prompt'];
  }
  throw new AgentError(
    'invalid-model',
    `createAgent: \`model\` is ${kindOf(model)}. Pass an AI SDK model object (interface v2, v3 or v4), ` +
      'an endpoint { baseURL, model, apiKey } or a function (request) => AsyncIterable<string>.',
  );
}

const ENDPOINT = ['baseURL', 'model', 'apiKey', 'headers', 'supportsStructuredOutputs'];

/** The address of a page's own server may begin with a slash. @throws {AgentError} `invalid-option` */
function checkEndpoint(endpoint: ModelEndpoint): void {
  checkOptions('createAgent: the endpoint', endpoint, '{ baseURL, model }', ENDPOINT);
  if (/^(?:https?:\/)?\//i.test(endpoint.baseURL)) return;
  throw new AgentError(
    'invalid-option',
    'createAgent: `baseURL` does not begin with http:// or https://.',
  );
}

/** Makes a model function of an OpenAI-compatible endpoint, through the AI SDK's provider for such endpoints. */
function fromEndpoint(endpoint: ModelEndpoint): ModelFunction {
  const { baseURL, model, apiKey, headers, supportsStructuredOutputs = false } = endpoint;
  return async (request) => {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const provider = createOpenAICompatible({
      name: PROVIDER,
      baseURL,
      includeUsage: true,
      supportsStructuredOutputs: supportsStructuredOutputs || request.structuredOutput === 'native',
      ...(apiKey !== undefined && { apiKey }),
      ...(headers !== undefined && { headers: { ...headers } }),
    });
    // What the interface has no name for goes into the body of the request as it is.
    const { providerOptions, ...options } = request.options ?? {};
    const own = { ...otherOptions(options), ...providerOptions?.[PROVIDER] };
    const withOwn = { ...options, providerOptions: { ...providerOptions, [PROVIDER]: own } };
    const messages = request.messages.map(withSignatures);
    return fromLanguageModel(provider(model))({ ...request, messages, options: withOwn });
  };
}

const PROVIDER = 'fieldwise';

/** The provider files Gemini's signatures of calls under its own name, and looks for them under Google's. */
function withSignatures(message: ModelMessage): ModelMessage {
  const { toolCalls } = message;
  if (toolCalls === undefined) return message;
  const signed = toolCalls.map((call) => {
    const google = getOwn(call.providerMetadata, PROVIDER);
    return google === undefined ? call : { ...call, providerMetadata: { google } };
  });
  return { ...message, toolCalls: signed };
}

const VERSIONS: ReadonlySet<unknown> = new Set(['v2', 'v3', 'v4']);

function isLanguageModel(model: LanguageModel | ModelEndpoint): model is LanguageModel {
  return (
    typeof model === 'object' &&
    model !== null &&
    'doStream' in model &&
    typeof model.doStream === 'function' &&
    VERSIONS.has(model.specificationVersion)
  );
}

function isEndpoint(model: LanguageModel | ModelEndpoint): model is ModelEndpoint {
  return (
    typeof model === 'object' &&
    model !== null &&
    'baseURL' in model &&
    typeof model.baseURL === 'string' &&
    typeof model.model === 'string'
  );
}
