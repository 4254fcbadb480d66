// In: anything an agent takes for a model. Out: one function to call, and how it is held to a schema.
// The provider for endpoints is loaded at the first call of an endpoint, so nobody else pays for it.
// Knows nothing of prompts or answers.

import { kindOf } from '../internal/kind-of.js';
import type { LanguageModel } from './ai-sdk-model.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import { fromLanguageModel } from './language-model.js';
import { nameOf } from './model-name.js';
import type {
  JsonSchema,
  Model,
  ModelEndpoint,
  ModelFunction,
  StructuredOutput,
  ToolCalling,
} from './model.js';
import type { ModelName } from './observer.js';
import { usualMeans } from './provider-habits.js';

export interface OpenModel {
  readonly name: ModelName;
  readonly call: ModelFunction;
  readonly toolCalling: ToolCalling;
  /** Decides per schema: providers take native schemas of objects only, and some no schema beside tools. */
  structuredOutput(schema: JsonSchema, hasTools: boolean): StructuredOutput;
  /** The provider does not take the schema: from now on it is asked for in words. */
  refuse(schema: JsonSchema): void;
}

/** A model that is asked by means of its own; what is not said here is as it is for the agent. */
export interface FallbackModel {
  readonly model: Model;
  readonly structuredOutput?: StructuredOutput | undefined;
  readonly toolCalling?: ToolCalling | undefined;
}

/** An endpoint has a `model`, too: its name. */
export function isFallback(model: Model | FallbackModel): model is FallbackModel {
  const isObject = typeof model === 'object' && model !== null;
  if (!isObject || 'doStream' in model || 'baseURL' in model) return false;
  return 'model' in model && typeof model.model !== 'string';
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
  const name = nameOf(model);
  const calling = toolCalling ?? (typeof model === 'function' ? 'prompt' : 'native');
  const refused = new WeakSet<JsonSchema>();
  return {
    name,
    call,
    toolCalling: calling,
    structuredOutput(schema, hasTools) {
      if (schema.type !== 'object' || refused.has(schema)) return 'prompt';
      if (preferred !== undefined || usual === 'prompt') return preferred ?? usual;
      return usualMeans(name, hasTools && calling === 'native');
    },
    refuse: (schema) => void refused.add(schema),
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
    const call: ModelFunction = async (request) =>
      (await import('./endpoint-model.js')).fromEndpoint(model)(request);
    return [call, model.supportsStructuredOutputs === true ? 'native' : 'prompt'];
  }
  throw new AgentError(
    'invalid-model',
    `createAgent: \`model\` is ${kindOf(model)}. Pass an AI SDK model object (interface v2, v3 or v4), ` +
      'an endpoint { baseURL, model, apiKey } or a function (request) => AsyncIterable<string> | Promise<string>.',
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
