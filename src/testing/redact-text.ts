// In: the text of an answer and its secret fields. Out: the text, as long as before, with those fields masked.
// What the text is beside them stays: a reader is told of the same fields, in the same order.
// Knows nothing of frames or recordings.

import { maskScalar, maskText } from './mask.js';
import { notPlain, readText, secretSpans } from './secret-spans.js';
import type { RedactionRule } from './secrets.js';

/** @throws {TestingError} `invalid-recording` when it cannot be made sure that the fields are where they seem to be. */
export function redactText(text: string, rules: readonly RedactionRule[]): string {
  const spans = secretSpans(text, rules);
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
  if (skeletonOf(redacted) !== skeletonOf(text)) throw notPlain();
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

/** What the text is beside its values: which fields it has, in which order, and what had to be forgiven. */
function skeletonOf(text: string): string {
  const { events, repairs } = readText(text);
  const fields = events.map(({ type, path }) => (type === 'delta' ? '' : `${type} ${path}`));
  return [...fields, ...repairs.map(({ kind, offset }) => `${kind} ${offset}`)].join('\n');
}
