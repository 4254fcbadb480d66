// In: nothing. Out: the types of a request that is being built.
// Every method returns a new request and changes nothing, so one that is half built is a template for many.
// Knows nothing of how a request is kept.

import type { $ZodType, output } from 'zod/v4/core';
import type { AgentFunction, AgentFunctionOptions } from './agent-function.js';
import type { AgentResponse, FinallyHandler } from './agent-response.js';
import type { Attachment } from './attachment.js';
import type { ChatMessage } from './chat-message.js';
import type { ModelMessage, ModelOptions } from './model.js';
import type { AgentObserver } from './observer.js';
import type { Roles, Titles } from './prompt.js';
import type { ResponseOptions } from './run-options.js';
import type { SavedPrompt } from './saved-prompt.js';
import type { ChatSource } from './session.js';
import type { Mappings, PromptValue } from './slot-value.js';
import type { ToolsOptions } from './tool-slot.js';
import type { ToolSet } from './tool.js';

/** How a slot is set. */
export interface SlotOptions {
  /** What `${name}` stands for in this value. What is not named here may be named by `mappings()` later. */
  readonly mappings?: Mappings | undefined;
  /**
   * Adds to what the slot holds instead of replacing it: texts with a line between them, lists one after the other, of
   * objects the later key. @default false
   */
  readonly add?: boolean | undefined;
}

/**
 * A request being built. Every method returns a new request; setting a slot again replaces what it held, an agent's
 * default too, unless `add` is set. `T` is the type of the answer: `string` until `output` is given.
 *
 * @throws {AgentError} `invalid-prompt` from each slot, for what JSON cannot express.
 */
export interface AgentRequest<T = string> {
  /** Who the model is; the system message begins with it. */
  system(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** A message of its own, behind the system's; sent as `system` to models without that role. */
  developer(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** A section of the system message: who the model is to be. */
  role(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** A section of the system message: what always holds. */
  rule(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** A section of the system message: who is asking. */
  userInfo(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** Facts to know: one bullet per key or item. */
  info(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** How to do it: one bullet per item. */
  instruct(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** What good answers look like: a list is one example per item. */
  examples(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** The question or the data. Text is sent as it is, anything else as JSON. */
  input(value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /**
   * A section with a title of your own, between `info` and `instruct`, in the order they were set; those whose titles are
   * whole numbers go first.
   */
  section(title: string, value: PromptValue, options?: SlotOptions): AgentRequest<T>;
  /** Images and files beside the text of the message. */
  attachment(
    value: Attachment | readonly Attachment[],
    options?: Pick<SlotOptions, 'add'>,
  ): AgentRequest<T>;
  /** The conversation so far; it stands before the message of this request. */
  chatHistory(
    messages: readonly ChatMessage[],
    options?: Pick<SlotOptions, 'add'>,
  ): AgentRequest<T>;
  /** Settings of the model's call: `temperature`, `maxOutputTokens`. */
  options(value: ModelOptions, options?: Pick<SlotOptions, 'add'>): AgentRequest<T>;
  /**
   * What `${name}` stands for in all slots, also those set before or after; adds to what was named. A text that is one
   * placeholder becomes the value itself; a name that is not known stays as it is.
   */
  mappings(values: Mappings): AgentRequest<T>;
  /** Headings of sections in other words. */
  titles(titles: Titles): AgentRequest<T>;
  /** Roles of messages by other names: `{ bot: 'assistant', developer: 'user' }`; `_` for any name not known. @default assistant */
  roles(roles: Roles): AgentRequest<T>;
  /**
   * What the answer looks like: a zod 4 schema. Descriptions (`.describe()`) reach the model. An agent goes through a
   * schema once, so keep the schema, and the agent, rather than making them anew for each request.
   * @throws {AgentError} `invalid-schema` when it is none, or JSON Schema cannot express it.
   */
  output<S extends $ZodType>(schema: S): AgentRequest<output<S>>;
  /**
   * What the model may call on its way to the answer, by names: what {@link tool} makes, or `mcpTools`. Events of type
   * `tool` tell of the calls.
   * @throws {AgentError} `invalid-option` for what is no tool, or a name that no model can call.
   */
  tools(tools: ToolSet, options?: ToolsOptions): AgentRequest<T>;
  /**
   * A typed function that the model answers: its input is that of the request, and all else that the request says stays.
   *
   * @throws {AgentError} `invalid-option`, `invalid-schema`
   * @example
   * import { z } from 'zod';
   *
   * const agent = createAgent({ model: async function* () { yield '{"stars":5}'; } });
   * const rate = agent.fn({
   *   description: 'Rate the review.',
   *   input: z.object({ review: z.string().max(1000) }),
   *   output: z.object({ stars: z.int().min(1).max(5) }),
   * });
   * const rating = await rate({ review: 'Lovely tea!' });
   * rating; // { stars: 5 }
   */
  fn<In extends $ZodType, Out extends $ZodType>(
    options: AgentFunctionOptions<In, Out>,
  ): AgentFunction<In, Out>;
  /**
   * The conversation that the request is part of: it is told what was said, and its answer is recorded. What was said
   * stands behind `chatHistory`. See `createSession`.
   * @throws {AgentError} `invalid-option`
   */
  session(session: ChatSource): AgentRequest<T>;
  /** Tells one more how responses to this request go, and to those made from it: for logs, metrics and traces. */
  observe(observer: AgentObserver): AgentRequest<T>;
  /** Called once at the end of each response to this request; see {@link AgentResponse.finally}. */
  finally(handler: FinallyHandler<T>): AgentRequest<T>;
  /**
   * The messages as they would be sent, for the first attempt and the first model.
   * @throws {AgentError} `empty-prompt`
   */
  getMessages(): readonly ModelMessage[];
  /**
   * The same for people to read.
   * @throws {AgentError} `empty-prompt`
   */
  getPromptText(): string;
  /** What the slots hold, as data, for files and logs. A session, handlers and models are no part of it. */
  toJSON(): SavedPrompt;
  /**
   * The response to this request. Nothing is sent until it is first read. Each call is a new response.
   * @throws {AgentError} `empty-prompt` when there is nothing to say; `invalid-option` for options that are none.
   */
  getResponse(options?: ResponseOptions<T>): AgentResponse<T>;
}
