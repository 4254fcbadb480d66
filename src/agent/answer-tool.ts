// In: the schema of an answer. Out: a tool whose input is that answer, and what a model writes to call it, as text.
// For providers that hold a model to the input of a tool, and know no schemas of answers.
// Knows nothing of other tools but their names.

import type { LanguageModelCall, LanguageModelPart, LanguageModelTool } from './ai-sdk-model.js';
import type { JsonSchema, ModelTool } from './model.js';

/** How one call of a model answers by a tool. */
export interface AnswerTool {
  readonly tool: LanguageModelTool;
  /** Where there are others, the model chooses among them, and answers at last. */
  readonly toolChoice: NonNullable<LanguageModelCall['toolChoice']>;
  /** Text of the answer, `null` for what says nothing new of it, `undefined` for what is about something else. */
  read(part: LanguageModelPart): string | null | undefined;
  /** What was said beside it and is not told yet, where it was not called: a model that calls no tool may answer in its text. */
  rest(): string;
  /** True once it was called: then the answer is whole. */
  readonly isCalled: boolean;
}

export function createAnswerTool(
  inputSchema: JsonSchema,
  others: readonly ModelTool[] = [],
): AnswerTool {
  const name = freeName(new Set(others.map((tool) => tool.name)));
  /** What was told of it, by the ids of the calls: mostly of one. */
  const told = new Map<string, string>();
  let isCalled = false;
  let beside = '';
  /** The model answers in its text. What is shown stands: a call behind it would be a second answer. */
  let isInText = false;
  return {
    tool: { type: 'function', name, description: 'Gives the answer.', inputSchema },
    toolChoice: others.length > 0 ? { type: 'required' } : { type: 'tool', toolName: name },
    get isCalled() {
      return isCalled;
    },
    rest() {
      const text = isCalled || isInText || told.size > 0 ? '' : beside;
      beside = '';
      return text;
    },
    read({ type, id = '', toolName, toolCallId = '', delta = '', input }) {
      if (type === 'text-delta') {
        if (isInText) return delta;
        beside += delta;
        // Before other tools it may be a draft, and behind a call it is nothing.
        isInText = others.length === 0 && !isCalled && told.size === 0 && JSON_BEGINS.test(beside);
        return isInText ? beside : null;
      }
      if (isInText && type.startsWith('tool-')) return null;
      if (type === 'tool-input-start' && toolName === name) {
        told.set(id, '');
        return null;
      }
      const before = told.get(id);
      if (before !== undefined && type === 'tool-input-delta') {
        told.set(id, before + delta);
        return delta;
      }
      if (before !== undefined && type === 'tool-input-end') return null;
      if (type !== 'tool-call' || toolName !== name) return undefined;
      isCalled = true;
      const whole = typeof input === 'string' ? input : JSON.stringify(input ?? {});
      // Some providers say the whole alone, or nothing of what an input without a field is.
      return (told.get(toolCallId) ?? '') === '' ? whole : null;
    },
  };
}

/** An object from the first character on, or inside of a fence. */
const JSON_BEGINS = /^\s*(?:```\w*\s*)?\{\s*"/;

function freeName(taken: ReadonlySet<string>): string {
  let name = 'answer';
  while (taken.has(name)) name += '_';
  return name;
}
