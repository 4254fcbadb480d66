// In: the bytes of a body, split anywhere. Out: its frames, each as soon as it is whole.
// Splits inside characters, line ends and lines are all invisible; an unfinished last frame is dropped.
// Knows nothing of what a frame says.

import { createParser } from 'eventsource-parser';
import { FrameError } from '../protocol/index.js';

/** Takes bytes, gives the frames they complete; throws a {@link FrameError} at bytes that are no UTF-8. */
export type FrameSplitter = (bytes: Uint8Array) => readonly string[];

/** The splitter for a content type; `undefined` for a type that carries no frames. */
export function frameSplitterFor(contentType: string | null): FrameSplitter | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/event-stream') return splitMessages();
  if (type === 'application/x-ndjson' || type === 'application/jsonl') return splitLines();
  return undefined;
}

function splitMessages(): FrameSplitter {
  const decode = createDecoder();
  let frames: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => frames.push(data) });
  let endedLine = false;
  return (bytes) => {
    frames = [];
    const received = decode(bytes);
    if (received === '') return frames;
    // The parser waits for what follows a carriage return, but that ends a line whatever follows it.
    const rest = endedLine && received.startsWith('\n') ? received.slice(1) : received;
    endedLine = received.endsWith('\r');
    // Few servers write one, and looking for it costs less than replacing.
    parser.feed(rest.includes('\r') ? rest.replaceAll(/\r\n?/g, '\n') : rest);
    return frames;
  };
}

function splitLines(): FrameSplitter {
  const decode = createDecoder();
  // Joined once per line: joining per chunk would make a long line quadratic.
  let fragments: string[] = [];
  return (bytes) => {
    const [first = '', ...rest] = decode(bytes).split('\n');
    fragments.push(first);
    if (rest.length === 0) return [];
    const lines = [fragments.join(''), ...rest.slice(0, -1)];
    fragments = rest.slice(-1);
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
}

/** Text that a frame never held would pass for an answer, so bytes that are no UTF-8 end the stream. */
function createDecoder(): (bytes: Uint8Array) => string {
  const text = new TextDecoder('utf-8', { fatal: true });
  return (bytes) => {
    try {
      return text.decode(bytes, { stream: true });
    } catch (cause) {
      throw new FrameError(
        'invalid-frame',
        'The stream holds bytes that are no UTF-8. Look for a proxy that rewrites the response.',
        { cause },
      );
    }
  };
}
