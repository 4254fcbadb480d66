// In: the text of an answer and its secret fields. Out: the text, as long as before, with those fields masked.
// Read a character at a time: a string closes at its quote and a number at what follows it, so their places are known.
// Knows nothing of frames or recordings.

import { createInstantParser, isFieldEvent, type InstantEvent } from '../protocol/index.js';
import { maskScalar, maskText } from './mask.js';
import { invalid } from './recording.js';
import { secretsIn, type RedactionRule } from './secrets.js';

/** Where something stands that is to be masked. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** @throws {TestingError} `invalid-recording` when it cannot be made sure that the fields are where they seem to be. */
export function redactText(text: string, rules: readonly RedactionRule[]): string {
  const { repairs } = read(text);
  if (repairs.some(({ kind }) => kind === 'other-value') && rules.some((rule) => 'path' in rule))
    throw invalid(
      'its text has JSON beside the answer, and whoever reads it with a schema may take that for the answer. Record one answer, or edit the file.',
    );
  const spans = spansIn(text, rules);
  let redacted = '';
  let at = 0;
  for (const { from, to } of spans) {
    const raw = text.slice(from, to);
    redacted +=
      redactAround(text.slice(at, from), rules) +
      (/^[-\d]/.test(raw) ? maskScalar(raw) : maskText(raw));
    at = to;
  }
  redacted += redactAround(text.slice(at), rules);
  if (skeletonOf(redacted) !== skeletonOf(text))
    throw invalid(
      'its answer is not written as plain JSON, so nobody knows what masking it would leave. Take the text around the JSON away, or edit the file.',
    );
  return redacted;
}

/** Prose and thinking are no fields: there a pattern masks what it finds. */
function redactAround(text: string, rules: readonly RedactionRule[]): string {
  return rules.reduce((rest, rule) => {
    if (!('match' in rule)) return rest;
    const { source, flags } = rule.match;
    return rest.replaceAll(new RegExp(source, flags.replace(/[gy]/g, '') + 'g'), maskText);
  }, text);
}

function spansIn(text: string, rules: readonly RedactionRule[]): readonly Span[] {
  const { events } = read(text);
  const isSecret = secretsIn(events, rules);
  const parser = createInstantParser();
  const spans: Span[] = [];
  let opened = 0;
  const note = (told: readonly InstantEvent[], at: number) => {
    for (const event of told) {
      if (!isFieldEvent(event)) continue;
      const isText = event.type === 'start' && event.kind === 'string';
      if (isText) opened = at + 1;
      if (event.type !== 'done' || !isSecret(event.segments)) continue;
      if (typeof event.value === 'string') spans.push({ from: opened, to: at });
      if (typeof event.value === 'number') spans.push(numberBefore(text, at));
    }
  };
  for (let at = 0; at < text.length; at++) note(parser.feed(text[at] ?? ''), at);
  note(parser.end(), text.length);
  // One that was cut off is told by nobody to be done.
  const last = events.at(-1);
  const open = last?.type === 'end' ? last.incomplete.at(-1) : undefined;
  const isCut = events.some(
    (event) => event.type === 'delta' && event.path === open && isSecret(event.segments),
  );
  return isCut ? [...spans, { from: opened, to: text.length }] : spans;
}

function numberBefore(text: string, at: number): Span {
  const [number = ''] = /-?[\d.eE+-]+\s*$/.exec(text.slice(0, at)) ?? [];
  return { from: at - number.length, to: at - number.length + number.trimEnd().length };
}

/** What a reader without a schema is told of it. */
export function eventsIn(text: string): readonly InstantEvent[] {
  return read(text).events;
}

function read(text: string) {
  const parser = createInstantParser();
  return { events: [...parser.feed(text), ...parser.end()], repairs: parser.repairs };
}

/** What the text is beside its values: which fields it has, in which order, and what had to be forgiven. */
function skeletonOf(text: string): string {
  const { events, repairs } = read(text);
  const fields = events.map(({ type, path }) => (type === 'delta' ? '' : `${type} ${path}`));
  return [...fields, ...repairs.map(({ kind, offset }) => `${kind} ${offset}`)].join('\n');
}
