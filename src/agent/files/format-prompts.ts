// In: requests, or a session. Out: the text of a file that gives them back.
// What all requests share with the agent is written once, below `always`.
// Knows nothing of where the text goes.

import { stringify } from 'yaml';
import { kindOf } from '../../internal/kind-of.js';
import { checkNamed, checkOptions } from '../check-option.js';
import { escapeVariables } from '../environment.js';
import { AgentError } from '../error.js';
import type { SavedPrompt } from '../saved-prompt.js';
import type { SavedSession } from '../session.js';
import { readSaved } from '../session-message.js';
import { readDocument } from './read-document.js';

/** What a file is written as. */
export type FileFormat = 'yaml' | 'json';

export interface FormatPromptsOptions {
  /** The agent that the requests were made from: its slots are written once. */
  readonly agent?: { toJSON(): SavedPrompt } | undefined;
  /** @default 'yaml' */
  readonly format?: FileFormat | undefined;
}

/**
 * Writes requests as a file that `parsePrompts` reads: asked with an agent without slots they are the same. Handlers,
 * sessions and the agent's model are no part of it, nor are transforms of a schema, which JSON Schema cannot express. What
 * of the agent's a request has lost is written for each of them, and not as the agent's. `${ENV.NAME}` in a request is
 * text, and is written as `$${ENV.NAME}`: no user's text names a variable of who reads it.
 *
 * @throws {AgentError} `invalid-option`
 * @example
 * import { createAgent } from 'fieldwise/agent';
 *
 * const agent = createAgent({ model: async function* () {}, rule: ['Be brief'] });
 * const text = formatPrompts({ greet: agent.input('Hello ${name}') }, { agent });
 * text; // 'always:\n  rule:\n    - Be brief\nprompts:\n  greet:\n    input: Hello ${name}\n'
 */
export function formatPrompts(
  requests: Readonly<Record<string, { toJSON(): SavedPrompt }>>,
  options: FormatPromptsOptions = {},
): string {
  checkOptions('formatPrompts', options, "{ format: 'json' }", ['agent', 'format']);
  const { agent, format } = options;
  const shared = agent === undefined ? {} : toSaved('the agent', agent);
  const prompts = Object.entries(checkNamed('formatPrompts', requests)).map(
    ([name, request]) => [name, toSaved(`\`${name}\``, request)] as const,
  );
  const common = Object.entries(shared).filter(([slot, value]) =>
    prompts.every(([, prompt]) => canFollow(slot, value, prompt[slot])),
  );
  const always = Object.fromEntries(common);
  const own = prompts.map(([name, prompt]) => [name, without(prompt, always)] as const);
  const data = { ...(common.length > 0 && { always }), prompts: Object.fromEntries(own) };
  // What a request holds names no variable, whoever it came from.
  return write('formatPrompts', escapeVariables(data) as object, format);
}

type Slots = Readonly<Record<string, unknown>>;

/** @throws {AgentError} `invalid-option` for what is no request. */
function toSaved(what: string, request: { toJSON(): SavedPrompt }): Slots {
  if (typeof request?.toJSON === 'function') return { ...request.toJSON() };
  throw new AgentError(
    'invalid-option',
    `formatPrompts: ${what} is ${kindOf(request)}. Pass requests by their names, and the agent as \`agent\`.`,
  );
}

/** Slots that are written empty where a request has none, and those that are added to by their keys. */
const EMPTIED = new Set(['attachment', 'chatHistory']);
const MERGED = new Set(['sections', 'mappings', 'titles', 'roles']);

/** False where no slot of the request's own would make what it has of what it began with. */
function canFollow(slot: string, before: unknown, own: unknown): boolean {
  if (own === undefined) return EMPTIED.has(slot);
  return !MERGED.has(slot) || isWrittenSame({ ...(before as object), ...(own as object) }, own);
}

function without(prompt: Slots, always: Slots): object {
  const emptied = Object.keys(always).filter((slot) => prompt[slot] === undefined);
  const own = Object.entries(prompt).filter(([slot, value]) => !isWrittenSame(always[slot], value));
  return Object.fromEntries([...own, ...emptied.map((slot) => [slot, []] as const)]);
}

/** The order of keys is what a model is told, too. */
function isWrittenSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Writes a session as a file that `parseSession` reads.
 *
 * @example
 * import { createSession } from 'fieldwise/agent';
 *
 * const session = createSession({ id: 'a' });
 * session.add([{ role: 'user', content: 'Hello' }]);
 * const again = createSession({ saved: parseSession(formatSession(session)) });
 * again.messages; // [{ role: 'user', content: 'Hello' }]
 */
export function formatSession(
  session: { toJSON(): SavedSession },
  options: { readonly format?: FileFormat | undefined } = {},
): string {
  checkOptions('formatSession', options, "{ format: 'json' }", ['format']);
  return write('formatSession', session.toJSON(), options.format);
}

/**
 * Reads a session from YAML or JSON, for `createSession({ saved })`.
 * @throws {PromptFileError} `invalid-prompt-file` for what is neither. @throws {AgentError} `invalid-session`
 */
export function parseSession(text: string): SavedSession {
  return readSaved(readDocument(text).data);
}

/** @throws {AgentError} `invalid-option` */
function write(maker: string, data: object, format: FileFormat = 'yaml'): string {
  if (format === 'json') return `${JSON.stringify(data, undefined, 2)}\n`;
  if (format !== 'yaml')
    throw new AgentError(
      'invalid-option',
      `${maker}: \`format\` is ${kindOf(format)}. It is 'yaml' or 'json'.`,
    );
  // Lines are kept as they are: a prompt that is folded is another one to look at.
  return stringify(JSON.parse(JSON.stringify(data)), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
