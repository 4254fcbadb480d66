// In: nothing. Out: the part of an AI SDK model object that is called and read here, in the words of its interface.
// Written down rather than imported: the interface's package asks for a newer Node than this one does, and three
// generations of it (V2, V3, V4) differ in names, not in this part. Knows nothing of agents.

import type { JSONSchema7 } from 'json-schema';

/**
 * An AI SDK model object, of its interface V2, V3 or V4: what `openai('gpt-5')` and every other AI SDK provider
 * returns. Only what is used here is asked for.
 */
export interface LanguageModel {
  readonly specificationVersion: 'v2' | 'v3' | 'v4';
  /** A property, so that the options are checked against what each generation takes. */
  readonly doStream: (
    options: LanguageModelCall,
  ) => PromiseLike<{ readonly stream: ReadableStream<LanguageModelPart> }>;
}

/** What a model object is called with. Its lists are mutable, because the interface's are. */
export interface LanguageModelCall extends LanguageModelSettings {
  prompt: (
    | { role: 'system'; content: string }
    | { role: 'user'; content: (LanguageModelText | LanguageModelFile)[] }
    | {
        role: 'assistant';
        content: (LanguageModelReasoning | LanguageModelText | LanguageModelToolCall)[];
      }
    | { role: 'tool'; content: LanguageModelToolResult[] }
  )[];
  tools?: LanguageModelTool[];
  toolChoice?: { type: 'required' } | { type: 'tool'; toolName: string };
  responseFormat?: { type: 'json'; schema: JSONSchema7 };
  abortSignal: AbortSignal;
}

export interface LanguageModelText {
  type: 'text';
  text: string;
}

/** What the model thought before it called tools. */
export interface LanguageModelReasoning {
  type: 'reasoning';
  text: string;
  providerOptions?: Record<string, Record<string, JsonValue>>;
}

export interface LanguageModelFile {
  type: 'file';
  /**
   * V2 and V3 take bytes, base64 text or an address; V4 takes `{ type: 'data', data }` or `{ type: 'url', url }`. No one
   * type says so: which it is, the model's version tells.
   */
  data: never;
  mediaType: string;
  filename?: string;
}

export interface LanguageModelTool {
  type: 'function';
  name: string;
  description?: string;
  inputSchema: JSONSchema7;
}

export interface LanguageModelToolCall {
  type: 'tool-call';
  toolCallId: string;
  toolName: string;
  input: unknown;
  providerOptions?: Record<string, Record<string, JsonValue>>;
}

export interface LanguageModelToolResult {
  type: 'tool-result';
  toolCallId: string;
  toolName: string;
  output:
    | { type: 'text'; value: string }
    | { type: 'json'; value: JsonValue }
    | { type: 'error-text'; value: string };
}

/** Settings that every generation takes under these names. */
export interface LanguageModelSettings {
  maxOutputTokens?: number;
  temperature?: number;
  topP?: number;
  topK?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  stopSequences?: string[];
  seed?: number;
  headers?: Record<string, string>;
  providerOptions?: Record<string, Record<string, JsonValue>>;
}

/** What JSON can hold, in the words of the interface. */
export type JsonValue =
  | null
  | string
  | number
  | boolean
  | { [key: string]: JsonValue }
  | JsonValue[];

/**
 * One part of what a model object says: of any type, also of one that comes with a later generation, with the fields
 * of the types that are read (`text-delta`, `reasoning-delta`, `response-metadata`, `finish`, `error`, those of tools).
 */
export interface LanguageModelPart {
  readonly type: string;
  readonly delta?: string | undefined;
  readonly id?: string | undefined;
  readonly toolCallId?: string | undefined;
  readonly toolName?: string | undefined;
  readonly input?: unknown;
  /** The provider calls the tool itself. */
  readonly providerExecuted?: boolean | undefined;
  readonly providerMetadata?: unknown;
  readonly modelId?: string | undefined;
  /** Of a source, with `id`. */
  readonly url?: string | undefined;
  readonly title?: string | undefined;
  readonly mediaType?: string | undefined;
  readonly filename?: string | undefined;
  /** V2 says `'stop'`, V3 and V4 say `{ unified: 'stop', raw: 'end_turn' }`. */
  readonly finishReason?:
    | string
    | { readonly unified: string; readonly raw?: string | undefined }
    | undefined;
  readonly usage?: LanguageModelUsage | undefined;
  readonly error?: unknown;
  /** Of the start of a stream: what the provider makes nothing of. V2 says `setting`, V3 and V4 say `feature`. */
  readonly warnings?:
    | readonly {
        readonly type: string;
        readonly feature?: unknown;
        readonly setting?: unknown;
      }[]
    | undefined;
}

export interface LanguageModelUsage {
  readonly inputTokens: TokenCount;
  readonly outputTokens: TokenCount;
}

/** V2 says a number, V3 and V4 say `{ total }`. */
export type TokenCount = number | { readonly total: number | undefined } | undefined;
