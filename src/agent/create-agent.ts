// In: a model and what every request has in common. Out: an agent: the request in which nothing is asked yet.
// Each call returns a new request and changes nothing, so requests of one agent cannot mix.
// Knows nothing of how answers are read.

import { kindOf } from '../internal/kind-of.js';
import type { AgentRequest } from './agent-request.js';
import type { Attachment } from './attachment.js';
import type { ChatMessage } from './chat-message.js';
import { checkNamed, checkOptions } from './check-option.js';
import { createRequest } from './create-request.js';
import { fillEndpoint, fillVariables, missingVariable, type Environment } from './environment.js';
import { AgentError } from './error.js';
import type { Model, ModelOptions, StructuredOutput, ToolCalling } from './model.js';
import { checkObserver, type AgentObserver } from './observer.js';
import { isFallback, openModel, type FallbackModel } from './open-model.js';
import { createOutputs } from './output.js';
import type { Roles, Titles } from './prompt.js';
import { checkTries, TRY_OPTIONS, type TryOptions } from './run-options.js';
import type { Mappings, PromptValue } from './slot-value.js';
import type { ToolSet } from './tool.js';

/** What every request of an agent starts from; a request replaces any of it, or adds to it with `{ add: true }`. */
export interface AgentDefaults {
  /** Who the model is; a message of its own. */
  readonly system?: PromptValue;
  /** A message behind the system's. */
  readonly developer?: PromptValue;
  /** Who the model is to be: a section of the system message. */
  readonly role?: PromptValue;
  /** What always holds: a section of the system message. */
  readonly rule?: PromptValue;
  /** Who is asking: a section of the system message. */
  readonly userInfo?: PromptValue;
  /** Facts to know. */
  readonly info?: PromptValue;
  /** How to do it. */
  readonly instruct?: PromptValue;
  /** What good answers look like. */
  readonly examples?: PromptValue;
  /** The conversation so far. */
  readonly chatHistory?: readonly ChatMessage[];
  /** Images and files that every request has. */
  readonly attachment?: Attachment | readonly Attachment[];
  /** Settings of the model's calls. */
  readonly options?: ModelOptions;
  /** What `${name}` stands for. */
  readonly mappings?: Mappings;
  /** Headings of sections in other words. */
  readonly titles?: Titles;
  /** Roles of messages by other names. */
  readonly roles?: Roles;
  /** What the model may call; how, `tools()` takes as options. */
  readonly tools?: ToolSet;
}

export interface AgentOptions extends AgentDefaults, TryOptions {
  /**
   * An AI SDK model (`openai('gpt-5')`), an OpenAI-compatible endpoint (`{ baseURL, model, apiKey }`) or a function
   * `(request) => AsyncIterable<string>`, or a promise of the text.
   */
  readonly model: Model;
  /**
   * Models that are asked in turn when the one before fails before its first token, whatever it fails with; one that is
   * asked by other means is `{ model, structuredOutput, toolCalling }`.
   */
  readonly fallbacks?: readonly (Model | FallbackModel)[] | undefined;
  /**
   * How the models are held to an output schema: by the provider (`native`), as the input of a tool that they have to call
   * (`tool`), or by words in the prompt (`prompt`). A schema whose root is not an object, and one that a provider has
   * refused, always goes into the prompt.
   * @default what is known of the provider, mostly 'native', for AI SDK models; 'prompt' for functions and for endpoints
   * without `supportsStructuredOutputs`
   */
  readonly structuredOutput?: StructuredOutput;
  /**
   * How the models call tools: by the provider's means (`native`), or by writing down what they would call (`prompt`).
   * @default 'prompt' for functions, 'native' for the others; an endpoint that refuses tools is asked by the prompt
   */
  readonly toolCalling?: ToolCalling;
  /**
   * Variables for `${ENV.NAME}` in the other options: `process.env`, or what a worker is given. Of an endpoint its texts are
   * filled in, of the slots all but files, history and tools; not what a request is given later. Nothing else is read. `$${ENV.NAME}` is the text `${ENV.NAME}`.
   * @default none; a slot then keeps the placeholder, an endpoint must have none
   */
  readonly env?: Environment | undefined;
  /** Told of every response, as by `observe`. */
  readonly observers?: readonly AgentObserver[] | undefined;
}

/** A model and its defaults: the request in which nothing is asked yet. Safe to share and to use concurrently. */
export type Agent = AgentRequest;

/**
 * Creates an agent. Nothing is sent; requests are built from it and each has one response.
 *
 * @throws {AgentError} `invalid-model` when `model`, or one of `fallbacks`, is none of the three kinds; `invalid-option` for other options that
 * are none; `missing-variable` for a name that `env` does not have.
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
  checkTries('createAgent', options);
  const { model, structuredOutput, toolCalling, env } = options;
  const fallbacks = checkList('fallbacks', options.fallbacks);
  if (env !== undefined) checkNamed('env', env);
  const open = (each: FallbackModel) =>
    openModel(
      fillEndpoint(each.model, env),
      each.structuredOutput ?? structuredOutput,
      each.toolCalling ?? toolCalling,
    );
  const openFallback = (each: Model | FallbackModel) => {
    if (!isFallback(each)) return open({ model: each });
    checkOptions('createAgent: a fallback', each, '{ model }', MEANS);
    return open(each);
  };
  const tries = Object.fromEntries(TRY_OPTIONS.map((name) => [name, options[name]])) as TryOptions;
  const models = [open({ model }), ...fallbacks.map(openFallback)] as const;
  const core = { models, outputs: createOutputs(), tries };
  const observers = checkList('observers', options.observers).map(checkObserver);
  const state = { slots: {}, requirement: undefined, finallyHandlers: [], observers };
  return DEFAULTS.reduce<Agent>(
    (agent, slot) => {
      const value = env === undefined ? options[slot] : filled(slot, options[slot], env);
      // Each slot takes what its default is.
      return value === undefined ? agent : (agent[slot] as (value: unknown) => Agent)(value);
    },
    createRequest<string>(core, state),
  );
}

function filled(slot: keyof AgentDefaults, value: unknown, env: Environment): unknown {
  if (UNFILLED.has(slot)) return value;
  return fillVariables(value, env, (name, path) =>
    missingVariable(`createAgent: \`${[slot, ...path].join('.')}\``, name, env),
  );
}

function checkList<Item>(name: string, list: readonly Item[] = []): readonly Item[] {
  if (Array.isArray(list)) return list;
  throw new AgentError(
    'invalid-option',
    `createAgent: \`${name}\` is ${kindOf(list)}. It takes a list.`,
  );
}

/** What others said, and what is no text. */
const UNFILLED: ReadonlySet<keyof AgentDefaults> = new Set(['chatHistory', 'attachment', 'tools']);

const DEFAULTS = [
  'system',
  'developer',
  'role',
  'rule',
  'userInfo',
  'info',
  'instruct',
  'examples',
  'chatHistory',
  'attachment',
  'options',
  'mappings',
  'titles',
  'roles',
  'tools',
] as const satisfies readonly (keyof AgentDefaults)[];

const MEANS = ['model', 'structuredOutput', 'toolCalling'];

const OPTIONS = [
  'model',
  'fallbacks',
  'structuredOutput',
  'toolCalling',
  'env',
  'observers',
  ...DEFAULTS,
  ...TRY_OPTIONS,
];
