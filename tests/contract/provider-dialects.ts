// In: the address of a stand-in. Out: the models of providers that speak to it, and what is peculiar to each one's protocol.
// A model is made by its AI SDK provider, as an application makes it; an endpoint is given by its URL alone.
// Knows nothing of agents, or of what is answered.

import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { Model } from 'fieldwise/agent';

/** Why an answer ends. */
export type Finish = 'stop' | 'length' | 'content-filter';

/** The body of a request, as it was received. */
export type Body = Readonly<Record<string, unknown>>;

/** One protocol, and one way of a model to be held to a schema by it. */
export interface Dialect {
  readonly name: string;
  /** Of a provider at `http://127.0.0.1:port`. */
  readonly model: (origin: string) => Model;
  /** Where a request names the schema of its answer; `undefined` where it names none. */
  readonly schemaIn: (body: Body) => unknown;
  /** Where it has a strict mode: whether a request asks for it. */
  readonly isStrict?: (body: Body) => boolean;
  /** False where a request has a schema or tools, not both. @default true */
  readonly takesBoth?: boolean;
  /** False where the protocol has no words for what a model thinks. @default true */
  readonly reasons?: boolean;
  /** The answer comes as the input of a tool of this name. */
  readonly answersBy?: string;
  /** How it names the ends of an answer. */
  readonly finish: Readonly<Record<Finish, string>>;
  /** What it says of a failure when the answer has begun. */
  readonly failure: string;
  /** Makes of what the mock server says what the provider would. */
  readonly mend?: (frames: readonly string[], finish: Finish) => readonly string[];
  /** All it says of an answer that is cut off, in these pieces, where the mock server cannot say it. */
  readonly tellCut?: (pieces: readonly string[], finish: Finish) => readonly string[];
}

const apiKey = 'any';

/** What a body holds at a path; `undefined` where there is nothing. */
function at(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
    body,
  );
}

const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

const overloaded = { message: 'The server is overloaded.', type: 'server_error' };

const chat = {
  schemaIn: (body: Body) => at(body, 'response_format', 'json_schema', 'schema'),
  isStrict: (body: Body) => at(body, 'response_format', 'json_schema', 'strict') === true,
  finish: { stop: 'stop', length: 'length', 'content-filter': 'content_filter' },
  failure: data({ error: { ...overloaded, param: null, code: null } }),
} as const;

const anthropic = {
  finish: { stop: 'stop', length: 'length', 'content-filter': 'refusal' },
  failure: `event: error\n${data({ type: 'error', error: { ...overloaded, type: 'overloaded_error' } })}`,
} as const;

/** An answer cut short ends with an event of its own, which says why. */
function endIncomplete(frames: readonly string[], finish: Finish): readonly string[] {
  if (finish === 'stop') return frames;
  const reason = finish === 'length' ? 'max_output_tokens' : 'content_filter';
  return frames.map((frame) => {
    if (!frame.includes('"type":"response.completed"')) return frame;
    const event = JSON.parse(frame.slice(frame.indexOf('{'))) as { response: object };
    const response = {
      ...event.response,
      status: 'incomplete',
      incomplete_details: { reason },
    };
    return `event: response.incomplete\n${data({ ...event, type: 'response.incomplete', response })}`;
  });
}

const named = (event: { readonly type: string }) => `event: ${event.type}\n${data(event)}`;

/** The input of a tool, up to where it is cut off. */
function tellCutTool(pieces: readonly string[], finish: Finish): readonly string[] {
  const usage = { input_tokens: 11, output_tokens: 1 };
  const message = { id: 'msg-1', type: 'message', role: 'assistant', model: 'any', content: [] };
  const block = { type: 'tool_use', id: 'call-0', name: 'json', input: {} };
  const stop_reason = finish === 'length' ? 'max_tokens' : 'refusal';
  return [
    { type: 'message_start', message: { ...message, stop_reason: null, usage } },
    { type: 'content_block_start', index: 0, content_block: block },
    ...pieces.map((partial_json) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json },
    })),
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 7 } },
    { type: 'message_stop' },
  ].map(named);
}

export const DIALECTS: readonly Dialect[] = [
  {
    name: 'an OpenAI-compatible endpoint, by its URL',
    model: (origin) => ({
      baseURL: `${origin}/v1`,
      model: 'any',
      apiKey,
      supportsStructuredOutputs: true,
    }),
    ...chat,
  },
  {
    name: 'OpenAI chat completions',
    model: (origin) => createOpenAI({ baseURL: `${origin}/v1`, apiKey }).chat('gpt-4.1'),
    reasons: false,
    ...chat,
  },
  {
    name: 'OpenAI responses',
    model: (origin) => createOpenAI({ baseURL: `${origin}/v1`, apiKey }).responses('gpt-5'),
    schemaIn: (body) => at(body, 'text', 'format', 'schema'),
    isStrict: (body) => at(body, 'text', 'format', 'strict') === true,
    finish: chat.finish,
    failure: `event: error\n${data({
      type: 'error',
      sequence_number: 9,
      error: { ...overloaded, code: 'server_error', param: null },
    })}`,
    mend: endIncomplete,
  },
  {
    name: 'Anthropic messages',
    model: (origin) => createAnthropic({ baseURL: `${origin}/v1`, apiKey })('claude-sonnet-4-5'),
    schemaIn: (body) =>
      at(body, 'output_config', 'format', 'schema') ?? at(body, 'output_format', 'schema'),
    ...anthropic,
  },
  {
    name: 'Anthropic messages, of a model that answers by a tool',
    model: (origin) =>
      createAnthropic({ baseURL: `${origin}/v1`, apiKey })('claude-3-5-haiku-latest'),
    schemaIn: (body) =>
      at(body, 'tools', '0', 'name') === 'json'
        ? at(body, 'tools', '0', 'input_schema')
        : undefined,
    answersBy: 'json',
    tellCut: tellCutTool,
    ...anthropic,
  },
  {
    name: 'Gemini generateContent',
    model: (origin) =>
      createGoogleGenerativeAI({ baseURL: `${origin}/v1beta`, apiKey })('gemini-2.5-flash'),
    schemaIn: (body) =>
      at(body, 'generationConfig', 'responseSchema') ??
      at(body, 'generationConfig', 'responseJsonSchema'),
    finish: { stop: 'stop', length: 'length', 'content-filter': 'content_filter' },
    takesBoth: false,
    failure: data({ error: { code: 503, message: overloaded.message, status: 'UNAVAILABLE' } }),
  },
];
