// In: a text, and how a reader of the stories wants it delivered. Out: its pieces, broken as was chosen; its delivery has begun.
// Knows nothing of who says them.

import { splitText } from 'fieldwise/testing';
import { breakAnswer } from '../../playground/model/break-answer.js';
import type { Delivery } from './delivery.js';

/** Where it pauses unless a reader chose a place, in characters. */
export function deliverText(
  text: string,
  delivery: Delivery,
  pauseAfter = Infinity,
): readonly string[] {
  const { chunkSize, faults } = delivery.getState();
  const pieces = splitText(breakAnswer(text, faults).text, { size: chunkSize });
  delivery.begin(pieces.length, { pause: Math.ceil(pauseAfter / chunkSize) });
  return pieces;
}
