// In: the body of a response that holds messages, and rules. Out: the body, as long as before, with the answer's secrets masked.
// Messages are our frames, or the parts of an AI SDK UI message stream; each line stays where it is.
// Knows nothing of recordings.

import {
  createFrameDecoder,
  isFieldEvent,
  type InstantEvent,
  type Path,
} from '../protocol/index.js';
import { maskScalar, maskText } from './mask.js';
import { invalid } from './recording.js';
import { redactText } from './redact-text.js';
import { isIn, secretsIn, type IsSecret, type RedactionRule } from './secrets.js';

/** A line of server-sent events that has data, or a line of JSON. */
const MESSAGE = /^(?:data: ?)?(?=["[{])(?!\[DONE\])(.*?)\r?$/gm;

export function redactMessages(body: string, rules: readonly RedactionRule[]): string {
  const all = [...body.matchAll(MESSAGE)].map(([, message = '']) => message);
  const messages = all.filter((message, index) => isWhole(message, index === all.length - 1));
  const isOfParts = messages.some((message) => message.startsWith('{'));
  const redacted = isOfParts ? redactParts(messages, rules) : redactFrames(messages, rules);
  redacted.push(...all.slice(messages.length).map(maskText));
  let next = 0;
  return body.replaceAll(MESSAGE, (line: string, message: string) => {
    const to = redacted[next++] ?? '';
    if (to.length !== message.length)
      throw invalid('a message in it is written in another way than JSON.stringify does.');
    return line.replace(message, () => to);
  });
}

/** The last one may have been cut off; no reader reads it, but people do. */
function isWhole(message: string, isLast: boolean): boolean {
  try {
    JSON.parse(message);
    return true;
  } catch (cause) {
    if (isLast) return false;
    throw invalid('a message in it is no JSON.', { cause });
  }
}

/** What a flow tells beside its result: no rule knows its fields. */
const BESIDE: ReadonlySet<string> = new Set(['lane', 'signal', 'interrupt', 'item']);

/** An operation is decoded alone, to know which field it is about. */
function redactFrames(messages: readonly string[], rules: readonly RedactionRule[]): string[] {
  const told = createFrameDecoder();
  const events = messages.flatMap((message) => [...told.decode(message)]);
  const beside = events.find(({ type }) => BESIDE.has(type));
  if (beside !== undefined)
    throw invalid(
      `it has more than an answer, and rules are about one: an event of type ${beside.type}.`,
    );
  const isSecret = secretsIn(events, rules);
  const decoder = createFrameDecoder();
  const redactOp = (op: unknown): string => {
    const event = decoder.decode(JSON.stringify([op])).find((each) => isFieldEvent(each));
    return writeOp(op, event, isSecret);
  };
  return messages.map((message) => {
    const frame: unknown = JSON.parse(message);
    return Array.isArray(frame) ? `[${frame.map(redactOp).join(',')}]` : redactOp(frame);
  });
}

function writeOp(op: unknown, event: InstantEvent | undefined, isSecret: IsSecret): string {
  // What the model thought aloud may quote anything.
  if (event === undefined || !isFieldEvent(event))
    return write(op, [], (path) => path.join() === 'delta');
  const { segments } = event;
  if (typeof op === 'string') return write(op, segments, isSecret);
  if (!Array.isArray(op))
    return typeof op === 'object' ? writeWhole(op, segments, isSecret) : JSON.stringify(op);
  const parts = op.slice(0, -1).map((key) => `${JSON.stringify(key)},`);
  return `[${parts.join('')}${write(op.at(-1), segments, isSecret)}]`;
}

/** An event that travelled as itself: what it has of the field is masked as the field is. */
function writeWhole(op: object | null, segments: Path, isSecret: IsSecret): string {
  const parts = Object.entries(op ?? {}).map(([name, part]) => {
    const isOfField = name === 'value' || name === 'delta';
    return `${JSON.stringify(name)}:${isOfField ? write(part, segments, isSecret) : JSON.stringify(part)}`;
  });
  return `{${parts.join(',')}}`;
}

/** Writes as `JSON.stringify` does, with the secret leaves masked. */
function write(value: unknown, path: Path, isSecret: IsSecret): string {
  if (Array.isArray(value))
    return `[${value.map((item, index) => write(item, [...path, index], isSecret)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).map(
      ([key, field]) => `${JSON.stringify(key)}:${write(field, [...path, key], isSecret)}`,
    );
    return `{${fields.join(',')}}`;
  }
  const raw = JSON.stringify(value);
  return isSecret(path) ? maskScalar(raw) : raw;
}

/** The answer's text is put together, redacted, and given back to the parts it came in. */
function redactParts(messages: readonly string[], rules: readonly RedactionRule[]): string[] {
  const parts = messages.map((message) => JSON.parse(message) as Readonly<Record<string, unknown>>);
  const textOf = ({ type, delta }: Readonly<Record<string, unknown>>) =>
    type === 'text-delta' && typeof delta === 'string' ? delta : '';
  const text = parts.map(textOf).join('');
  const redacted = redactText(text, rules);
  const isFound = (value: unknown) =>
    rules.some((rule) => 'match' in rule && isIn(rule.match, value));
  let at = 0;
  return parts.map((part) => {
    const own = textOf(part);
    const from = at;
    at += own.length;
    if (own !== '') {
      const delta = lengthen(own, redacted.slice(from, at));
      return `{${Object.entries(part)
        .map(
          ([name, value]) =>
            `${JSON.stringify(name)}:${name === 'delta' ? delta : JSON.stringify(value)}`,
        )
        .join(',')}}`;
    }
    const isThought = part['type'] === 'reasoning-delta';
    return write(part, [], (path) => {
      const value = path.reduce<unknown>(
        (inner, key) => Reflect.get(Object(inner) as object, key),
        part,
      );
      return isFound(value) || (isThought && path.join() === 'delta');
    });
  });
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
