// In: a record of a run. Out: a file a person can read, one event per line; and from a file what was recorded.
// Facts and not the model's text: a page never sees the text, and an answer that fails its schema replays as it failed.
// Knows nothing of files, clocks or runs.

import { getOwn, isContainer } from '../internal/own.js';
import { toPlain, type KeptEvent, type LoggedEvent } from './logged-event.js';
import type { RecordStatus, RunRecord } from './run-record.js';
import { toTextRecording, type TextRecording } from './text-recording.js';

/** A run as a file has it. */
export interface EventRecording {
  readonly version: 1;
  readonly name: string;
  /** When it was asked for, as ISO 8601 has it. */
  readonly beganAt: string;
  readonly status: RecordStatus;
  /** Why it failed: what is found wrong with the whole is no event. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
  readonly elapsedMs: number;
  /** Events before the first one here, which are not kept. */
  readonly dropped: number;
  readonly input: unknown;
  readonly events: readonly LoggedEvent[];
}

/** What was read of a file, or what is wrong with it. */
export type ReadRecording =
  | { readonly recording: EventRecording | TextRecording; readonly problem?: undefined }
  | { readonly recording?: undefined; readonly problem: string };

/** What the run has so far. */
export function toRecording(record: RunRecord, name: string): EventRecording {
  return {
    version: 1,
    name,
    beganAt: new Date(record.beganAt).toISOString(),
    status: record.status,
    error: record.snapshot.error && toFault(record.snapshot.error),
    elapsedMs: round(record.elapsedMs()),
    dropped: record.eventCount - record.events.length,
    input: record.input,
    events: record.events,
  };
}

/** Writes a file: JSON, in which each event is a line. */
export function formatRecording({ events, ...head }: EventRecording): string {
  const lines = events.map(
    ({ atMs, event }) => `    ${JSON.stringify({ atMs: round(atMs), ...toPlain(event) })}`,
  );
  const opening = JSON.stringify(head, undefined, 2).slice(0, -'\n}'.length);
  return `${opening},\n  "events": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/**
 * Reads such a file, or one of the test kit, which has no name but its own. What its events say, or its text, is found
 * out when it is replayed.
 */
export function parseRecording(text: string, fileName: string): ReadRecording {
  const file = parse(text);
  const recording = toTextRecording(file, fileName);
  if (recording) return { recording };
  if (!isRecording(file))
    return { problem: 'This is no recording of the devtools or the test kit.' };
  if (file.dropped > 0) {
    const problem = `The recording lacks its first ${file.dropped} events and cannot be replayed.`;
    return { problem };
  }
  // What is left of a union's member without one key, the compiler does not know any more.
  const events = file.events.map(({ atMs, ...event }) => ({
    atMs,
    event: event as KeptEvent,
  }));
  return { recording: { ...file, events } };
}

interface File extends Omit<EventRecording, 'events'> {
  readonly events: readonly (KeptEvent & { readonly atMs: number })[];
}

function isRecording(file: unknown): file is File {
  if (!isContainer(file) || Array.isArray(file)) return false;
  const { version, name, dropped, events } = file;
  const isEvent = (event: unknown) =>
    typeof getOwn(event, 'type') === 'string' && typeof getOwn(event, 'atMs') === 'number';
  const isKnown = version === 1 && typeof name === 'string' && typeof dropped === 'number';
  return isKnown && Array.isArray(events) && events.every(isEvent);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is no recording, and that is said.
    return undefined;
  }
}

function toFault({ code, message }: { readonly code: string; readonly message: string }) {
  return { code, message };
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
