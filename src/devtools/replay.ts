// In: a recording. Out: a run of its own that tells the same events again, in the time they took.
// Events go through frames, as those of a route do, so what does not fit together is the run's error.
// Knows nothing of what is shown.

import { createInstantRun } from '../client/index.js';
import type { InstantRun, InstantTransport } from '../client/index.js';
import { createFrameDecoder, createFrameEncoder } from '../protocol/index.js';
import type { EndEvent, ErrorEvent } from '../protocol/index.js';
import type { EventRecording } from './recording.js';

/** Makes the run; submitting it plays the recording, any number of times. */
export function createReplay(recording: EventRecording): InstantRun {
  return createInstantRun({ transport: replayTransport(recording) });
}

function replayTransport(recording: EventRecording): InstantTransport {
  const { events } = recording;
  return {
    async *open({ signal }) {
      const encoder = createFrameEncoder();
      const decoder = createFrameDecoder();
      let playedMs = 0;
      for (const { atMs, event } of events) {
        if (atMs > playedMs) await pause(atMs - playedMs, signal);
        playedMs = atMs;
        if (event.type === 'end' || event.type === 'error') break;
        const frame = encoder.encode([event]);
        if (frame !== '') yield* decoder.decode(frame);
      }
      yield lastWord(recording);
    },
  };
}

/** How it ended, in one event, also where it was the page that ended it: a stop, or a schema's verdict on the whole. */
function lastWord({ status, error }: EventRecording): EndEvent | ErrorEvent {
  if (error) return { type: 'error', code: error.code, message: error.message };
  const outcome = status === 'complete' ? 'complete' : 'stopped';
  return { type: 'end', outcome, incomplete: [] };
}

/** Waits, or until nobody listens any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
