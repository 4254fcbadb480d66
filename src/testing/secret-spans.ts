// In: the text of an answer, and which of its fields are secret. Out: where those stand in it.
// Read a character at a time: a string closes at its quote and a number at what follows it, so their places are known.
// Knows nothing of masks.

import { getOwn } from '../internal/own.js';
import {
  createInstantParser,
  isFieldEvent,
  type FieldEvent,
  type InstantEvent,
  type RepairKind,
} from '../protocol/index.js';
import type { TestingError } from './error.js';
import { invalid } from './recording.js';
import { secretsIn, type RedactionRule } from './secrets.js';

/** Where something stands that is to be masked. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Liberties after which every character is still in a field that is told, in a key, or around the JSON. */
const PLAIN: ReadonlySet<RepairKind> = new Set<RepairKind>([
  'control-character',
  'escape',
  'extra-comma',
  'fence',
  'invalid-bytes',
  'literal',
  'missing-bracket',
  'odd-space',
  'quote',
  'surrounding-text',
  'thinking',
  'trailing-comma',
  'unquoted-key',
]);

/** @throws {TestingError} `invalid-recording` when it cannot be made sure that the fields are where they seem to be. */
export function secretSpans(text: string, rules: readonly RedactionRule[]): readonly Span[] {
  const { events, repairs } = readText(text);
  if (repairs.some(({ kind }) => kind === 'other-value'))
    throw invalid(
      'its text has JSON beside the answer, and whoever reads it with a schema may take that for the answer. Record one answer, or edit the file.',
    );
  const isLost = events.some((event) => event.type === 'error' && event.code !== 'no-json');
  if (isLost || repairs.some(({ kind }) => !PLAIN.has(kind))) throw notPlain();
  const isSecret = secretsIn(events, rules);
  const parser = createInstantParser();
  const spans: Span[] = [];
  let last: FieldEvent | undefined;
  let lastAt = 0;
  let opened = 0;
  const note = (told: readonly InstantEvent[], at: number) => {
    for (const event of told.filter((each) => isFieldEvent(each))) {
      if (event.type === 'start' && event.kind === 'string') opened = at + 1;
      if (event.type === 'done' && isSecret(event.segments))
        spans.push(...spanOf(event.value, text, opened, at));
      [last, lastAt] = [event, at];
    }
  };
  for (let at = 0; at < text.length; at++) note(parser.feed(text[at] ?? ''), at);
  const end = events.at(-1);
  if (end?.type !== 'end' || end.outcome === 'complete') {
    note(parser.end(), text.length);
    return spans;
  }
  // Nobody is told that what was cut off is done.
  const isText = last?.type === 'delta' || (last?.type === 'start' && last.kind === 'string');
  if (!isText) return [...spans, ...pendingIn(text, last && lastAt, rules)];
  return last && isSecret(last.segments) ? [...spans, { from: opened, to: text.length }] : spans;
}

/** What a reader without a schema is told of it. */
export function readText(text: string) {
  const parser = createInstantParser();
  return { events: [...parser.feed(text), ...parser.end()], repairs: parser.repairs };
}

export function notPlain(): TestingError {
  return invalid(
    'its answer is not written as plain JSON, so nobody knows what masking it would leave. Take the text around the JSON away, or edit the file.',
  );
}

/** Read again, what stands there must be the value that was told: otherwise that stands somewhere else. */
function spanOf(value: unknown, text: string, opened: number, at: number): readonly Span[] {
  if (typeof value !== 'string' && typeof value !== 'number') return [];
  const isText = typeof value === 'string';
  const span = isText ? { from: opened, to: at } : numberBefore(text, at);
  const parser = createInstantParser();
  parser.feed(`[${text.slice(span.from - +isText, span.to + +isText)}]`);
  if (getOwn(parser.value, 0) !== value) throw notPlain();
  return [span];
}

function numberBefore(text: string, at: number): Span {
  const [number = ''] = /-?[\d.eE+-]+\s*$/.exec(text.slice(0, at)) ?? [];
  return { from: at - number.length, to: at - number.length + number.trimEnd().length };
}

/** What closes the last field that was told, what goes on, a key, and a number or a word. */
const PENDING =
  /^["'\]}]?\s*(?:[,[{]\s*(?:"((?:[^"\\]|\\.)*)(?:\\?$|"\s*(?:$|:\s*)))?(-?[\d.eE+-]*|[A-Za-z]*))?$/;
const WORDS = 'true false null True False None NaN undefined'.split(' ');

/** The number that was cut off, and what was written of a key in which a pattern could have been found. */
function pendingIn(
  text: string,
  toldAt: number | undefined,
  rules: readonly RedactionRule[],
): readonly Span[] {
  const from = toldAt ?? text.search(/[[{]/);
  if (from === -1) return [];
  const [pending, key = '', scalar = ''] = PENDING.exec(text.slice(from)) ?? [];
  const isNumber = /^[-\d.]/.test(scalar);
  if (pending === undefined || !(isNumber || WORDS.some((word) => word.startsWith(scalar))))
    throw notPlain();
  const spans = isNumber ? [{ from: text.length - scalar.length, to: text.length }] : [];
  if (key === '' || !rules.some((rule) => 'match' in rule)) return spans;
  const keyAt = from + pending.search(/(?<=[[{,]\s*")/);
  return [{ from: keyAt, to: keyAt + key.length }, ...spans];
}
