// In: tools, thoughts, calls and results as requests have them, and what a model object says of them. Out: each in the other's words.
// A model object says a call's name once, when its input begins: what follows it knows by the call's id.
// Knows nothing of how tools are called.

import { isContainer } from '../internal/own.js';
import type {
  JsonValue,
  LanguageModelPart,
  LanguageModelReasoning,
  LanguageModelTool,
  LanguageModelToolCall,
  LanguageModelToolResult,
} from './ai-sdk-model.js';
import type {
  ModelThought,
  ModelTool,
  ModelToolCall,
  ModelToolResult,
  ThoughtChunk,
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
    // What is no object some providers take from no one, themselves included; the result says what was wrong with it.
    input: isContainer(input) && !Array.isArray(input) ? input : {},
    ...asOptions(providerMetadata),
  };
}

export function toReasoning({ text, providerMetadata }: ModelThought): LanguageModelReasoning {
  return { type: 'reasoning', text, ...asOptions(providerMetadata) };
}

/** Signatures of thoughts and the like come back as they went out. */
function asOptions(providerMetadata: unknown) {
  if (providerMetadata === undefined) return {};
  return { providerOptions: providerMetadata as Record<string, Record<string, JsonValue>> };
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

/** What a model object says of calls and thoughts: a chunk, `null` for what says nothing new, `undefined` for all else. */
export type ReadTools = (
  part: LanguageModelPart,
) => ThoughtChunk | ToolInputChunk | ToolCallChunk | null | undefined;

/** Reads the parts of one call of a model object. What the provider calls itself is not ours to call. */
export function createToolReader(): ReadTools {
  const names = new Map<string, string>();
  const readThoughts = createThoughtReader();
  return (part) => {
    const { type, id, delta = '', toolCallId, toolName = '', input, providerMetadata } = part;
    if (type.startsWith('reasoning-')) return readThoughts(part);
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

/** Puts thoughts together, each with the last that was said of it: a signature comes at its end. */
function createThoughtReader(): (part: LanguageModelPart) => ThoughtChunk | undefined {
  const thoughts = new Map<string, { texts: string[]; metadata: unknown }>();
  return ({ type, id = '', delta, providerMetadata }) => {
    const thought = thoughts.get(id) ?? { texts: [], metadata: undefined };
    thoughts.set(id, thought);
    if (delta !== undefined) thought.texts.push(delta);
    thought.metadata = providerMetadata ?? thought.metadata;
    if (type !== 'reasoning-end') return undefined;
    thoughts.delete(id);
    const { texts, metadata } = thought;
    return {
      type: 'thought',
      text: texts.join(''),
      ...(metadata !== undefined && { providerMetadata: metadata }),
    };
  };
}
