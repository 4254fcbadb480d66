// In: the slots of a request. Out: the messages for the model.
// One user message in sections, in a fixed order: info, instruct, input, output; a bare input stays bare.
// Knows nothing of models or answers.

import { kindOf } from '../internal/kind-of.js';
import { AgentError } from './error.js';
import type { JsonSchema, ModelMessage } from './model.js';

/** What a slot takes. Arrays become one bullet per item, objects one bullet per key; the rest of a value is JSON. */
export type PromptValue = string | number | boolean | object | null;

/** The texts of a request's slots. */
export interface PromptTexts {
  readonly system?: string;
  readonly info?: string;
  readonly instruct?: string;
  readonly input?: string;
}

/**
 * Writes the messages of one call. `contract` is the schema the prompt has to ask for; leave it out when the provider
 * is given the schema itself.
 * @throws {AgentError} `empty-prompt` when there is nothing to say to the model.
 */
export function renderMessages(texts: PromptTexts, contract?: JsonSchema): readonly ModelMessage[] {
  const { system = '', info = '', instruct = '', input = '' } = texts;
  const all: readonly (readonly [string, string])[] = [
    ['Info', info],
    ['Instructions', instruct],
    ['Input', input],
    ['Output', contract === undefined ? '' : describeContract(contract)],
  ];
  const sections = all.filter(([, text]) => text !== '');
  if (sections.length === 0) {
    throw new AgentError(
      'empty-prompt',
      'The request says nothing: input, instruct and info are empty. Give it one of them, like agent.input(question).',
    );
  }
  const isBare = sections.length === 1 && input !== '';
  const content = isBare
    ? input
    : sections.map(([title, text]) => `## ${title}\n\n${text}`).join('\n\n');
  const user: ModelMessage = { role: 'user', content };
  return system === '' ? [user] : [{ role: 'system', content: system }, user];
}

/** The text of a slot that holds prose: indentation common to all lines is dropped, lists become bullets. */
export function toProse(slot: string, value: PromptValue): string {
  if (typeof value === 'string') return dedent(value).trim();
  if (Array.isArray(value)) {
    return value.map((item) => bullet(toInline(slot, item))).join('\n');
  }
  if (typeof value !== 'object' || value === null) return toJson(slot, value);
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => bullet(`${key}: ${toInline(slot, item)}`))
    .join('\n');
}

/** The text of a slot that holds data: strings as they are, everything else as JSON. */
export function toData(slot: string, value: PromptValue): string {
  return typeof value === 'string' ? value : toJson(slot, value, 2);
}

function toInline(slot: string, value: unknown): string {
  return typeof value === 'string' ? dedent(value).trim() : toJson(slot, value);
}

function toJson(slot: string, value: unknown, indent?: number): string {
  let cause: unknown;
  try {
    const text = JSON.stringify(value, undefined, indent) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    cause = error;
  }
  throw new AgentError(
    'invalid-prompt',
    `The slot \`${slot}\` holds ${kindOf(value)}, which JSON cannot express. Give it text, numbers, lists or plain objects.`,
    cause === undefined ? {} : { cause },
  );
}

function bullet(text: string): string {
  return `- ${text.replaceAll('\n', '\n  ')}`;
}

function dedent(text: string): string {
  const indents = text.match(/^[ \t]*(?=\S)/gm)?.map((indent) => indent.length) ?? [];
  const common = Math.min(...indents);
  return common > 0 && Number.isFinite(common)
    ? text.replaceAll(new RegExp(`^[ \\t]{${common}}`, 'gm'), '')
    : text;
}

function describeContract(schema: JsonSchema): string {
  return (
    'Answer with one JSON value and nothing else: no Markdown fence, no text before or after it. ' +
    'Write properties in the order of the schema. The value must match this JSON Schema:\n\n' +
    JSON.stringify(schema)
  );
}
