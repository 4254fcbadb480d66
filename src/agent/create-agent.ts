// In: a model and what every request has in common. Out: an agent, and from it immutable requests.
// Each call returns a new request and changes nothing, so requests of one agent cannot mix.
// Knows nothing of how answers are read.

import type { $ZodType, output } from 'zod/v4/core';
import type { AgentResponse } from './agent-response.js';
import { checkKeys, createResponse } from './create-response.js';
import { checkOptions, checkSignal } from './check-option.js';
import { ModelRun, type RunTarget } from './model-run.js';
import { checkTries, TRY_OPTIONS, type ResponseOptions } from './run-options.js';
import type { Model, StructuredOutput } from './model.js';
import { openModel, type OpenModel } from './open-model.js';
import { createOutputs, type Output, type Outputs } from './output.js';
import { renderMessages, toData, toProse, type PromptTexts, type PromptValue } from './prompt.js';

/** What every request of an agent starts from; a request replaces any of it. */
export interface AgentDefaults {
  /** Who the model is; a message of its own. */
  readonly system?: PromptValue;
  /** Facts to know. */
  readonly info?: PromptValue;
  /** How to do it. */
  readonly instruct?: PromptValue;
}

export interface AgentOptions extends AgentDefaults {
  /**
   * An AI SDK model (`openai('gpt-5')`), an OpenAI-compatible endpoint (`{ baseURL, model, apiKey }`) or a function
   * `(request) => AsyncIterable<string>`.
   */
  readonly model: Model;
  /**
   * How the model is held to an output schema: by the provider (`native`) or by words in the prompt (`prompt`). A
   * schema whose root is not an object always goes into the prompt.
   * @default 'native' for AI SDK models, 'prompt' for functions and for endpoints without `supportsStructuredOutputs`
   */
  readonly structuredOutput?: StructuredOutput;
}

/**
 * A request being built. Every method returns a new request; setting a slot again replaces it. `T` is the type of the
 * answer: `string` until `output` is given.
 */
export interface AgentRequest<T = string> {
  /** Who the model is; sent as the system message. */
  system(value: PromptValue): AgentRequest<T>;
  /** Facts to know: one bullet per key or item. */
  info(value: PromptValue): AgentRequest<T>;
  /** How to do it: one bullet per item. */
  instruct(value: PromptValue): AgentRequest<T>;
  /** The question or the data. Text is sent as it is, anything else as JSON. */
  input(value: PromptValue): AgentRequest<T>;
  /**
   * What the answer looks like: a zod 4 schema. Descriptions (`.describe()`) reach the model. An agent goes through a
   * schema once, so keep the schema, and the agent, rather than making them anew for each request.
   * @throws {AgentError} `invalid-schema` when it is none, or JSON Schema cannot express it.
   */
  output<S extends $ZodType>(schema: S): AgentRequest<output<S>>;
  /**
   * The response to this request. Nothing is sent until it is first read. Each call is a new response.
   * @throws {AgentError} `empty-prompt` when input, instruct, info and output are all empty; `invalid-option` when
   * `signal` is none.
   */
  getResponse(options?: ResponseOptions<T>): AgentResponse<T>;
}

/** A model and its defaults: the request in which nothing is asked yet. Safe to share and to use concurrently. */
export type Agent = AgentRequest;

/**
 * Creates an agent. Nothing is sent; requests are built from it and each has one response.
 *
 * @throws {AgentError} `invalid-model` when `model` is none of the three kinds; `invalid-option` for other options that
 * are none.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 * import { z } from 'zod';
 *
 * const agent = createAgent({
 *   model: async function* () {
 *     yield '{"title":"Tea","items":["warm"';
 *     yield ',"calm"]}';
 *   },
 * });
 * const response = agent
 *   .input('Give me a title and two bullet points')
 *   .output(z.object({ title: z.string().describe('Title'), items: z.array(z.string()) }))
 *   .getResponse();
 *
 * const completed: string[] = [];
 * for await (const event of response.getAsyncGenerator({ type: 'instant' })) {
 *   if (event.type === 'done') completed.push(event.path);
 * }
 * completed; // ['title', 'items[0]', 'items[1]', 'items', '']
 * const data = await response.getData(); // the same response, no second call
 * data; // { title: 'Tea', items: ['warm', 'calm'] }
 */
export function createAgent(options: AgentOptions): Agent {
  checkOptions('createAgent', options, '{ model }', OPTIONS);
  const { model, structuredOutput, system, info, instruct } = options;
  const core = { model: openModel(model, structuredOutput), outputs: createOutputs() };
  let agent: Agent = createRequest<string>(core, {}, undefined);
  if (system !== undefined) agent = agent.system(system);
  if (info !== undefined) agent = agent.info(info);
  if (instruct !== undefined) agent = agent.instruct(instruct);
  return agent;
}

const OPTIONS = ['model', 'structuredOutput', 'system', 'info', 'instruct'];

/** What all requests of an agent share. */
interface Core {
  readonly model: OpenModel;
  readonly outputs: Outputs;
}

function createRequest<T>(
  core: Core,
  texts: PromptTexts,
  requirement: Output | undefined,
): AgentRequest<T> {
  const { model, outputs } = core;
  const write = (slot: keyof PromptTexts, text: string) =>
    createRequest<T>(core, { ...texts, [slot]: text }, requirement);
  return Object.freeze<AgentRequest<T>>({
    system: (value) => write('system', toProse('system', value)),
    info: (value) => write('info', toProse('info', value)),
    instruct: (value) => write('instruct', toProse('instruct', value)),
    input: (value) => write('input', toData('input', value)),
    output: (schema) => createRequest(core, texts, outputs.of(schema)),
    getResponse: (options = {}) => {
      checkOptions('getResponse', options, '{ signal }', ['signal', 'ensureKeys', ...TRY_OPTIONS]);
      checkTries('getResponse', options);
      const { signal } = options;
      checkSignal('getResponse', signal);
      const request = createModelRequest(model, texts, requirement?.jsonSchema);
      const run = new ModelRun({
        ...options,
        targets: [{ call: model.call, request }],
        schema: requirement?.prepared,
      });
      return createResponse<T>({
        run,
        keys: checkKeys('getResponse', options.ensureKeys, requirement !== undefined),
        hasSchema: requirement !== undefined,
        finallyHandlers: [],
      });
    },
  });
}

function createModelRequest(
  model: OpenModel,
  texts: PromptTexts,
  schema: Output['jsonSchema'] | undefined,
): RunTarget['request'] {
  if (schema === undefined) return { messages: renderMessages(texts), structuredOutput: 'prompt' };
  // A provider takes no empty prompt: where nothing else is said, the schema is.
  const { info, instruct, input } = texts;
  const isSilent = [info, instruct, input].every((text) => text === undefined || text === '');
  const structuredOutput = isSilent ? 'prompt' : model.structuredOutput(schema);
  const messages = renderMessages(texts, structuredOutput === 'native' ? undefined : schema);
  return { messages, schema, structuredOutput };
}
