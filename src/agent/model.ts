// In: nothing. Out: the types of what an agent asks of a model and of what it takes for one.
// Whatever a model is, it becomes one function: a request goes in, chunks come out, the signal ends it.
// Knows nothing of prompts, schemas' libraries, parsing or readers.

import type { JSONSchema7 } from 'json-schema';
import type { MetaEvent, ReasoningEvent } from '../protocol/index.js';
import type { LanguageModel } from './ai-sdk-model.js';

/** JSON Schema draft 7, the dialect providers take. */
export type JsonSchema = JSONSchema7;

/** Who says a message. `developer` is sent as `system` to models that know no such role. */
export type ModelRole = 'system' | 'developer' | 'user' | 'assistant';

/** An image or another file beside the text of a message. */
export interface ModelAttachment {
  /** Bytes, base64 text, or where it is. */
  readonly data: Uint8Array | string | URL;
  /** `image/png`, `application/pdf`; `image/*` where the provider may find out. */
  readonly mediaType: string;
  readonly filename?: string;
}

/** One message of a prompt. */
export interface ModelMessage {
  /** `tool`: what tools answered, in `toolResults`. */
  readonly role: ModelRole | 'tool';
  readonly content: string;
  /** Only of messages of the user. */
  readonly attachments?: readonly ModelAttachment[];
  /** Only of messages of the assistant that called tools: what it thought before. */
  readonly thoughts?: readonly ModelThought[];
  /** Only of messages of the assistant: the tools it called. */
  readonly toolCalls?: readonly ModelToolCall[];
  /** Only of messages with the role `tool`: of each of the calls before, in their order. */
  readonly toolResults?: readonly ModelToolResult[];
}

/** What a model thought aloud before it called tools, which some providers want to see again, signed as they sent it. */
export interface ModelThought {
  /** Empty where the provider keeps it to itself. */
  readonly text: string;
  /** As it came. */
  readonly providerMetadata?: unknown;
}

/** A tool as a model is told of it. */
export interface ModelTool {
  readonly name: string;
  readonly description?: string;
  /** Of an object. */
  readonly inputSchema: JsonSchema;
}

/** A call that a model made. */
export interface ModelToolCall {
  readonly callId: string;
  readonly toolName: string;
  /** As it was written: any JSON value, or the text where it was none. */
  readonly input: unknown;
  /** What the provider wants to see again, as it came. */
  readonly providerMetadata?: unknown;
}

/** What came of it. */
export interface ModelToolResult {
  readonly callId: string;
  readonly toolName: string;
  /** Any JSON value; of an error its message. */
  readonly output: unknown;
  readonly isError: boolean;
}

/**
 * Settings of one call, by the names of the AI SDK. An endpoint takes any other name, too, as it is written: it becomes
 * a part of the request's body. What the agent decides (`model`, `messages`, `stream`) cannot be set here.
 */
export interface ModelOptions {
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly providerOptions?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly [name: string]: unknown;
}

/**
 * How a model is held to its schema: by the provider, as the input of a tool that it has to call, or by words in the
 * prompt.
 */
export type StructuredOutput = 'native' | 'tool' | 'prompt';

/** How a model calls tools: by its provider's means, or by writing down what it would call. */
export type ToolCalling = 'native' | 'prompt';

/** One call of a model. */
export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  /** The schema of the answer; absent when the answer is plain text. */
  readonly schema?: JsonSchema;
  /**
   * `native`: give `schema` to the provider. `tool`: give it as the input of a tool that has to be called, and yield what
   * is written to call it as text. `prompt`: the messages already ask for it; giving it too is optional.
   */
  readonly structuredOutput: StructuredOutput;
  /** What may be called: say so with chunks of type `tool-call`. Absent when nothing may. */
  readonly tools?: readonly ModelTool[];
  /** What the request's slot `options` holds. */
  readonly options?: ModelOptions;
  /** Aborts when nobody reads any more. */
  readonly signal: AbortSignal;
}

/** What a provider says that is neither text nor a fact known here, as it came. */
export interface OriginalPart {
  readonly type: 'original';
  readonly part: unknown;
}

/** A tool is being called: some more of the JSON text of its input. */
export interface ToolInputChunk {
  readonly type: 'tool-input';
  readonly callId: string;
  readonly toolName: string;
  readonly delta: string;
}

/** A tool is called. It need not have been told of by chunks of `tool-input` before. */
export interface ToolCallChunk {
  readonly type: 'tool-call';
  readonly callId: string;
  readonly toolName: string;
  /** The whole JSON text. */
  readonly input: string;
  readonly providerMetadata?: unknown;
}

/**
 * A thought is over, which chunks of `reasoning` told of: it is told to the model again behind the tools that it calls.
 * Where no tools are called it says nothing.
 */
export interface ThoughtChunk extends ModelThought {
  readonly type: 'thought';
}

/** What a model says: text of its answer, or a fact beside it. */
export type ModelChunk =
  | string
  | ReasoningEvent
  | MetaEvent
  | OriginalPart
  | ThoughtChunk
  | ToolInputChunk
  | ToolCallChunk;

/**
 * A model as a function: the simplest way to bring your own. It may be an async generator function, or return (a
 * promise of) the whole text, or anything that can be read with `for await`. Nothing is read ahead: the next chunk is taken when a reader
 * wants it. When `request.signal` aborts, stop; the iterator's `return()` is called as well.
 */
export type ModelFunction = (request: ModelRequest) => Said | PromiseLike<Said>;

type Said = string | AsyncIterable<ModelChunk>;

/** An endpoint that speaks OpenAI's chat completions: OpenAI, Ollama, vLLM, LM Studio, a gateway. */
export interface ModelEndpoint {
  /** Up to and without `/chat/completions`: `http://localhost:11434/v1`. */
  readonly baseURL: string;
  /** The model's name at that endpoint. */
  readonly model: string;
  /** Sent as a bearer token. Without it no authorization is sent. */
  readonly apiKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The endpoint takes `response_format: json_schema`. @default false, the schema is put into the prompt */
  readonly supportsStructuredOutputs?: boolean | undefined;
}

/** Everything an agent takes for a model. */
export type Model = LanguageModel | ModelEndpoint | ModelFunction;
