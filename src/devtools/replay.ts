// In: a recording. Out: a run of its own that tells the same again, in the time it took.
// Events go through frames, as those of a route do, so what does not fit together is the run's error. A text is read anew.
// Knows nothing of what is shown.

import { createInstantRun } from '../client/index.js';
import type { InstantRun, InstantTransport } from '../client/index.js';
import { createFrameDecoder, createFrameEncoder } from '../protocol/index.js';
import type { EndEvent, ErrorEvent, InstantEventInput } from '../protocol/index.js';
import type { KeptEvent } from './logged-event.js';
import { pause } from './pause.js';
import { toError } from './recorded-fault.js';
import type { EventRecording } from './recording.js';
import { textTransport } from './replay-text.js';
import type { TextRecording } from './text-recording.js';
import { createToolInputs } from './tool-inputs.js';

/** Makes the run; submitting it plays the recording, any number of times. */
export function createReplay(recording: EventRecording | TextRecording): InstantRun {
  const transport = 'events' in recording ? replayTransport(recording) : textTransport(recording);
  return createInstantRun({ transport });
}

function replayTransport(recording: EventRecording): InstantTransport {
  const { events } = recording;
  return {
    async *open({ signal }) {
      const encoder = createFrameEncoder();
      const decoder = createFrameDecoder();
      const withText = createToolInputs();
      const asTold = (kept: KeptEvent): InstantEventInput => {
        if (kept.type === 'lane') return { ...kept, event: asTold(kept.event) };
        return kept.type === 'tool' && kept.phase === 'input' ? withText(kept) : kept;
      };
      let playedMs = 0;
      for (const { atMs, event } of events) {
        if (atMs > playedMs) await pause(atMs - playedMs, signal);
        playedMs = atMs;
        const isLast = event.type === 'end' || event.type === 'error';
        if (isLast && !isHow(event, recording)) break;
        const frame = encoder.encode([asTold(event)]);
        if (frame !== '') yield* decoder.decode(frame);
        if (isLast) return;
      }
      yield lastWord(recording);
    },
  };
}

/** True of a last event that says of itself how the run failed. */
function isHow(event: EndEvent | ErrorEvent, { error }: EventRecording): boolean {
  if (event.type === 'end') return event.outcome === 'truncated' && error?.kind === 'truncated';
  return error?.kind === 'server' && error.code === event.code;
}

/** How it ended where it was the page that ended it, or found it wrong: a stop, a lost connection, a schema's verdict. */
function lastWord({ status, error }: EventRecording): EndEvent {
  if (error) throw toError(error);
  const outcome = status === 'complete' ? 'complete' : 'stopped';
  return { type: 'end', outcome, incomplete: [] };
}
