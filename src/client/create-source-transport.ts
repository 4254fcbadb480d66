// In: a function that gives an answer in pieces: text, bytes, events, or a Response. Out: a transport without a network of ours.
// An end the source leaves out is added; a source that ignores the abort is left, not waited for.
// Knows nothing of runs or React.

import { FieldwiseError } from '../internal/error.js';
import { checkKinds, checkNames } from '../internal/usage-error.js';
import type { InstantEvent, InstantEventInput } from '../protocol/index.js';
import { InstantClientError } from './error.js';
import { pullPieces, type Pieces } from './pull-pieces.js';
import { READING_OPTIONS, readTextStream, type ReadTextStreamOptions } from './read-text-stream.js';
import { createPieceReader } from './source-pieces.js';
import type { TextReading } from './text-answer.js';
import type { InstantTransport, TransportRequest } from './transport.js';
import { wireCallbacks, type WireCallbacks } from './wire-fact.js';

/** A piece of an answer: of its JSON text, or an event, also in its short form: `{ type: 'done', path, value }`. */
export type SourcePiece = string | Uint8Array | InstantEventInput;

/** An answer in pieces: an async generator, a stream, a list; or a response whose body is it. */
export type AnswerSource = Pieces<SourcePiece> | Response;

/**
 * Opens the source of one run. `signal` is aborted when nobody wants it any more; `path` is that of the one field that is
 * asked for anew, in a retry of it.
 */
export type OpenSource<Input = unknown> = (
  input: Input,
  context: { readonly signal: AbortSignal; readonly path: string | undefined },
) => AnswerSource | Promise<AnswerSource>;

/**
 * Options of {@link createSourceTransport}: how to read text; `onPart` is of a `Response`, `onBytes` of one and of pieces
 * that are bytes.
 */
export interface SourceTransportOptions extends Omit<ReadTextStreamOptions, 'signal'> {}

/**
 * Creates a transport of a function: a model that runs in the page, a server action, a socket, a test's own generator.
 * Pieces of text are parsed; events pass, what follows from a short form is added; between pieces of text `reasoning` and
 * `meta` may be told. A source that is over without an `end` is complete, or truncated where something is open.
 *
 * A failure is the run's error: of this library's errors the code, of any other `source-failed`, its `cause` the original.
 *
 * @throws {UsageError} `invalid-option`
 * @throws {UsageError} `invalid-option`
 * @example
 * const transport = createSourceTransport(async function* ({ topic }: { topic: string }) {
 *   yield '{"title":"On ';
 *   yield `${topic}"}`;
 * });
 * const { partial } = await createInstantRun({ transport }).submit({ topic: 'tea' });
 * partial; // { title: 'On tea' }
 */
export function createSourceTransport<Input = unknown>(
  source: OpenSource<Input>,
  options: SourceTransportOptions = {},
): InstantTransport<Input> {
  checkKinds({ source }, 'function');
  checkKinds({ options }, 'object');
  checkNames('options', options, READING_OPTIONS);
  return {
    async *open(request) {
      const opened = await openSource(source, request);
      const { signal, onWire } = request;
      const reading = { ...options, ...wireCallbacks(options, onWire) };
      yield* isResponse(opened)
        ? readTextStream(opened, { ...reading, signal })
        : readPieces(opened, reading, signal);
    },
  };
}

/** By its shape: a fetch that is not the platform's has a class of its own, and plain JavaScript may return anything. */
function isResponse(source: AnswerSource): source is Response {
  return 'headers' in Object(source);
}

async function openSource<Input>(
  source: OpenSource<Input>,
  { input, path, signal }: TransportRequest<Input>,
): Promise<AnswerSource> {
  signal.throwIfAborted();
  try {
    return await source(input, { signal, path });
  } catch (cause) {
    signal.throwIfAborted();
    throw sourceFailed(cause);
  }
}

async function* readPieces(
  source: Pieces<SourcePiece>,
  options: TextReading & Required<Pick<WireCallbacks, 'onBytes'>>,
  signal: AbortSignal,
): AsyncGenerator<InstantEvent, void, undefined> {
  const reader = createPieceReader(options);
  for await (const piece of pullPieces(source, signal, sourceFailed)) {
    if (piece instanceof Uint8Array) options.onBytes?.(piece.byteLength);
    for (const event of reader.read(piece)) {
      yield event;
      if (event.type === 'end' || event.type === 'error') return;
    }
  }
  yield* reader.end();
}

function sourceFailed(cause: unknown): unknown {
  if (cause instanceof FieldwiseError) return cause;
  return new InstantClientError(
    'server',
    'source-failed',
    'The source of the answer failed. What had arrived is kept; its own error is the cause.',
    { cause },
  );
}
