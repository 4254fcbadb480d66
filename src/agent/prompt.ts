// In: the slots of a request. Out: the messages for the model.
// System and developer first, then the conversation so far, then one user message in sections; a bare input stays bare.
// Knows nothing of models or answers.

import { copyAttachment } from './attachment.js';
import type { KeptMessage } from './chat-message.js';
import { checkOptions } from './check-option.js';
import { AgentError } from './error.js';
import type {
  JsonSchema,
  ModelAttachment,
  ModelMessage,
  ModelOptions,
  ModelRole,
} from './model.js';
import { fill, toJson, type Mappings, type PromptValue } from './slot-value.js';

/** The slots that hold a value and become a section of a message. */
export type SectionSlot = 'role' | 'rule' | 'userInfo' | 'info' | 'instruct' | 'examples' | 'input';

/** Headings of sections, by the slot's name. */
export type Titles = Readonly<Partial<Record<SectionSlot | 'output', string>>>;

/** The role a message gets, by what it is called; `_` is for names that are not known. */
export type Roles = Readonly<Record<string, ModelRole>>;

/** What a request holds. */
export interface PromptSlots extends Readonly<Partial<Record<SectionSlot, PromptValue>>> {
  readonly system?: PromptValue;
  readonly developer?: PromptValue;
  /** Sections of the caller's own, by their titles, in the order they were set. */
  readonly sections?: Readonly<Record<string, PromptValue>>;
  readonly attachments?: readonly ModelAttachment[];
  readonly chatHistory?: readonly KeptMessage[];
  readonly options?: ModelOptions;
  readonly mappings?: Mappings;
  readonly titles?: Titles;
  readonly roles?: Roles;
}

const TITLES: Readonly<Record<SectionSlot | 'output', string>> = {
  role: 'Your role',
  rule: 'Rules',
  userInfo: 'About the user',
  info: 'Info',
  instruct: 'Instructions',
  examples: 'Examples',
  input: 'Input',
  output: 'Output',
};

const ROLES: ReadonlySet<string> = new Set<ModelRole>(['system', 'developer', 'user', 'assistant']);

export function isRole(name: string): name is ModelRole {
  return ROLES.has(name);
}

/** @throws {AgentError} `invalid-option` for a slot that has no heading. */
export function checkTitles(titles: Titles): Titles {
  checkOptions('titles', titles, "{ info: 'Facts' }", Object.keys(TITLES));
  return titles;
}

type Section = readonly [title: string, text: string];

/**
 * Writes the messages of one call. `contract` is the schema the prompt has to ask for; leave it out when the provider
 * is given the schema itself.
 * @throws {AgentError} `empty-prompt` when there is nothing to say to the model.
 */
export function renderMessages(slots: PromptSlots, contract?: JsonSchema): readonly ModelMessage[] {
  const { chatHistory = [], attachments = [] } = slots;
  const history = chatHistory.map((message) => toMessage(slots, message));
  const system = renderSystem(slots);
  const developer = proseOf(slots, 'developer', slots.developer);
  const sections = userSections(slots, contract);
  const messages: ModelMessage[] = [];
  const say = (role: string, content: string) =>
    messages.push({ role: roleOf(slots, role), content });
  if (system !== '') say('system', system);
  if (developer !== '') say('developer', developer);
  messages.push(...history);
  if (sections.length === 0 && attachments.length === 0) {
    if (history.at(-1)?.role !== 'user') throw emptyPrompt();
    return messages;
  }
  const content = renderUser(slots, sections);
  const files = attachments.length > 0 ? { attachments: attachments.map(copyAttachment) } : {};
  return [...messages, { role: roleOf(slots, 'user'), content, ...files }];
}

/** True when there is nothing but the schema to say in the message of the user. */
export function isSilent(slots: PromptSlots): boolean {
  const { attachments = [], chatHistory = [] } = slots;
  const isAnswered = chatHistory.at(-1)?.role === 'user';
  return attachments.length === 0 && !isAnswered && userSections(slots).length === 0;
}

/** The message of the user, without the schema; empty when the request is silent. */
export function renderQuestion(slots: PromptSlots): string {
  return renderUser(slots, userSections(slots));
}

/** The messages as people read them. */
export function renderText(messages: readonly ModelMessage[]): string {
  return messages
    .map(({ role, content, attachments = [] }) => {
      const files = attachments.map(({ mediaType, filename }) => `(${filename ?? mediaType})`);
      return [`[${role}]`, ...(content === '' ? [] : [content]), ...files].join('\n');
    })
    .join('\n\n');
}

