// In: an answer's text as it arrives. Out: a recording: readable JSON that replays token by token.
// Reads at the pace of the source and holds nothing up.
// Knows nothing of events or models.

import type { Recording } from './recording.js';

export interface RecordOptions {
  /** A clock in milliseconds. @default performance.now */
  readonly now?: () => number;
}

/**
 * Reads a source of text to its end and records each piece: its border in the text and the time it arrived.
 * A failure of the source is passed on, and there is no recording.
 *
 * @example
 * import { recordRun, splitText } from 'fieldwise/testing';
 *
 * let ms = 0;
 * const recording = await recordRun(splitText('{"a":1}', { size: 4 }), { now: () => (ms += 10) });
 * recording; // { version: 1, text: '{"a":1}', ends: [4, 7], atMs: [10, 20] }
 */
export async function recordRun(
  source: AsyncIterable<string> | Iterable<string>,
  { now = () => performance.now() }: RecordOptions = {},
): Promise<Recording> {
  const start = now();
  const ends: number[] = [];
  const atMs: number[] = [];
  let text = '';
  for await (const piece of source) {
    if (piece === '') continue;
    text += piece;
    ends.push(text.length);
    atMs.push(Math.round(now() - start));
  }
  return { version: 1, text, ends, atMs };
}
