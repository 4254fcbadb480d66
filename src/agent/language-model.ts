// In: an AI SDK model object (interface V2, V3 or V4). Out: the same model as a function yielding chunks.
// A provider fails in three ways (the call rejects, a read rejects, an `error` part): here all three are a throw.
// Knows nothing of answers: text is text.

import type { InstantMeta } from '../protocol/index.js';
import type {
  LanguageModel,
  LanguageModelCall,
  LanguageModelFile,
  LanguageModelPart,
  LanguageModelSettings,
  LanguageModelText,
  TokenCount,
} from './ai-sdk-model.js';
import {
  createToolReader,
  toReasoning,
  toTool,
  toToolCall,
  toToolResult,
} from './language-model-tools.js';
import { isToken } from './model-call.js';
import { UnsoundModel } from './model-failed.js';
import type {
  ModelAttachment,
  ModelChunk,
  ModelFunction,
  ModelMessage,
  ModelOptions,
  ModelRequest,
} from './model.js';

/** Makes a model function of an AI SDK model object. */
export function fromLanguageModel(model: LanguageModel): ModelFunction {
  return async function* callLanguageModel(request) {
    const { signal } = request;
    const { stream } = await model.doStream(toCallOptions(request, model.specificationVersion));
    const reader = stream.getReader();
    // Without tools of ours, what is said of tools is the provider's own business.
    const readTools = request.tools === undefined ? undefined : createToolReader();
    // Cancelling settles a pending read at once, whether or not the provider heeds the signal. On a stream that has
    // failed it rejects with the failure the read has reported already.
    const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    let hasSpoken = false;
    let isFinished = false;
    let isWhole = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        if (value.type === 'error') throw value.error;
        const told = readTools?.(value);
        const chunk = told === undefined ? toChunk(value) : told;
        if (chunk === undefined || chunk === null) continue;
        if (value.type === 'finish') {
          isFinished = true;
          isWhole = unified(value.finishReason) !== INTERRUPTED;
        }
        hasSpoken ||= isToken(chunk);
        yield chunk;
      }
      if (isWhole || signal.aborted) return;
      if (!hasSpoken) throw new UnsoundModel(EMPTY);
      // What came must not be taken for all there is.
      if (!isFinished) yield { type: 'meta', finishReason: INTERRUPTED };
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };
}

/** How it ends when no reason was given: the stream broke off as if it were whole. */
const INTERRUPTED = 'interrupted';
const EMPTY = 'its stream ended before it said anything. Check its address, or ask again.';

type Version = LanguageModel['specificationVersion'];

function toCallOptions(request: ModelRequest, version: Version): LanguageModelCall {
  const { messages, schema, structuredOutput, options, tools, signal } = request;
  const isNative = structuredOutput === 'native' && schema !== undefined;
  return {
    ...toSettings(options),
    prompt: messages.map((message) => toPrompt(message, version)),
    abortSignal: signal,
    ...(tools !== undefined && { tools: tools.map(toTool) }),
    ...(isNative && { responseFormat: { type: 'json', schema } }),
  };
}

function toPrompt(message: ModelMessage, version: Version): LanguageModelCall['prompt'][number] {
  const { role, content, attachments = [] } = message;
  const { thoughts = [], toolCalls = [], toolResults = [] } = message;
  // The interface has no role for developers: providers that know one make it of the system's.
  if (role === 'system' || role === 'developer') return { role: 'system', content };
  if (role === 'tool') return { role, content: toolResults.map(toToolResult) };
  const texts: LanguageModelText[] =
    content === '' && attachments.length + toolCalls.length > 0
      ? []
      : [{ type: 'text', text: content }];
  if (role === 'assistant')
    return {
      role,
      content: [...thoughts.map(toReasoning), ...texts, ...toolCalls.map(toToolCall)],
    };
  return { role, content: [...texts, ...attachments.map((file) => toFile(file, version))] };
}

function toFile({ data, ...about }: ModelAttachment, version: Version): LanguageModelFile {
  const tagged = data instanceof URL ? { type: 'url', url: data } : { type: 'data', data };
  // What a generation takes is not a matter of types here: one of the two is right.
  return { type: 'file', data: (version === 'v4' ? tagged : data) as never, ...about };
}

const SETTINGS = [
  'maxOutputTokens',
  'temperature',
  'topP',
  'topK',
  'presencePenalty',
  'frequencyPenalty',
  'stopSequences',
  'seed',
  'headers',
  'providerOptions',
] as const satisfies readonly (keyof LanguageModelSettings)[];

/** What the interface has a name for; what its values are, the caller promises. */
function toSettings(options: ModelOptions = {}): LanguageModelSettings {
  const known = SETTINGS.filter((name) => options[name] !== undefined);
  return Object.fromEntries(known.map((name) => [name, options[name]]));
}

/** The options that are no settings of the interface. */
export function otherOptions(options: ModelOptions = {}): Readonly<Record<string, unknown>> {
  const isOther = ([name]: [string, unknown]) => !(SETTINGS as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(options).filter(isOther));
}

function toChunk(part: LanguageModelPart): ModelChunk | undefined {
  const { type, delta, id, modelId, usage } = part;
  const reason = unified(part.finishReason);
  switch (type) {
    case 'text-delta':
      return delta;
    case 'reasoning-delta':
      return delta === undefined ? undefined : { type: 'reasoning', delta };
    case 'response-metadata':
      return {
        type: 'meta',
        ...(id !== undefined && { id }),
        ...(modelId !== undefined && { model: modelId }),
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

function total(count: TokenCount): number | undefined {
  return typeof count === 'object' ? count.total : count;
}

function toUsage(inputTokens?: number, outputTokens?: number): NonNullable<InstantMeta['usage']> {
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
}
