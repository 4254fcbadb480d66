// In: the record that is shown, or the text of a file. Out: the text of a file, or a run that plays what is in it.
// Loaded when it is asked for: with it comes all that reads an answer.
// Knows nothing of what is shown.

import type { InstantRun } from '../client/index.js';
import { formatRecording, parseRecording, toRecording } from './recording.js';
import { createReplay } from './replay.js';
import { shortLabel } from './run-label.js';
import type { RunRecord } from './run-record.js';

/** Writes what the run has so far. */
export function writeFile(record: RunRecord, label: string): string {
  return formatRecording(toRecording(record, label));
}

/** A run that plays a file when that is submitted, or what is wrong with the file. */
export type ReadFile =
  | {
      readonly run: InstantRun;
      readonly name: string;
      readonly input: unknown;
      readonly problem?: undefined;
    }
  | { readonly run?: undefined; readonly problem: string };

export function readFile(text: string, fileName: string): ReadFile {
  const { recording, problem } = parseRecording(text, fileName);
  if (!recording) return { problem };
  return { run: createReplay(recording), name: shortLabel(recording.name), input: recording.input };
}
