// In: a recording, or the text of its file. Out: the other one.
// One line per piece, so that a person can read it and a diff shows which piece changed.
// Knows nothing of where files are.

import { getOwn } from '../internal/own.js';
import { recordingOfEvents } from './event-file.js';
import { checkRecording, invalid, piecesOf, type Recording } from './recording.js';

/**
 * Writes a recording as JSON that people can read: one line per piece, its time first.
 *
 * @example
 * import { formatRecording } from 'fieldwise/testing';
 *
 * const recording = { version: 1, text: '{"a":1}', ends: [4, 7], atMs: [10, 20] } as const;
 * const lines = formatRecording(recording).split('\n');
 * lines[3]; // '    [10, "{\\"a\\""],'
 */
export function formatRecording(recording: Recording): string {
  const { text: _, ends: _ends, atMs, ...facts } = checkRecording(recording);
  const lines = piecesOf(recording).map(
    (piece, index) => `    [${atMs[index]}, ${JSON.stringify(piece)}]`,
  );
  const head = Object.entries(facts).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  return `{\n${head.join('')}  "pieces": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/**
 * Reads what {@link formatRecording} wrote, a recording that was written as plain JSON, or a run that the devtools
 * exported. That one becomes the recording of a response which tells the same events at the same times and ends as the
 * run did: it replays as a transport and as a response, and not as a model, because a page never sees a model's text.
 *
 * @throws {TestingError} `invalid-recording`, saying what does not fit.
 * @example
 * import { parseRecording } from 'fieldwise/testing';
 *
 * const { text, ends } = parseRecording('{ "version": 1, "pieces": [[0, "{\\"a\\""], [20, ":1}"]] }');
 * text; // '{"a":1}'
 * ends; // [4, 7]
 */
export function parseRecording(text: string): Recording {
  const value = parseJson(text);
  const pieces = getOwn(value, 'pieces');
  if (pieces === undefined)
    return getOwn(value, 'events') === undefined
      ? checkRecording(value)
      : checkRecording(recordingOfEvents(value));
  if (!Array.isArray(pieces) || !pieces.every(isPiece))
    throw invalid('each of its `pieces` must be a time and a text: [12, "…"].');
  let end = 0;
  const { pieces: _, ...facts } = value as { readonly pieces: unknown };
  return checkRecording({
    ...facts,
    text: pieces.map(([, piece]) => piece).join(''),
    ends: pieces.map(([, piece]) => (end += piece.length)),
    atMs: pieces.map(([atMs]) => atMs),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid('it is no JSON.', { cause });
  }
}

function isPiece(value: unknown): value is readonly [number, string] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'string';
}
