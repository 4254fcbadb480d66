// In: what the devtools exported, as JSON. Out: the recording of a response that tells the same events at the same times.
// A page never sees a model's text, so it is what a route would have sent: facts, which need no schema to be what they were.
// Knows nothing of devtools: a file is a format.

import { kindOf } from '../internal/kind-of.js';
import { getOwn } from '../internal/own.js';
import { createFrameEncoder, type InstantEventInput } from '../protocol/index.js';
import { invalid, type Recording } from './recording.js';
import { createToolInputs, type ToolInputFact } from './tool-inputs.js';

/** What is read of the file: how the run stood when it was exported, and what had been told of it. */
interface EventFile {
  readonly status: unknown;
  readonly error: unknown;
  readonly elapsedMs: number;
  readonly events: readonly TimedEvent[];
}

type TimedEvent = FileEvent & { readonly atMs: number };

/** Of a text that grows in a tool's input the file has what came. */
type FileEvent = InstantEventInput | ToolInputFact;

/** @throws {TestingError} `invalid-recording` */
export function recordingOfEvents(value: unknown): Recording {
  const file = checkFile(value);
  const refusal = refusalOf(file);
  if (refusal !== undefined) return refusal;
  const encoder = createFrameEncoder();
  const withText = createToolInputs();
  const pieces: { readonly text: string; readonly atMs: number }[] = [];
  const write = (event: FileEvent, atMs: number) => {
    const told: InstantEventInput =
      event.type === 'tool' && event.phase === 'input' ? withText(event) : event;
    const frame = encoder.encode([told]);
    if (frame !== '') pieces.push({ text: `data:${frame}\n\n`, atMs });
  };
  for (const [index, { atMs, ...event }] of file.events.entries()) {
    try {
      if (!isLast(event)) write(event, atMs);
    } catch (cause) {
      throw invalid(`its event ${index + 1} is none, of type ${event.type}.`, { cause });
    }
  }
  const last = lastWord(file);
  if (last) write(last, Math.max(file.elapsedMs, pieces.at(-1)?.atMs ?? 0));
  let end = 0;
  return {
    version: 1,
    contentType: 'text/event-stream; charset=utf-8',
    ...(!last && { isCut: true }),
    text: pieces.map(({ text }) => text).join(''),
    ends: pieces.map(({ text }) => (end += text.length)),
    atMs: pieces.map(({ atMs }) => atMs),
  };
}

function checkFile(value: unknown): EventFile {
  const [version, dropped, events, elapsedMs] = ['version', 'dropped', 'events', 'elapsedMs'].map(
    (key) => getOwn(value, key),
  );
  if (version !== 1) throw invalid(`its \`version\` is ${kindOf(version)}; this is version 1.`);
  if (typeof dropped === 'number' && dropped > 0)
    throw invalid(`it lacks its first ${dropped} events, which the devtools had not kept.`);
  if (!Array.isArray(events) || !events.every(isTimed))
    throw invalid('each of its `events` must have a `type` and a time, `atMs`.');
  return {
    status: getOwn(value, 'status'),
    error: getOwn(value, 'error'),
    elapsedMs: typeof elapsedMs === 'number' ? elapsedMs : 0,
    events,
  };
}

function isTimed(event: unknown): event is TimedEvent {
  return typeof getOwn(event, 'type') === 'string' && typeof getOwn(event, 'atMs') === 'number';
}

function isLast({ type }: { readonly type: string }): boolean {
  return type === 'end' || type === 'error';
}

/**
 * How it ended, in one event, also where it was the page that ended it: a stop, or a schema's verdict on the whole. There
 * is none where the connection was lost, and none of a run that still streamed.
 */
function lastWord({ status, error }: EventFile): InstantEventInput | undefined {
  const [code, message] = [getOwn(error, 'code'), getOwn(error, 'message')];
  if (code === 'connection-lost') return undefined;
  if (typeof code === 'string') return { type: 'error', code, message: String(message) };
  if (status === 'complete') return { type: 'end', outcome: 'complete', incomplete: [] };
  const isLeft = status === 'stopped' || status === 'superseded';
  return isLeft ? { type: 'end', outcome: 'stopped', incomplete: [] } : undefined;
}

/** What a server answered in the place of a stream is a response of its own: with its status it is what it was. */
function refusalOf({ error, events, elapsedMs }: EventFile): Recording | undefined {
  const status = getOwn(error, 'status');
  const isRefusal = getOwn(error, 'kind') === 'http' && typeof status === 'number' && status >= 300;
  if (!isRefusal || !events.every(isLast)) return undefined;
  const text = JSON.stringify({ error });
  const contentType = 'application/json';
  return { version: 1, contentType, status, text, ends: [text.length], atMs: [elapsedMs] };
}
