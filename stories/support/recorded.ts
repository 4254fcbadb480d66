// In: the name of a recording. Out: a `fetch` that plays it, whole or until something is true of it, and then waits.
// Pieces come at once: where one is held is what is looked at, not when it came.
// Knows nothing of components.

import {
  createFrameDecoder,
  createSnapshot,
  fieldState,
  reduceInstants,
  type FieldState,
} from 'fieldwise';
import { parseRecording, replayRun, type Recording } from 'fieldwise/testing';
import type { RecordingName, SubjectName } from './states.js';

const files = import.meta.glob<string>('../recordings/*/*.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function readRecording(subject: SubjectName, name: RecordingName): Recording {
  return parseRecording(files[`../recordings/${subject}/${name}.json`] ?? '');
}

export function recordedFetch(recording: Recording, count = Infinity): typeof fetch {
  const wait = (index: number, signal: AbortSignal | undefined) =>
    index < count
      ? Promise.resolve()
      : new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
  return async (_, init) => replayRun(recording, { wait }).respond(init ?? {});
}

/** How many pieces it takes until that is true of the field, in the attempt that is counted from 1. */
export function piecesUntil(
  { text, ends }: Recording,
  path: string,
  isSo: (field: FieldState, attempt: number) => boolean,
): number {
  const decoder = createFrameDecoder();
  let snapshot = createSnapshot();
  let attempt = 1;
  for (const [index, end] of ends.entries()) {
    const lines = text.slice(ends[index - 1] ?? 0, end).split('\n');
    for (const line of lines.filter((each) => each.startsWith('data:'))) {
      const events = decoder.decode(line.slice('data:'.length));
      for (const event of events) if (event.type === 'attempt') attempt = event.attempt;
      snapshot = reduceInstants(snapshot, events);
    }
    if (isSo(fieldState(snapshot, path), attempt)) return index + 1;
  }
  throw new Error(`The recording never comes to that of ${path}.`);
}
