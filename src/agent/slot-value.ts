// In: what a caller puts into a slot. Out: a copy that is the request's own, added to another, or with its placeholders filled.
// Copied when it is set, so that neither the caller nor another request can change it later.
// Knows nothing of which slots there are or how they are written.

import { hasJson, kindOf } from '../internal/kind-of.js';
import { AgentError } from './error.js';

/** What a slot takes. Arrays become one bullet per item, objects one bullet per key; the rest of a value is JSON. */
export type PromptValue = string | number | boolean | object | null;

/** Values by the names that `${name}` stands for. */
export type Mappings = Readonly<Record<string, unknown>>;

/** A copy of data. @throws {AgentError} `invalid-prompt` */
export function keepData(slot: string, value: unknown): PromptValue {
  return typeof value === 'string' ? value : (JSON.parse(toJson(slot, value)) as PromptValue);
}

/** A copy of prose: of a list or an object each part by itself, so that none is lost. @throws {AgentError} `invalid-prompt` */
export function keepProse(slot: string, value: unknown): PromptValue {
  if (Array.isArray(value)) return value.map((item) => keepData(slot, item));
  // What says itself what JSON has of it, or is no data, has no parts.
  if (typeof value !== 'object' || value === null || 'toJSON' in value || !hasJson(value))
    return keepData(slot, value);
  const parts = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(parts.map(([key, item]) => [key, keepData(slot, item)]));
}

export function toJson(slot: string, value: unknown, indent?: number): string {
  let cause: unknown;
  let lost = value;
  try {
    const text = JSON.stringify(
      value,
      (_, part: unknown) => {
        if (!NO_DATA.has(typeof part) && hasJson(part)) return part;
        lost = part;
        throw new TypeError('No data');
      },
      indent,
    ) as string | undefined;
    if (text !== undefined) return text;
  } catch (error) {
    cause = error;
  }
  throw new AgentError(
    'invalid-prompt',
    `The slot \`${slot}\` holds ${kindOf(lost)}, of which JSON has nothing. Give it text, numbers, lists or plain objects.`,
    cause === undefined ? {} : { cause },
  );
}

/** What JSON leaves out without a word. */
const NO_DATA: ReadonlySet<string> = new Set(['function', 'symbol']);

/** Both: texts with a line between them, lists one after the other, of objects the later key; anything else as a list. */
export function addValue(before: PromptValue | undefined, value: PromptValue): PromptValue {
  if (before === undefined) return value;
  if (typeof before === 'string' && typeof value === 'string') return `${before}\n\n${value}`;
  if (isPlain(before) && isPlain(value)) return { ...before, ...value };
  return [...toList(before), ...toList(value)];
}

function toList(value: PromptValue): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function isPlain(value: PromptValue): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// The name is trimmed afterwards: space that three parts of an expression may take is a trap that a user's text can set.
const PLACEHOLDER = /\$\{([^{}]+)\}/g;
const ONLY_PLACEHOLDER = /^\$\{([^{}]+)\}$/;

/**
 * Fills `${name}` in texts, keys and what is inside of lists and objects. A text that is one placeholder becomes the value
 * itself; a name that is not known stays as it is; what was filled in is not looked at again.
 */
export function fill(value: unknown, mappings: Mappings): unknown {
  if (typeof value === 'string') return fillText(value, mappings);
  if (Array.isArray(value)) return value.map((item) => fill(item, mappings));
  if (typeof value !== 'object' || value === null) return value;
  const filled = Object.entries(value).map(([key, item]) => [
    fillPart(key, mappings),
    fill(item, mappings),
  ]);
  return Object.fromEntries(filled) as unknown;
}

function fillText(text: string, mappings: Mappings): unknown {
  const only = ONLY_PLACEHOLDER.exec(text)?.[1]?.trim();
  if (only !== undefined && Object.hasOwn(mappings, only)) return mappings[only];
  return fillPart(text, mappings);
}

function fillPart(text: string, mappings: Mappings): string {
  return text.replaceAll(PLACEHOLDER, (placeholder, written: string) => {
    const name = written.trim();
    if (!Object.hasOwn(mappings, name)) return placeholder;
    const value = mappings[name];
    return typeof value === 'string' ? value : toJson(name, value);
  });
}
