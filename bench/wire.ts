// In: the corpora and --quick. Out: bench/results/wire: bytes on the wire for each way of sending a growing answer.
// Counts bytes, so it is exact and needs no repetition; UTF-8, SSE framing included, no HTTP headers, no compression.
// Knows nothing of time.

import {
  createFrameEncoder,
  createInstantParser,
  type FrameEncoder,
  type InstantEvent,
} from '../src/index.js';
import { CHUNKINGS, createCorpora, cut, cutInto } from './corpora.js';
import { figure, publish, table } from './results.js';

/** One way of sending: told of each chunk and its events, it returns the bytes it would send. */
interface Sender {
  chunk(text: string, events: readonly InstantEvent[]): number;
  end(events: readonly InstantEvent[]): number;
}

const utf8 = new TextEncoder();
const bytes = (text: string): number => utf8.encode(text).length;
const sse = (data: string): number => bytes(data) + 'data:\n\n'.length;

/** Inside JSON: the bytes of a string's text between its quotes. */
const escaped = (text: string): number => bytes(JSON.stringify(text)) - 2;

/** Ours: what the events of a flush become, one SSE frame per flush, nothing when there is nothing to say. */
function frames(flushChars: number): Sender {
  const encoder: FrameEncoder = createFrameEncoder();
  let waiting: InstantEvent[] = [];
  let chars = 0;
  const flush = (): number => {
    const frame = encoder.encode(waiting);
    waiting = [];
    chars = 0;
    return frame === '' ? 0 : sse(frame);
  };
  return {
    chunk(text, events) {
      waiting.push(...events);
      chars += text.length;
      return chars >= flushChars ? flush() : 0;
    },
    end(events) {
      waiting.push(...events);
      return flush();
    },
  };
}

/** The text itself, one SSE frame per chunk, as a JSON string. */
const raw = (wrap: (json: string) => string): Sender => ({
  chunk: (text) => sse(wrap(JSON.stringify(text))),
  end: () => 0,
});

/** One `{path, …}` object per event; `whole` sends the value so far, otherwise only what was added. */
function pathEvents(whole: boolean): Sender {
  let open = 0;
  const one = (event: InstantEvent): number => {
    if (event.type === 'delta') {
      const added = escaped(event.delta);
      open += added;
      return (
        sse(JSON.stringify({ path: event.path, [whole ? 'value' : 'delta']: '' })) +
        (whole ? open : added)
      );
    }
    open = 0;
    if (event.type !== 'done') return 0;
    const value = typeof event.value === 'object' && event.value !== null ? undefined : event.value;
    return sse(JSON.stringify({ path: event.path, ...(whole && { value }), done: true }));
  };
  const all = (events: readonly InstantEvent[]) =>
    events.reduce((sum, event) => sum + one(event), 0);
  return { chunk: (_, events) => all(events), end: all };
}

/**
 * The object so far with every chunk. Counted from the prefix of the text and not by serialising it again, which would
 * take minutes for the large texts; closing brackets are left out, so the figure is a little too small.
 */
function partialObjects(): Sender {
  let prefix = 0;
  return {
    chunk(text) {
      prefix += bytes(text);
      return prefix + 'data:\n\n'.length;
    },
    end: () => 0,
  };
}

const SENDERS: Readonly<Record<string, () => Sender>> = {
  'fieldwise, flushed per chunk': () => frames(1),
  'fieldwise, flushed per 64 characters': () => frames(64),
  'raw SSE per chunk': () => raw((json) => json),
  'raw SSE per chunk, {"text":…}': () => raw((json) => `{"text":${json}}`),
  '{path, delta} per event': () => pathEvents(false),
  '{path, value} per event': () => pathEvents(true),
  'partial object per chunk': partialObjects,
};

function send(chunks: readonly string[], sender: Sender): number {
  const parser = createInstantParser();
  let sent = 0;
  for (const chunk of chunks) sent += sender.chunk(chunk, parser.feed(chunk));
  return sent + sender.end(parser.end());
}

const isQuick = process.argv.includes('--quick');
const data: Record<string, { chunks: number; textBytes: number; bytes: Record<string, number> }> =
  {};
for (const { name, text } of createCorpora()) {
  const isSmall = text.length < 4_000;
  // Without the spaces models like, so that whoever serialises values anew has no advantage over the text.
  const minified = JSON.stringify(JSON.parse(text));
  const chunks = isSmall ? cutInto(minified, 438) : cut(minified, CHUNKINGS['~4'] ?? { size: 4 });
  data[isSmall ? `${name}, 438 chunks` : name] = {
    chunks: chunks.length,
    textBytes: bytes(minified),
    bytes: Object.fromEntries(
      Object.entries(SENDERS).map(([way, create]) => [way, send(chunks, create())]),
    ),
  };
}

const columns = Object.entries(data);
const head = ['', ...columns.map(([name]) => name)];
const facts: string[][] = [
  ['text, KB', ...columns.map(([, { textBytes }]) => figure(textBytes / 1000))],
  ['chunks', ...columns.map(([, { chunks }]) => chunks.toLocaleString('en-US'))],
];
const rows = (write: (sent: number, textBytes: number) => string) =>
  Object.keys(SENDERS).map((way) => [
    way,
    ...columns.map(([, column]) => write(column.bytes[way] ?? Number.NaN, column.textBytes)),
  ]);

publish({
  name: 'wire',
  title: 'Bytes on the wire',
  isQuick,
  data: { corpora: data },
  sections: [
    {
      title: 'Kilobytes sent',
      text: table(head, [...facts, ...rows((sent) => figure(sent / 1000))]),
    },
    {
      title: 'As a multiple of the text',
      text: table(
        head,
        rows((sent, text) => figure(sent / text)),
      ),
    },
  ],
});
