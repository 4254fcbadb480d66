// In: a part of a file that holds slots. Out: the slots, checked by name; where a request refuses one, the place in the file.
// What is spelled wrong is an error and no section of a title nobody meant.
// Knows nothing of how a file is divided into prompts.

import { FieldwiseError } from '../../internal/error.js';
import { isContainer } from '../../internal/own.js';
import type { AgentRequest } from '../agent-request.js';
import type { PromptValue } from '../slot-value.js';
import { VALUE_SLOTS } from '../value-slots.js';
import { toJsonSchema, type Refuse } from './literal-schema.js';
import { goThrough, type FileDocument, type FilePath } from './read-document.js';
import { fromWritten } from './written-schema.js';

/** The slots of one prompt, each where it is. */
export interface FileSlots {
  readonly slots: ReadonlyMap<string, { readonly value: unknown; readonly path: FilePath }>;
}

/** A request of any answer: what it is of, a file says. */
type AnyRequest = AgentRequest<unknown>;

/** Sets one slot; throws what the request throws. */
type Setter = (request: AnyRequest, value: never) => AnyRequest;

/** What a file may have, in the order in which it is written. */
const SETTERS: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  ...VALUE_SLOTS.map(
    (slot) => [slot, (request: AnyRequest, value: PromptValue) => request[slot](value)] as const,
  ),
  ['sections', setSections],
  ['attachment', (request, value) => request.attachment(value)],
  ['chatHistory', (request, value) => request.chatHistory(value)],
  ['options', (request, value) => request.options(value)],
  ['mappings', (request, value) => request.mappings(value)],
  ['titles', (request, value) => request.titles(value)],
  ['roles', (request, value) => request.roles(value)],
  ['outputSchema', (request, value) => request.output(fromWritten(value))],
]);

function setSections(request: AnyRequest, sections: Readonly<Record<string, PromptValue>>) {
  return Object.entries(sections).reduce(
    (set, [title, value]) => set.section(title, value),
    request,
  );
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  chat_history: 'chatHistory',
  user_info: 'userInfo',
};

/** @throws {PromptFileError} for names of no slot, outputs of no type, and variables that are not there. */
export function readSlots(document: FileDocument, value: unknown, path: FilePath): FileSlots {
  if (!isContainer(value) || Array.isArray(value))
    throw document.fail(path, 'has no slots. Write them as a mapping, such as `input: Question`');
  const slots = new Map<string, { value: unknown; path: FilePath }>();
  for (const [written, held] of Object.entries(value)) {
    const at = [...path, written];
    const name = OTHER_NAMES[written] ?? written;
    if (name === 'output') {
      const refuse: Refuse = (where, what) => document.fail(where, what);
      const schema = goThrough(document, at, () => toJsonSchema(held, at, refuse));
      slots.set('outputSchema', { value: schema, path: at });
    } else if (SETTERS.has(name)) slots.set(name, { value: held, path: at });
    else
      throw document.fail(
        at,
        `is no slot. A section of your own goes below \`sections\`; slots are ${[...SETTERS.keys()].join(', ')} and output`,
      );
  }
  return { slots };
}

/** @throws {PromptFileError} where the request refuses what a slot holds. */
export function setSlots(
  document: FileDocument,
  request: AgentRequest,
  { slots }: FileSlots,
): AnyRequest {
  // An answer that is text is one of any kind.
  let set = request as AnyRequest;
  for (const [name, { value, path }] of slots) {
    try {
      // What each slot takes, it checks itself.
      set = SETTERS.get(name)?.(set, value as never) ?? set;
    } catch (cause) {
      const why = cause instanceof FieldwiseError ? cause.message : 'it is of another kind.';
      throw document.fail(path, `cannot be set: ${why}`, { cause });
    }
  }
  return set;
}
