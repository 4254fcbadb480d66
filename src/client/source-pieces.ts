// In: pieces of an answer: text, bytes, events in full or in their short form. Out: full events, with exactly one last one.
// Events go through frames, so a source in process gives what a route would give of it.
// Knows nothing of where pieces come from.

import { kindOf } from '../internal/kind-of.js';
import { createFrameDecoder, createFrameEncoder } from '../protocol/index.js';
import type { InstantEvent, InstantEventInput } from '../protocol/index.js';
import { InstantClientError } from './error.js';
import { createTextAnswer, type TextReading } from './text-answer.js';

export interface PieceReader {
  /** @throws {FieldwiseError} `invalid-source`, `invalid-frame`, `invalid-path`, or the fault of a text */
  read(piece: unknown): Iterable<InstantEvent>;
  /** Says how the answer ended, when no event did. */
  end(): Iterable<InstantEvent>;
}

export function createPieceReader(options: TextReading): PieceReader {
  const answer = createTextAnswer(options);
  const encoder = createFrameEncoder();
  const decoder = createFrameDecoder();
  /** Paths that events began and did not close, outermost first. */
  const open: string[] = [];

  function* readEvent(event: InstantEventInput): Iterable<InstantEvent> {
    const frame = encoder.encode([event]);
    for (const full of frame === '' ? [] : decoder.decode(frame)) {
      note(open, full);
      yield full;
    }
  }

  return {
    read(piece) {
      if (typeof piece === 'string') return answer.feed(piece);
      if (piece instanceof Uint8Array) return answer.feedBytes(piece);
      if (isEvent(piece)) return readEvent(piece);
      throw new InstantClientError(
        'usage',
        'invalid-source',
        `The source of an answer gave ${kindOf(piece)}: neither text, nor bytes, nor an event such as ` +
          "{ type: 'done', path: 'title', value: 'Tea' }.",
      );
    },
    end() {
      if (answer.hasBegun) return answer.end();
      const outcome = open.length === 0 ? 'complete' : 'truncated';
      return [{ type: 'end', outcome, incomplete: open }];
    },
  };
}

/** Only one path is open at any time, so whatever ends takes with it all that was open below. */
function note(open: string[], event: InstantEvent): void {
  if (event.type === 'start') open.push(event.path);
  if (event.type === 'attempt') open.length = 0;
  if (event.type !== 'done' && event.type !== 'invalid' && event.type !== 'replaced') return;
  const place = open.indexOf(event.path);
  if (place !== -1) open.length = place;
}

/** What else an event must have, the frames check. */
function isEvent(piece: unknown): piece is InstantEventInput {
  return typeof piece === 'object' && piece !== null && 'type' in piece;
}
