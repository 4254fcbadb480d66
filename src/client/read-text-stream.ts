// In: the Response of any endpoint that streams one JSON answer. Out: its events, as they arrive.
// What kind of stream it is, its content type and its messages say: bare text, AI SDK UI messages, Fieldwise frames.
// Knows nothing of runs, listeners or retries.

import { createFrameDecoder, type InstantEvent } from '../protocol/index.js';
import { inBatches } from './event-batches.js';
import { frameSplitterFor, type FrameSplitter } from './frame-splitter.js';
import { toHttpError } from './http-error.js';
import { readBody, type ReadBytes, type Reading } from './read-body.js';
import { checkUnread, notAStream, type ReadInstantStreamOptions } from './read-instant-stream.js';
import { createTextAnswer, type TextReading } from './text-answer.js';
import { createPartReader, type OnPart } from './ui-message-parts.js';

/** Options of {@link readTextStream}: how to read the text, and who hears what is beside it. */
export interface ReadTextStreamOptions extends ReadInstantStreamOptions, TextReading {
  /**
   * Called for every part of an AI SDK UI message stream, as sent and before the events it becomes: `data-…`,
   * `source-url`, `tool-output-available`, …
   */
  readonly onPart?: OnPart | undefined;
}

/** The names of {@link ReadTextStreamOptions}, but for the signal, which a transport has from its run. */
export const READING_OPTIONS: readonly (keyof ReadTextStreamOptions)[] = [
  'strict',
  'limits',
  'duplicateKeys',
  'expects',
  'onPart',
  'onBytes',
  'onRepair',
];

/**
 * Reads the events of a response that streams an answer as JSON text (an AI SDK `toTextStreamResponse()`, any other
 * endpoint), as the text of an AI SDK UI message stream (`toUIMessageStreamResponse()`), or as a Fieldwise route does.
 * Reasoning parts become `reasoning`, the finish reason, usage and model `meta`, an abort part an `end` that is
 * `stopped`. The text is read as models write it: fences and prose around it are no part of the answer.
 *
 * Bare text has no last word: one that stops half-way is `truncated`, whatever the reason.
 *
 * @throws {InstantClientError} what `readInstantStream` throws, with `not-a-stream` for a web page alone; and of kind
 * `protocol` with the code of an `InstantParseError`, where the text cannot be read.
 * @example
 * const response = new Response('{"title":"Tea"}', { headers: { 'content-type': 'text/plain' } });
 * const types: string[] = [];
 * for await (const event of readTextStream(response)) types.push(event.type);
 * types; // ['start', 'start', 'delta', 'done', 'done', 'end']
 */
export function readTextStream(
  response: Response,
  { signal, onBytes, ...options }: ReadTextStreamOptions = {},
): AsyncGenerator<InstantEvent, void, undefined> {
  return inBatches(
    readBody(() => open(response, options), { signal, onBytes }),
    signal,
  );
}

async function open(response: Response, options: ReadTextStreamOptions): Promise<Reading> {
  if (!response.ok) throw await toHttpError(response);
  const type = response.headers.get('content-type');
  const { body } = response;
  if (body === null || /^\s*text\/html\b/i.test(type ?? '')) throw notAStream(response);
  checkUnread(response);
  const split = frameSplitterFor(type);
  return { body, read: oneByOne(split ? readMessages(split, options) : readText(options)) };
}

type ReadEvents = (bytes: Uint8Array | undefined) => Iterable<InstantEvent>;

/** Singly, because what cannot be read is thrown behind what could. */
function oneByOne(read: ReadEvents): ReadBytes {
  return function* readSingly(bytes) {
    for (const event of read(bytes)) yield [event];
  };
}

function readText(options: TextReading): ReadEvents {
  const answer = createTextAnswer(options);
  return (bytes) => (bytes ? answer.feedBytes(bytes) : answer.end());
}

/** A message is a part if it is an object; a frame is an array or a string. */
function readMessages(split: FrameSplitter, options: ReadTextStreamOptions): ReadEvents {
  const frames = createFrameDecoder();
  const answer = createTextAnswer(options);
  const parts = createPartReader(answer, options.onPart);
  return function* read(bytes) {
    if (bytes === undefined) {
      if (parts.isFinished) yield* answer.end();
      return;
    }
    for (const message of split(bytes)) {
      if (message === '[DONE]') yield* answer.end();
      else if (message.trimStart().startsWith('{')) yield* parts.read(message);
      else yield* frames.decode(message);
    }
  };
}
