// In: a file of the test kit, as JSON: an answer's text or a response's body, in the pieces in which it came. Out: those pieces.
// Both ways of writing it are read: a line for each piece, and the text with borders and times apart.
// Knows nothing of how the text is read.

import { getOwn } from '../internal/own.js';

/** One piece of text and when it came. */
export interface TimedText {
  readonly atMs: number;
  readonly text: string;
}

/** A text that was recorded, or the body of one response. */
export interface TextRecording {
  readonly name: string;
  readonly input?: undefined;
  readonly pieces: readonly TimedText[];
  readonly contentType: string;
  readonly status: number;
  /** Behind the last piece the connection was lost. */
  readonly isCut: boolean;
}

/** The recording, or nothing where the file is none of these. */
export function toTextRecording(file: unknown, name: string): TextRecording | undefined {
  const pieces = piecesOf(file);
  const [contentType = 'text/plain', status = 200] = ['contentType', 'status'].map((key) =>
    getOwn(file, key),
  );
  if (getOwn(file, 'version') !== 1 || pieces === undefined) return undefined;
  if (typeof contentType !== 'string' || !isStatus(status)) return undefined;
  return { name, pieces, contentType, status, isCut: getOwn(file, 'isCut') === true };
}

function piecesOf(file: unknown): readonly TimedText[] | undefined {
  const lines = getOwn(file, 'pieces') ?? cutText(file);
  if (!Array.isArray(lines)) return undefined;
  const pieces = lines.map((line: unknown) => ({ atMs: getOwn(line, 0), text: getOwn(line, 1) }));
  return pieces.every(isTimed) ? pieces : undefined;
}

function cutText(file: unknown): readonly unknown[] | undefined {
  const [text, ends, atMs] = ['text', 'ends', 'atMs'].map((key) => getOwn(file, key));
  if (typeof text !== 'string' || !Array.isArray(ends)) return undefined;
  return ends.map((end, index) => {
    const start = Number(ends[index - 1] ?? 0);
    return [getOwn(atMs, index), text.slice(start, Number(end))];
  });
}

function isTimed(piece: Record<keyof TimedText, unknown>): piece is TimedText {
  return typeof piece.atMs === 'number' && typeof piece.text === 'string';
}

function isStatus(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599;
}
