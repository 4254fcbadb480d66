// In: one entry of a run. Out: what one kind of reader makes of it: nothing, an item, or the error that ends it.
// A reader of bare text cannot take it back, so another attempt ends it, unless it asked to be told.
// Knows nothing of logs.

import type { AttemptEvent, InstantEvent } from '../protocol/index.js';
import { AgentError } from './error.js';
import type { ModelChunk, OriginalPart } from './model.js';
import type { RunEntry, SaidChunk } from './run-entry.js';

/** Text of the answer as the model sent it. */
export interface TextItem {
  readonly type: 'text';
  readonly text: string;
}

/** All there is of a response: its events, its text, and what the provider said besides. */
export type ResponseItem<T = unknown> = InstantEvent<T> | TextItem | OriginalPart;

/** An answer that cannot be read, or whose rest is held back, is still text. */
const STILL_TEXT: ReadonlySet<string> = new Set(['unreadable-output', 'withheld-output']);

export function selectText(entry: RunEntry): string | undefined {
  if (typeof entry === 'string') return entry;
  if (entry instanceof AgentError && !STILL_TEXT.has(entry.code)) throw entry;
  return undefined;
}

/** Text, and where it begins anew. */
export function selectAttempts(entry: RunEntry): string | AttemptEvent | undefined {
  return isAttempt(entry) ? entry : selectText(entry);
}

/**
 * What counts, or may, of what another selection picks; for one reader. `attempts` says how many were begun. What
 * another attempt does not withdraw is picked of all.
 */
export function withinAttempt<Value>(
  attempts: () => number,
  select: (entry: RunEntry) => Value | undefined,
  isWithdrawn: (value: Value) => boolean = () => true,
): (entry: RunEntry) => Value | undefined {
  let hasTold = false;
  let attempt = 1;
  return (entry) => {
    if (isAttempt(entry)) {
      if (hasTold) throw superseded(entry);
      ({ attempt } = entry);
    }
    const value = select(entry);
    if (value === undefined || !isWithdrawn(value)) return value;
    if (attempt !== attempts()) return undefined;
    hasTold = true;
    return value;
  };
}

/** A stopped run has said so in its `end` event. What the events are of, the schema promises, as it does of the data. */
export function selectEvent<T>(entry: RunEntry): InstantEvent<T> | undefined {
  if (typeof entry === 'string') return undefined;
  if (entry instanceof AgentError) return afterEvents(entry);
  return isBeside(entry) ? undefined : (entry as InstantEvent<T>);
}

/** Everything. */
export function selectItem<T>(entry: RunEntry): ResponseItem<T> | undefined {
  if (typeof entry === 'string') return { type: 'text', text: entry };
  if (entry instanceof AgentError) return afterEvents(entry);
  return entry.type === 'said' ? undefined : (entry as ResponseItem<T>);
}

/** What the model said, as it said it; and where it was asked again. */
export function selectOriginal(entry: RunEntry): ModelChunk | AttemptEvent | undefined {
  if (typeof entry === 'string') return entry;
  if (entry instanceof AgentError) {
    if (STILL_TEXT.has(entry.code)) return undefined;
    return afterEvents(entry);
  }
  if (entry.type === 'said') return entry.chunk;
  const { type } = entry;
  return type === 'original' || type === 'reasoning' || type === 'meta' || type === 'attempt'
    ? entry
    : undefined;
}

export function selectEnd(entry: RunEntry) {
  if (typeof entry === 'string') return undefined;
  if (entry instanceof AgentError) throw entry;
  return entry.type === 'end' ? entry : undefined;
}

/** True of what the model said that is no event. */
export function isBeside(
  entry: Exclude<RunEntry, string | AgentError>,
): entry is OriginalPart | SaidChunk {
  return entry.type === 'original' || entry.type === 'said';
}

export function isAttempt(entry: RunEntry): entry is AttemptEvent {
  return typeof entry === 'object' && !(entry instanceof AgentError) && entry.type === 'attempt';
}

export function isDone(entry: RunEntry): boolean {
  return typeof entry === 'object' && 'type' in entry && entry.type === 'done';
}

/** An attempt began, and what a reader has cannot be taken back. */
export function superseded({ attempt, reason }: AttemptEvent): AgentError {
  return new AgentError(
    'superseded',
    `What was read is of an attempt that does not count: ${reason}, attempt ${attempt} has begun. ` +
      "Read events, which say so (`type: 'instant'`), ask to be told (`attempts: true`, or the type `attempt`), or await getText() or getData().",
  );
}

function afterEvents(error: AgentError): undefined {
  if (error.code === 'stopped') return undefined;
  throw error;
}
