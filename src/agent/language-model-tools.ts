// In: tools, calls and results as requests have them, and what a model object says of calls. Out: each in the other's words.
// A model object says a call's name once, when its input begins: what follows it knows by the call's id.
// Knows nothing of how tools are called.

import type {
  JsonValue,
  LanguageModelPart,
  LanguageModelTool,
  LanguageModelToolCall,
  LanguageModelToolResult,
} from './ai-sdk-model.js';
import type {
  ModelTool,
  ModelToolCall,
  ModelToolResult,
  ToolCallChunk,
  ToolInputChunk,
} from './model.js';

export function toTool({ name, description, inputSchema }: ModelTool): LanguageModelTool {
  return {
    type: 'function',
    name,
    inputSchema,
    ...(description !== undefined && { description }),
  };
}

export function toToolCall(call: ModelToolCall): LanguageModelToolCall {
  const { callId, toolName, input, providerMetadata } = call;
  return {
    type: 'tool-call',
    toolCallId: callId,
    toolName,
    input: input ?? {},
    // Signatures of thoughts and the like come back as they went out.
    ...(providerMetadata !== undefined && {
      providerOptions: providerMetadata as Record<string, Record<string, JsonValue>>,
    }),
  };
}

export function toToolResult(result: ModelToolResult): LanguageModelToolResult {
  const { callId, toolName } = result;
  return { type: 'tool-result', toolCallId: callId, toolName, output: toOutput(result) };
}

function toOutput({ output, isError }: ModelToolResult): LanguageModelToolResult['output'] {
  if (isError) return { type: 'error-text', value: String(output) };
  if (typeof output === 'string') return { type: 'text', value: output };
  return { type: 'json', value: output as JsonValue };
}

/** What a model object says of calls: a chunk, `null` for what says nothing new, `undefined` for what is not about them. */
export type ReadTools = (
  part: LanguageModelPart,
) => ToolInputChunk | ToolCallChunk | null | undefined;

/** Reads the parts of one call of a model object. What the provider calls itself is not ours to call. */
export function createToolReader(): ReadTools {
  const names = new Map<string, string>();
  return (part) => {
    const { type, id, delta = '', toolCallId, toolName = '', input, providerMetadata } = part;
    if (part.providerExecuted === true) return undefined;
    if (type === 'tool-input-start' && id !== undefined) {
      names.set(id, toolName);
      return { type: 'tool-input', callId: id, toolName, delta: '' };
    }
    const known = id === undefined ? undefined : names.get(id);
    if (id !== undefined && known !== undefined) {
      if (type === 'tool-input-delta')
        return { type: 'tool-input', callId: id, toolName: known, delta };
      if (type === 'tool-input-end') return null;
    }
    if (type !== 'tool-call' || toolCallId === undefined) return undefined;
    return {
      type: 'tool-call',
      callId: toolCallId,
      toolName,
      input: typeof input === 'string' ? input : JSON.stringify(input ?? {}),
      ...(providerMetadata !== undefined && { providerMetadata }),
    };
  };
}
