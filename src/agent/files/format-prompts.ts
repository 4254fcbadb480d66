// In: requests, or a session. Out: the text of a file that gives them back.
// What all requests share with the agent is written once, below `always`.
// Knows nothing of where the text goes.

import { stringify } from 'yaml';
import { isSame } from '../../internal/is-same.js';
import { escapeVariables } from '../environment.js';
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
 * sessions and the agent's model are no part of it, nor are transforms of a schema, which JSON Schema cannot express.
 * `${ENV.NAME}` in a request is text, and is written as `$${ENV.NAME}`: no user's text names a variable of who reads it.
 *
 * @example
 * import { createAgent } from 'fieldwise/agent';
 *
 * const agent = createAgent({ model: async function* () {}, rule: ['Be brief'] });
 * const text = formatPrompts({ greet: agent.input('Hello ${name}') }, { agent });
 * text; // 'always:\n  rule:\n    - Be brief\nprompts:\n  greet:\n    input: Hello ${name}\n'
 */
export function formatPrompts(
  requests: Readonly<Record<string, { toJSON(): SavedPrompt }>>,
  { agent, format = 'yaml' }: FormatPromptsOptions = {},
): string {
  const always: SavedPrompt = agent?.toJSON() ?? {};
  const prompts = Object.entries(requests).map(([name, request]) => [
    name,
    without(request.toJSON(), always),
  ]);
  const hasAlways = Object.keys(always).length > 0;
  const file = { ...(hasAlways && { always }), prompts: Object.fromEntries(prompts) };
  // What a request holds names no variable, whoever it came from.
  return write(escapeVariables(file) as object, format);
}

function without(prompt: SavedPrompt, always: SavedPrompt): object {
  const before = new Map<string, unknown>(Object.entries(always));
  const own = Object.entries(prompt).filter(([slot, value]) => !isSame(before.get(slot), value));
  return Object.fromEntries(own);
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
  { format = 'yaml' }: { readonly format?: FileFormat | undefined } = {},
): string {
  return write(session.toJSON(), format);
}

/**
 * Reads a session from YAML or JSON, for `createSession({ saved })`.
 * @throws {PromptFileError} `invalid-prompt-file` for what is neither. @throws {AgentError} `invalid-session`
 */
export function parseSession(text: string): SavedSession {
  return readSaved(readDocument(text).data);
}

function write(data: object, format: FileFormat): string {
  if (format === 'json') return `${JSON.stringify(data, undefined, 2)}\n`;
  // Lines are kept as they are: a prompt that is folded is another one to look at.
  return stringify(JSON.parse(JSON.stringify(data)), {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
