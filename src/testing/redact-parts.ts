// In: the parts of an AI SDK UI message stream, and rules. Out: the same parts, as long as before, with secrets masked.
// Rules are about the answer. Thinking, calls of tools, data and whatever else is beside it may quote anything: masked whole.
// Knows nothing of how parts travel.

import { invalid } from './recording.js';
import { redactText } from './redact-text.js';
import { readText } from './secret-spans.js';
import { checkFound, isIn, type RedactionRule } from './secrets.js';
import { writeFields, writeMasked } from './write-masked.js';

type Part = Readonly<Record<string, unknown>>;

const KINDS =
  /^(?:start|finish|abort|error|file|message-metadata|(?:start|finish)-step|(?:text|reasoning)-(?:start|delta|end)|(?:tool|source|data)-.*)$/;

/** What a part says of itself and not of the answer. */
const FACTS: ReadonlySet<unknown> = new Set(
  'type id messageId toolCallId toolName sourceId approvalId mediaType finishReason'.split(' '),
);

/** Each text is put together, redacted, and given back to the parts it came in. */
export function redactParts(
  messages: readonly string[],
  rules: readonly RedactionRule[],
): readonly string[] {
  const parts = messages.map((message) => JSON.parse(message) as Part);
  const strange = parts.find(({ type }) => typeof type !== 'string' || !KINDS.test(type));
  if (strange !== undefined)
    throw invalid(
      `it is neither of a Fieldwise route nor of the AI SDK: a message in it has ${Object.keys(strange).join(', ')}. Record the text that the model says, with \`recordRun\`, or edit the file.`,
    );
  const texts = textsIn(parts);
  const all = new Set(texts.filter((text) => text !== undefined));
  checkFound(
    [...all].flatMap(({ text }) => readText(text).events),
    rules,
  );
  for (const each of all) each.text = redactText(each.text, rules);
  return parts.map((part, index) => {
    const own = texts[index];
    if (own === undefined) return writeBeside(part, rules);
    const length = deltaOf(part).length;
    const masked = own.text.slice(own.at, (own.at += length));
    return writeFields(part, (name, value) =>
      name === 'delta' ? lengthen(deltaOf(part), masked) : JSON.stringify(value),
    );
  });
}

/** A text, and how much of it was given back. */
interface Text {
  text: string;
  at: number;
}

/** Of each part the text it belongs to; each step has its own. */
function textsIn(parts: readonly Part[]): readonly (Text | undefined)[] {
  const texts = new Map<unknown, Text>();
  return parts.map((part) => {
    if (part['type'] === 'start-step') texts.clear();
    if (part['type'] !== 'text-delta' || typeof part['delta'] !== 'string') return undefined;
    const text = texts.get(part['id']) ?? { text: '', at: 0 };
    texts.set(part['id'], text);
    text.text += part['delta'];
    return text;
  });
}

function deltaOf({ delta }: Part): string {
  return typeof delta === 'string' ? delta : '';
}

function writeBeside(part: Part, rules: readonly RedactionRule[]): string {
  const isFound = (value: unknown) =>
    rules.some((rule) => 'match' in rule && isIn(rule.match, value));
  return writeMasked(
    part,
    [],
    ([name]) => !FACTS.has(name) || (name !== 'type' && isFound(part[String(name)])),
  );
}

/** A masked character stands for one whose escape was longer: as many are written as JSON needed for it. */
function lengthen(own: string, redacted: string): string {
  let at = 0;
  const characters = Array.from(own, (character) => {
    const raw = JSON.stringify(character).slice(1, -1);
    const masked = redacted.slice(at, (at += character.length));
    return masked === character ? raw : masked.charAt(0).repeat(raw.length);
  });
  return `"${characters.join('')}"`;
}
