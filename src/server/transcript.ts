// In: batches of events as the source gives them. Out: the same as text of one format, with exactly one last event.
// Adds the end a source forgot, drops what comes after an end, hides what is not ours to show.
// Knows nothing of streams, requests or time.

import { createFrameEncoder, type InstantEventInput } from '../protocol/index.js';
import { isTerminal, type Batch } from './batch-reader.js';
import { toErrorEvent } from './error.js';
import { createOpenValues, endOf } from './open-values.js';

/** `sse`: server-sent events. `ndjson`: one frame per line. */
export type StreamFormat = 'sse' | 'ndjson';

interface Notation {
  readonly contentType: string;
  /** Says nothing, but keeps proxies and readers awake. */
  readonly heartbeat: string;
  frame(frame: string): string;
}

export const NOTATIONS: Readonly<Record<StreamFormat, Notation>> = {
  sse: {
    contentType: 'text/event-stream; charset=utf-8',
    heartbeat: ':\n\n',
    frame: (frame) => `data:${frame}\n\n`,
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    heartbeat: '\n',
    frame: (frame) => `${frame}\n`,
  },
};

export interface Transcript {
  /** The text to send for a batch; `''` when there is nothing to send. */
  write(batch: Batch): string;
  /** True once the last event is written: whatever the source still does, no reader will hear of it. */
  readonly isOver: boolean;
}

/** `onError` gets every real error, also one that comes after the end. */
export function createTranscript(
  format: StreamFormat,
  onError: (error: unknown) => void,
): Transcript {
  const notation = NOTATIONS[format];
  const encoder = createFrameEncoder();
  const open = createOpenValues();
  let isOver = false;

  function encode(events: readonly InstantEventInput[]): string {
    const frame = encoder.encode(events);
    return frame === '' ? '' : notation.frame(frame);
  }

  return {
    get isOver() {
      return isOver;
    },
    write(batch) {
      if (batch.state === 'failed') onError(batch.error);
      if (isOver) return '';
      if (batch.state === 'open' && batch.events.length === 0) return notation.heartbeat;
      const terminal = batch.events.findIndex(isTerminal);
      const events = terminal === -1 ? batch.events : batch.events.slice(0, terminal + 1);
      isOver = terminal !== -1 || batch.state !== 'open';
      try {
        open.add(events);
        const isEndless = isOver && terminal === -1;
        return encode(isEndless ? [...events, lastOf(batch, open.paths)] : events);
      } catch (error) {
        onError(error);
        isOver = true;
        return encode([toErrorEvent(error)]);
      }
    },
  };
}

/** The last event of a source that is over without one. */
function lastOf({ state, error }: Batch, open: readonly string[]): InstantEventInput {
  return state === 'done' || state === 'stopped' ? endOf(state, open) : toErrorEvent(error);
}
