// In: an endpoint. Out: a model function that asks it, through the AI SDK's provider for such endpoints.
// Some answer a request for a stream with one body: it is read as a stream of one chunk.
// Knows nothing of prompts or answers.

import { getOwn } from '../internal/own.js';
import { fromLanguageModel } from './language-model.js';
import { otherOptions } from './language-model-call.js';
import type { ModelEndpoint, ModelFunction, ModelMessage } from './model.js';
import { withNamedEnd } from './named-end.js';
import { read } from './read-cause.js';

export function fromEndpoint(endpoint: ModelEndpoint): ModelFunction {
  const { baseURL, model, apiKey, headers, supportsStructuredOutputs = false } = endpoint;
  return async (request) => {
    // Bundlers that make one file of all would otherwise load it for everybody.
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
    const provider = createOpenAICompatible({
      name: PROVIDER,
      baseURL,
      includeUsage: true,
      supportsStructuredOutputs: supportsStructuredOutputs || request.structuredOutput === 'native',
      fetch: fetchStream,
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

const JSON_TYPE = /^application\/json\b/i;

const fetchStream: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const { ok, status, headers } = response;
  if (!ok) return response;
  if (!JSON_TYPE.test(headers.get('content-type') ?? '')) return withNamedEnd(response);
  const text = await response.text();
  const chunk = toChunk(parse(text));
  const body = chunk === undefined ? text : `data: ${JSON.stringify(chunk)}\n\n`;
  const asStream = new Headers(headers);
  // What it is read as, and of another length.
  asStream.set('content-type', 'text/event-stream');
  asStream.delete('content-length');
  return new Response(body, { status, headers: asStream });
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What else it is, is said by whoever reads it as a stream.
    return undefined;
  }
}

/** The one chunk that an answer, or a failure with a good status, amounts to. */
function toChunk(body: unknown): object | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const choices = read(body, 'choices');
  const [choice]: readonly unknown[] = Array.isArray(choices) ? choices : [];
  const message = read(choice, 'message');
  if (typeof message !== 'object' || message === null)
    return 'error' in body || read(body, 'object') === 'error' ? body : undefined;
  const calls = read(message, 'tool_calls');
  const numbered = Array.isArray(calls) && {
    tool_calls: calls.map((call: object, index) => ({ index, ...call })),
  };
  const reason = read(choice, 'finish_reason') ?? 'stop';
  return { ...body, choices: [{ delta: { ...message, ...numbered }, finish_reason: reason }] };
}
