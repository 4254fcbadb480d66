// In: an AI SDK model object (interface V2, V3 or V4). Out: the same model as a function yielding chunks.
// A provider fails in three ways (the call rejects, a read rejects, an `error` part): here all three are a throw.
// Knows nothing of answers: text is text.

import type { InstantMeta, InstantSource } from '../protocol/index.js';
import type { LanguageModel, LanguageModelPart, TokenCount } from './ai-sdk-model.js';
import type { AnswerTool } from './answer-tool.js';
import { toCallOptions } from './language-model-call.js';
import { createToolReader } from './language-model-tools.js';
import { isJsonBody, JsonBody } from './json-body.js';
import { isToken } from './model-call.js';
import { EmptyAnswer } from './model-failed.js';
import type { ModelChunk, ModelFunction, ModelMessage, ModelRequest } from './model.js';
import { read } from './read-cause.js';

/** Makes a model function of an AI SDK model object. */
export function fromLanguageModel(model: LanguageModel): ModelFunction {
  return async function* callLanguageModel(request) {
    const { signal, schema, structuredOutput } = request;
    const answer =
      structuredOutput === 'tool' && schema !== undefined
        ? // Most models need none.
          (await import('./answer-tool.js')).createAnswerTool(schema, request.tools)
        : undefined;
    if (request.messages.some(hasFileElsewhere))
      (await import('./attached-places.js')).checkPlaces(model, request.messages);
    if (request.messages.some(hasAddress))
      await (await import('./attached-addresses.js')).checkAddresses(model, request.messages);
    const options = toCallOptions(request, model.specificationVersion, answer);
    const native =
      structuredOutput === 'native' && schema !== undefined
        ? await import('./native-schema.js')
        : undefined;
    if (schema !== undefined && native !== undefined) {
      options.responseFormat = { type: 'json', schema };
      Object.assign(options, native.strictnessFor(model, schema, options.providerOptions));
    }
    const answered = await model.doStream(options);
    const reader = answered.stream.getReader();
    const readPart = createPartReader(request, answer);
    // Cancelling settles a pending read at once, whether or not the provider heeds the signal. On a stream that has
    // failed it rejects with the failure the read has reported already.
    const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    let hasSpoken = false;
    let hasShown = false;
    let reason: string | undefined;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        const rest = done || value.type === 'finish' ? answer?.rest() : undefined;
        if (rest) {
          hasSpoken = true;
          yield rest;
        }
        if (done || (hasSpoken && isLackOfEnd(value))) break;
        if (isLackOfEnd(value) && isJsonBody(answered)) throw new JsonBody();
        if (value.type === 'error') throw value.error;
        native?.checkHeeded(value);
        const chunk = readPart(value);
        if (chunk === undefined || chunk === null) continue;
        if (value.type === 'finish') reason = unified(value.finishReason);
        hasSpoken ||= isToken(chunk);
        hasShown ||= isShown(chunk, value);
        yield chunk;
        if (value.type === 'source') yield { type: 'meta', sources: [toSource(value)] };
      }
      if (signal.aborted) return;
      const isBroken = reason === undefined || reason === INTERRUPTED;
      if (!hasSpoken && isBroken && isJsonBody(answered)) throw new JsonBody();
      if (!hasSpoken && (isBroken || (reason === 'stop' && !hasShown && !isToldOfTools(request))))
        throw new EmptyAnswer();
      // What came must not be taken for all there is.
      if (reason === undefined) yield { type: 'meta', finishReason: INTERRUPTED };
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };
}

/** How it ends when no reason was given: the stream broke off as if it were whole. */
const INTERRUPTED = 'interrupted';

/** What a provider shows beside text, such as an image, may be all there is to say. */
function isShown(chunk: ModelChunk, { type }: LanguageModelPart): boolean {
  const isFrame = type === 'stream-start' || type === 'raw' || type === 'ping';
  return typeof chunk === 'object' && chunk.type === 'original' && !isFrame;
}

/** Behind what tools answered a model may have nothing to add. */
function isToldOfTools({ messages, schema }: ModelRequest): boolean {
  return schema === undefined && messages.at(-1)?.role === 'tool';
}

/** How it ends with calls of tools; some providers have no name for that. */
const BY_CALLS: ReadonlySet<string | undefined> = new Set(['tool-calls', 'other']);

/** Reads one part: a chunk, or nothing for what says nothing new. */
function createPartReader({ tools }: ModelRequest, answer: AnswerTool | undefined) {
  // Without tools of ours, what is said of tools is the provider's own business.
  const readTools = tools === undefined ? undefined : createToolReader();
  return (part: LanguageModelPart): ModelChunk | null | undefined => {
    const text = answer?.read(part);
    const told = text === undefined ? readTools?.(part) : text;
    if (told !== undefined) return told;
    const isAnswered = answer?.isCalled === true && BY_CALLS.has(unified(part.finishReason));
    return toChunk(isAnswered ? { ...part, finishReason: 'stop' } : part);
  };
}

/** Some clients say of such a stream that it failed; what there is of the answer is the same. */
function isLackOfEnd({ type, error }: LanguageModelPart): boolean {
  return type === 'error' && read(error, 'name') === 'AI_InvalidResponseDataError';
}

function hasFileElsewhere({ role, attachments = [] }: ModelMessage): boolean {
  return role !== 'user' && attachments.length > 0;
}

function hasAddress({ attachments = [] }: ModelMessage): boolean {
  return attachments.some(({ data }) => data instanceof URL);
}

/** Types promise texts and numbers, but not every provider's client keeps to them: what is none says nothing. */
function toChunk(part: LanguageModelPart): ModelChunk | undefined {
  const { type, delta, id, modelId, usage } = part;
  const reason = unified(part.finishReason);
  switch (type) {
    case 'text-delta':
      return delta;
    case 'reasoning-delta':
      return typeof delta === 'string' ? { type: 'reasoning', delta } : undefined;
    case 'response-metadata':
      return {
        type: 'meta',
        ...(typeof id === 'string' && { id }),
        ...(typeof modelId === 'string' && { model: modelId }),
      };
    case 'finish':
      return {
        type: 'meta',
        ...(reason !== undefined && { finishReason: reason }),
        usage: toUsage(total(usage?.inputTokens), total(usage?.outputTokens)),
      };
    case 'text-start':
    case 'text-end':
    case 'reasoning-start':
    case 'reasoning-end':
      return undefined;
    default:
      return { type: 'original', part };
  }
}

/** Until they hear of a reason, clients of providers say that it is not known (V2), or another without a name. */
function unified(reason: LanguageModelPart['finishReason']): string | undefined {
  if (reason === undefined) return undefined;
  if (typeof reason === 'string') return reason === 'unknown' ? INTERRUPTED : reason;
  return reason.unified === 'other' && reason.raw === undefined ? INTERRUPTED : reason.unified;
}

function toSource({ id, url, title, mediaType, filename }: LanguageModelPart): InstantSource {
  const named = Object.entries({ id, url, title, mediaType, filename });
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

function total(count: TokenCount): number | undefined {
  return typeof count === 'object' ? count.total : count;
}

function toUsage(inputTokens?: number, outputTokens?: number): NonNullable<InstantMeta['usage']> {
  return {
    ...(typeof inputTokens === 'number' && { inputTokens }),
    ...(typeof outputTokens === 'number' && { outputTokens }),
  };
}
