// In: a request. Out: what a model object of the AI SDK is called with for it.
// Knows nothing of what a model says.

import type {
  LanguageModel,
  LanguageModelCall,
  LanguageModelFile,
  LanguageModelSettings,
  LanguageModelText,
} from './ai-sdk-model.js';
import type { AnswerTool } from './answer-tool.js';
import { toReasoning, toTool, toToolCall, toToolResult } from './language-model-tools.js';
import type { ModelAttachment, ModelMessage, ModelOptions, ModelRequest } from './model.js';

type Version = LanguageModel['specificationVersion'];

/** Without what holds it to a schema, but for the tool that answers. */
export function toCallOptions(
  request: ModelRequest,
  version: Version,
  answer: AnswerTool | undefined,
): LanguageModelCall {
  const { messages, options, tools, signal } = request;
  return {
    ...toSettings(options),
    prompt: messages.map((message) => toPrompt(message, version)),
    abortSignal: signal,
    ...(tools !== undefined && { tools: tools.map(toTool) }),
    ...(answer !== undefined && {
      tools: [...(tools ?? []).map(toTool), answer.tool],
      toolChoice: answer.toolChoice,
    }),
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
