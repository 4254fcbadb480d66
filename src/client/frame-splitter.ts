// In: the bytes of a body, split anywhere. Out: its frames, each as soon as it is whole.
// Splits inside characters, line ends and lines are all invisible; an unfinished last frame is dropped.
// Knows nothing of what a frame says.

import { createParser } from 'eventsource-parser';

/** Takes bytes, gives the frames they complete. */
export type FrameSplitter = (bytes: Uint8Array) => readonly string[];

/** The splitter for a content type; `undefined` for a type that carries no frames. */
export function frameSplitterFor(contentType: string | null): FrameSplitter | undefined {
  const type = contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === 'text/event-stream') return splitMessages();
  if (type === 'application/x-ndjson' || type === 'application/jsonl') return splitLines();
  return undefined;
}

function splitMessages(): FrameSplitter {
  const text = new TextDecoder();
  let frames: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => frames.push(data) });
  let endedLine = false;
  return (bytes) => {
    frames = [];
    const received = text.decode(bytes, { stream: true });
    if (received === '') return frames;
    // The parser waits for what follows a carriage return, but that ends a line whatever follows it.
    const rest = endedLine && received.startsWith('\n') ? received.slice(1) : received;
    endedLine = received.endsWith('\r');
    parser.feed(rest.replaceAll(/\r\n?/g, '\n'));
    return frames;
  };
}

function splitLines(): FrameSplitter {
  const text = new TextDecoder();
  // Joined once per line: joining per chunk would make a long line quadratic.
  let fragments: string[] = [];
  return (bytes) => {
    const [first = '', ...rest] = text.decode(bytes, { stream: true }).split('\n');
    fragments.push(first);
    if (rest.length === 0) return [];
    const lines = [fragments.join(''), ...rest.slice(0, -1)];
    fragments = rest.slice(-1);
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
}
