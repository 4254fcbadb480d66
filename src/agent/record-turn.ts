// In: a turn that ended, and what of it is to be recorded. Out: its messages, or none.
// By default what was asked and all that was answered, of answers that are whole and hold.
// Knows nothing of sessions or stores.

import { formatPath, type Path } from '../protocol/index.js';
import type { Attachment } from './attachment.js';
import type { ChatMessage } from './chat-message.js';
import { checkOptions } from './check-option.js';
import { parseKey } from './ensure-keys.js';
import type { ModelAttachment } from './model.js';
import { placesOf } from './places-of.js';
import type { FinishedTurn, RecordPaths, RecordTurn } from './session.js';

/**
 * Makes a function of what a caller gives.
 * @throws {AgentError} `invalid-option` @throws {PathError} `invalid-path`
 */
export function toRecordTurn(record: RecordPaths | RecordTurn = {}): RecordTurn {
  if (typeof record === 'function') return record;
  checkOptions('record', record, "{ answer: ['title'] }", ['input', 'answer', 'outcomes']);
  const input = record.input?.map(parseKey);
  const answer = record.answer?.map(parseKey);
  const { outcomes = ['complete'] } = record;
  return (turn) => {
    if (!outcomes.includes(turn.outcome)) return undefined;
    const asked = input === undefined ? whatWasAsked(turn) : pick(turn.slots, input);
    const answered = answer === undefined ? turn.answer : pick(turn.answer, answer);
    const isAsked = !isNothing(asked) || turn.attachments.length > 0;
    if (!isAsked || isNothing(answered)) return undefined;
    return [
      { role: 'user', content: withFiles(toText(asked ?? ''), turn.attachments) },
      { role: 'assistant', content: toText(answered) },
    ];
  };
}

function whatWasAsked({ slots, message }: FinishedTurn): unknown {
  const { input } = slots;
  return isNothing(input) ? message : input;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === '';
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function withFiles(text: string, attachments: readonly ModelAttachment[]): ChatMessage['content'] {
  if (attachments.length === 0) return text;
  return [{ type: 'text', text }, ...attachments.map(toPart)];
}

function toPart(attachment: ModelAttachment): Attachment {
  return { type: 'file', ...attachment };
}

/** The value at the one path, or all that is at several, by where it is. */
function pick(value: unknown, paths: readonly Path[]): unknown {
  const found = paths.flatMap((path) => [...placesOf(value, path)]);
  const [only, ...others] = paths;
  if (only !== undefined && others.length === 0 && !only.includes('*')) return found[0]?.[1];
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([place, each]) => [formatPath(place), each]));
}
