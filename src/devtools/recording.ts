// In: a record of a run. Out: a file a person can read, one event per line; and from a file what was recorded.
// Facts and not the model's text: a page never sees the text, and an answer that fails its schema replays as it failed.
// Knows nothing of files, clocks or runs.

import { getOwn, isContainer } from '../internal/own.js';
import { toPlain, type KeptEvent, type LoggedEvent } from './logged-event.js';
import type { RecordStatus, RunRecord } from './run-record.js';
import { toPlainValue } from './plain-value.js';
import { isFault, toFault, type RecordedFault } from './recorded-fault.js';
import { toTextRecording, type TextRecording } from './text-recording.js';

/** A run as a file has it. */
export interface EventRecording {
  readonly version: 1;
  readonly name: string;
  /** When it was asked for, as ISO 8601 has it. */
  readonly beganAt: string;
  readonly status: RecordStatus;
  /** Why it failed: what is found wrong with the whole is no event. */
  readonly error?: RecordedFault | undefined;
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

/** Writes a file: JSON, in which each event is a line. What JSON has no word for is a text in parentheses. */
export function formatRecording({ events, ...head }: EventRecording): string {
  const lines = events.map(({ atMs, event }) => {
    const line = toPlainValue({ atMs: round(atMs), ...toPlain(event) });
    return `    ${JSON.stringify(line)}`;
  });
  const opening = JSON.stringify(toPlainValue(head), undefined, 2).slice(0, -'\n}'.length);
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
  if (!isRecording(file)) return { problem: `${NO_RECORDING}.` };
  const { events: lines, error, ...head } = file;
  if (file.dropped > 0) {
    const problem = `The recording lacks its first ${file.dropped} events and cannot be replayed.`;
    return { problem };
  }
  if (error !== undefined && !isFault(error))
    return { problem: `${NO_RECORDING}: its error is no object with a code and a message.` };
  if (!lines.every(isLine)) {
    const number = lines.findIndex((line) => !isLine(line)) + 1;
    return {
      problem: `${NO_RECORDING}: its event ${number} has no time, no type, or nothing in its lane.`,
    };
  }
  // What is left of a union's member without one key, the compiler does not know any more.
  const events = lines.map(({ atMs, ...event }) => ({ atMs, event: event as KeptEvent }));
  return { recording: { ...head, error, events } };
}

const NO_RECORDING = 'This is no recording of the devtools or the test kit';

interface File extends Omit<EventRecording, 'events' | 'error'> {
  readonly events: readonly unknown[];
  readonly error?: unknown;
}

type Line = KeptEvent & { readonly atMs: number };

function isRecording(file: unknown): file is File {
  if (!isContainer(file) || Array.isArray(file)) return false;
  const { version, name, dropped, events } = file;
  const isKnown = version === 1 && typeof name === 'string' && typeof dropped === 'number';
  return isKnown && Array.isArray(events);
}

/** What else an event has to have is found out when it is replayed. */
function isLine(line: unknown): line is Line {
  return typeof getOwn(line, 'atMs') === 'number' && isEvent(line);
}

function isEvent(event: unknown): boolean {
  const type = getOwn(event, 'type');
  return type === 'lane' ? isEvent(getOwn(event, 'event')) : typeof type === 'string';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it is, it is no recording, and that is said.
    return undefined;
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}
