// In: an AI SDK model object (interface V2, V3 or V4). Out: the same model as a function yielding chunks.
// A provider fails in three ways (the call rejects, a read rejects, an `error` part): here all three are a throw.
// Knows nothing of answers: text is text.

import type { InstantMeta, MetaEvent } from '../protocol/index.js';
import type { LanguageModel, ModelChunk, ModelFunction, ModelRequest } from './model.js';

type StreamPart =
  Awaited<ReturnType<LanguageModel['doStream']>>['stream'] extends ReadableStream<infer Part>
    ? Part
    : never;
type FinishPart = Extract<StreamPart, { type: 'finish' }>;

/** Makes a model function of an AI SDK model object. */
export function fromLanguageModel(model: LanguageModel): ModelFunction {
  return async function* callLanguageModel(request) {
    const { signal } = request;
    const { stream } = await model.doStream(toCallOptions(request));
    const reader = (stream as ReadableStream<StreamPart>).getReader();
    // Cancelling settles a pending read at once, whether or not the provider heeds the signal. On a stream that has
    // failed it rejects with the failure the read has reported already.
    const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        if (value.type === 'error') throw value.error;
        const chunk = toChunk(value);
        if (chunk !== undefined) yield chunk;
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };
}

function toCallOptions({ messages, schema, structuredOutput, signal }: ModelRequest) {
  const prompt = messages.map(({ role, content }) =>
    role === 'system'
      ? { role, content }
      : { role, content: [{ type: 'text' as const, text: content }] },
  );
  const isNative = structuredOutput === 'native' && schema !== undefined;
  return {
    prompt,
    abortSignal: signal,
    ...(isNative && { responseFormat: { type: 'json' as const, schema } }),
  };
}

function toChunk(part: StreamPart): ModelChunk | undefined {
  switch (part.type) {
    case 'text-delta':
      return part.delta;
    case 'reasoning-delta':
      return { type: 'reasoning', delta: part.delta };
    case 'response-metadata': {
      const { id, modelId } = part;
      return {
        type: 'meta',
        ...(id !== undefined && { id }),
        ...(modelId !== undefined && { model: modelId }),
      };
    }
    case 'finish':
      return finishMeta(part);
    default:
      return undefined;
  }
}

/** V2 says `'stop'` and plain counts; V3 and V4 say `{ unified: 'stop' }` and `{ total }`. */
function finishMeta({ finishReason, usage }: FinishPart): MetaEvent {
  return {
    type: 'meta',
    finishReason: typeof finishReason === 'string' ? finishReason : finishReason.unified,
    usage: toUsage(total(usage.inputTokens), total(usage.outputTokens)),
  };
}

function total(count: number | { total: number | undefined } | undefined): number | undefined {
  return typeof count === 'object' ? count.total : count;
}

function toUsage(inputTokens?: number, outputTokens?: number): NonNullable<InstantMeta['usage']> {
  return {
    ...(inputTokens !== undefined && { inputTokens }),
    ...(outputTokens !== undefined && { outputTokens }),
  };
}