function renderSystem(slots: PromptSlots): string {
  const own = proseOf(slots, 'system', slots.system);
  const named = (['role', 'rule', 'userInfo'] as const)
    .map((slot): Section => [titleOf(slots, slot), proseOf(slots, slot, slots[slot])])
    .filter(([, text]) => text !== '');
  return [...(own === '' ? [] : [own]), ...named.map(renderSection)].join('\n\n');
}

function userSections(slots: PromptSlots, contract?: JsonSchema): readonly Section[] {
  const { sections = {}, info, instruct, examples, input } = slots;
  const own = Object.entries(sections).map(([title, value]): Section => {
    const [filled = title] = Object.keys(fill({ [title]: '' }, slots.mappings ?? {}) as object);
    return [filled, proseOf(slots, title, value)];
  });
  const all: readonly Section[] = [
    [titleOf(slots, 'info'), proseOf(slots, 'info', info)],
    ...own,
    [titleOf(slots, 'instruct'), proseOf(slots, 'instruct', instruct)],
    [titleOf(slots, 'examples'), examplesOf(slots, examples)],
    [titleOf(slots, 'input'), dataOf(slots, 'input', input)],
    [titleOf(slots, 'output'), contract === undefined ? '' : describeContract(contract)],
  ];
  return all.filter(([, text]) => text !== '');
}

function renderUser(slots: PromptSlots, sections: readonly Section[]): string {
  const input = dataOf(slots, 'input', slots.input);
  const isBare = sections.length === 1 && sections[0]?.[1] === input && input !== '';
  return isBare ? input : sections.map(renderSection).join('\n\n');
}

function renderSection([title, text]: Section): string {
  return `## ${title}\n\n${text}`;
}

function toMessage(slots: PromptSlots, message: KeptMessage): ModelMessage {
  const { role, content, attachments, isSaid = false } = message;
  const text = isSaid ? content : fill(content, slots.mappings ?? {});
  return {
    role: roleOf(slots, role),
    content: toData('chatHistory', text),
    ...(attachments.length > 0 && { attachments: attachments.map(copyAttachment) }),
  };
}

function roleOf({ roles = {} }: PromptSlots, name: string): ModelRole {
  if (Object.hasOwn(roles, name) && roles[name] !== undefined) return roles[name];
  if (isRole(name)) return name;
  return roles['_'] ?? 'assistant';
}

function titleOf({ titles = {} }: PromptSlots, slot: SectionSlot | 'output'): string {
  return titles[slot] ?? TITLES[slot];
}

function proseOf({ mappings = {} }: PromptSlots, slot: string, value?: PromptValue): string {
  return value === undefined ? '' : toProse(slot, fill(value, mappings));
}

function dataOf({ mappings = {} }: PromptSlots, slot: string, value?: PromptValue): string {
  return value === undefined ? '' : toData(slot, fill(value, mappings));
}

/** Examples in a list are separate: each as prose or as JSON of its own. */
function examplesOf(slots: PromptSlots, value?: PromptValue): string {
  const filled = value === undefined ? '' : fill(value, slots.mappings ?? {});
  if (!Array.isArray(filled)) return toProse('examples', filled);
  return filled
    .map((item: unknown) =>
      typeof item === 'string' ? toInline('examples', item) : toData('examples', item),
    )
    .join('\n\n');
}

/** The text of a slot that holds prose: indentation common to all lines is dropped, lists become bullets. */
export function toProse(slot: string, value: unknown): string {
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
export function toData(slot: string, value: unknown): string {
  return typeof value === 'string' ? value : toJson(slot, value, 2);
}

function toInline(slot: string, value: unknown): string {
  return typeof value === 'string' ? dedent(value).trim() : toJson(slot, value);
}

function bullet(text: string): string {
  return `- ${text.replaceAll('\n', '\n  ')}`;
}

function dedent(text: string): string {
  const indents = text.match(/^[ \t]*(?=\S)/gm) ?? [];
  const common = indents.reduce((least, indent) => Math.min(least, indent.length), Infinity);
  if (common === 0 || common === Infinity) return text;
  return text.replaceAll(/^[ \t]+/gm, (indent) =>
    indent.length < common ? indent : indent.slice(common),
  );
}

function describeContract(schema: JsonSchema): string {
  return (
    'Answer with one JSON value and nothing else: no Markdown fence, no text before or after it. ' +
    'Write properties in the order of the schema. The value must match this JSON Schema:\n\n' +
    JSON.stringify(schema)
  );
}

function emptyPrompt(): AgentError {
  return new AgentError(
    'empty-prompt',
    'The request says nothing: input, instruct, info and the other slots of its message are empty. Give it one of them, like agent.input(question).',
  );
}
