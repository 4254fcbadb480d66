// In: the text of a file of prompts. Out: its prompts by name, to be asked with any agent.
// One file has slots that all of its prompts begin with, and as many prompts as one likes.
// Knows nothing of where the text comes from.

import { isContainer, type JsonObject } from '../../internal/own.js';
import type { AgentRequest } from '../agent-request.js';
import { fillVariables, type Environment } from '../environment.js';
import { PromptFileError } from './error.js';
import { goThrough, readDocument, type FileDocument, type FilePath } from './read-document.js';
import { readSlots, setSlots, type FileSlots } from './read-slots.js';

/** The prompts of one file. */
export interface PromptFile {
  /** In the order of the file; `''` is the one of a file without names. */
  readonly names: readonly string[];
  /**
   * The agent with the slots that the file has for all its prompts (`always`).
   * @throws {PromptFileError} `invalid-prompt-file`
   */
  agent(agent: AgentRequest): AgentRequest;
  /**
   * One prompt as a request of an agent; placeholders are filled by its `mappings`. The answer is of the type that the
   * file says, which no type here knows: `output(schema)` sets another, typed one.
   * @throws {PromptFileError} `invalid-prompt-file` for a name that the file does not have
   */
  request(agent: AgentRequest, name?: string): AgentRequest<unknown>;
}

export interface ParsePromptsOptions {
  /**
   * Variables for `${ENV.NAME}` anywhere in the file: `process.env`, or what a worker is given. Nothing else is read.
   * `$${ENV.NAME}` is the text `${ENV.NAME}`, with and without `env`.
   * @default none, placeholders stay
   */
  readonly env?: Environment | undefined;
}

/**
 * Reads prompts from YAML or JSON.
 *
 * @throws {PromptFileError} `invalid-prompt-file`, with `line` and `column`: for what is no YAML or JSON, a slot of no such
 * name, an output of no type, and a variable that `env` does not have.
 * @example
 * import { createAgent } from 'fieldwise/agent';
 *
 * const file = parsePrompts(`
 * always:
 *   rule: [Be brief]
 * prompts:
 *   title:
 *     input: A title for \${topic}
 *     output: { title: { $type: string, $desc: Without a full stop } }
 * `);
 * const agent = createAgent({ model: async function* () { yield '{"title":"Tea"}'; } });
 * const request = file.request(agent, 'title').mappings({ topic: 'tea' });
 * const data = await request.getResponse().getData();
 * data; // { title: 'Tea' }
 */
export function parsePrompts(text: string, { env }: ParsePromptsOptions = {}): PromptFile {
  // Without variables there is nothing to do but to take away what keeps placeholders from being filled.
  const isAsItIs = env === undefined && !text.includes('$${');
  const document = isAsItIs ? readDocument(text) : fillIn(readDocument(text), env);
  const { always, prompts } = divide(document);
  const agent = (given: AgentRequest) =>
    // It has no output of its own that its requests would not replace.
    always.reduce((set, slots) => setSlots(document, set, slots) as AgentRequest, given);
  return {
    names: [...prompts.keys()],
    agent,
    request(given, name = [...prompts.keys()][0] ?? '') {
      const slots = prompts.get(name);
      if (slots !== undefined) return setSlots(document, agent(given), slots);
      const names = [...prompts.keys()].map((each) => `\`${each}\``).join(', ');
      throw new PromptFileError(
        `The file has no prompt \`${name}\`: it has ${names || 'none'}`,
        document.placeOf([]),
      );
    },
  };
}

function fillIn(document: FileDocument, env: Environment | undefined): FileDocument {
  const refuse = (name: string, path: FilePath) =>
    document.fail(path, `asks for ENV.${name}, which \`env\` does not have`);
  const data = goThrough(document, [], () => fillVariables(document.data, env, refuse));
  return { ...document, data };
}

interface Divided {
  readonly always: readonly FileSlots[];
  readonly prompts: ReadonlyMap<string, FileSlots>;
}

function divide(document: FileDocument): Divided {
  const root = toMapping(document, document.data, []);
  const { prompts: named, ...own } = root;
  const { always, slots } = divideSlots(document, own, []);
  if (named === undefined) return { always, prompts: new Map([['', slots]]) };
  if (slots.slots.size > 0)
    throw document.fail(
      [...slots.slots.values()][0]?.path ?? [],
      'stands beside `prompts`. What is for all of them goes below `always`',
    );
  const prompts = Object.entries(toMapping(document, named, ['prompts']));
  return {
    always,
    prompts: new Map(
      prompts.map(([name, held]) => [name, readSlots(document, held, ['prompts', name])]),
    ),
  };
}

/** `always` or `.agent`, `$slot`; `.request`. */
function divideSlots(document: FileDocument, mapping: JsonObject, path: FilePath) {
  const always: FileSlots[] = [];
  const slots = new Map<string, { value: unknown; path: FilePath }>();
  const take = (value: unknown, at: FilePath) => {
    for (const [name, slot] of readSlots(document, value, at).slots) slots.set(name, slot);
  };
  for (const [key, value] of Object.entries(mapping)) {
    const at = [...path, key];
    if (key === 'always' || key === '.agent') always.push(readSlots(document, value, at));
    else if (key === '.request') take(value, at);
    else if (key.startsWith('$')) always.push(renamed(document, key, value, path));
    else take({ [key]: value }, path);
  }
  return { always, slots: { slots } };
}

function renamed(document: FileDocument, key: string, value: unknown, path: FilePath): FileSlots {
  const { slots } = readSlots(document, { [key.slice(1)]: value }, path);
  return {
    slots: new Map([...slots].map(([name, slot]) => [name, { ...slot, path: [...path, key] }])),
  };
}

function toMapping(document: FileDocument, value: unknown, path: FilePath): JsonObject {
  if (isContainer(value) && !Array.isArray(value)) return value;
  throw document.fail(path, 'is no mapping. Write slots by their names, such as `input: Question`');
}
