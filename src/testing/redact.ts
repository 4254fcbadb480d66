// In: a recording and what nobody else shall read. Out: the same recording without it: same borders, same times.
// What cannot be redacted with certainty is refused: a recording ends up in a repository.
// Knows nothing of files.

import { UsageError } from '../protocol/index.js';
import { checkRecording, type Recording } from './recording.js';
import { redactMessages } from './redact-messages.js';
import { redactText } from './redact-text.js';
import { readText } from './secret-spans.js';
import { checkFound, type RedactionRule } from './secrets.js';

/**
 * Masks fields of a recorded answer: texts become `xxx`, digits `1`, each as long as before, so that pieces, borders and
 * times stay as they were recorded. Works on answers, on responses of a Fieldwise route and on AI SDK UI message
 * streams, also where a value arrived in several pieces.
 *
 * Rules are about the answer. What is beside it may quote anything, and is masked whole: what the model thought aloud,
 * calls of tools and what came of them, data parts and sources, and the words of errors and issues. `true`, `false` and
 * `null` stay, and so do keys; in text around the answer's JSON a pattern masks what it finds, and no more. Where the
 * answer was cut off, or an attempt given up, a number that had begun is masked, and under a pattern any text: what it
 * finds may have been still to come. A masked value no longer fits a schema that looks at it.
 *
 * @throws {TestingError} `invalid-recording`, when it cannot be sure: of an answer that is not plain enough JSON, of text
 * with a second one beside it, of lanes, and of streams of a provider such as OpenAI's.
 * @throws {UsageError} `invalid-option` for no rule, and for a path that a whole answer has nothing at.
 * @example
 * import { recordRun, redact } from 'fieldwise/testing';
 *
 * const recording = await recordRun(['{"name":"Ada L', 'ovelace","mail":"a@b.c","age":36}']);
 * const { text } = redact(recording, [{ path: 'name' }, { match: /@/ }]);
 * text; // '{"name":"xxx xxxxxxxx","mail":"xxxxx","age":36}'
 */
export function redact(recording: Recording, rules: readonly RedactionRule[]): Recording {
  const { contentType = '', text } = checkRecording(recording);
  if (rules.length === 0)
    throw new UsageError('invalid-option', '`rules` takes one rule at least: got none.');
  const isOfMessages = /event-stream|ndjson|jsonl/i.test(contentType);
  if (isOfMessages) return { ...recording, text: redactMessages(text, rules) };
  checkFound(readText(text).events, rules);
  return { ...recording, text: redactText(text, rules) };
}
