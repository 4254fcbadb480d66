// In: a transport, an input and the path of one field. Out: what a second answer has there, as it was written.
// The second answer is left as soon as the field has closed: the rest of it is not paid for.
// Knows nothing of the first answer or of who shows what.

import { asWritten, formatPath, isFieldEvent, parsePath } from '../protocol/index.js';
import type { EndEvent, ErrorEvent, FieldEvent, InstantEvent, Path } from '../protocol/index.js';
import type { AnswerReader } from './answer-reader.js';
import {
  connectionLost,
  InstantClientError,
  toClientError,
  truncated,
  unreadableEvent,
} from './error.js';
import { receiveEvents } from './receive-events.js';
import type { InstantTransport } from './transport.js';
import { WITHDRAWN } from './withdrawn.js';
import { findAt, isWithin } from './written-value.js';

export interface SecondAnswer<Input> {
  readonly transport: InstantTransport<Input>;
  readonly input: Input;
  readonly path: Path;
  readonly signal: AbortSignal;
  readonly reader: AnswerReader<unknown>;
  /** Told of what happens at the path, below it, and above it where that withdraws it. */
  readonly onEvent: (event: FieldEvent) => void;
}

/** @throws {InstantClientError} when it cannot be had. */
export async function askAgain<Input>({
  transport,
  input,
  path,
  signal,
  reader,
  onEvent,
}: SecondAnswer<Input>): Promise<unknown> {
  const enough = new AbortController();
  let leave = () => {};
  // A transport that ignores the abort is left behind, not waited for.
  const left = new Promise<never>((_, reject) => {
    leave = () => {
      enough.abort();
      reject(connectionLost(signal.reason));
    };
  });
  signal.addEventListener('abort', leave);
  let written: { readonly value: unknown } | undefined;
  let last: EndEvent | ErrorEvent | undefined;
  const request = { input, path: formatPath(path), signal: enough.signal };
  try {
    const received = receiveEvents(transport, request, (event) => {
      try {
        if (event.type === 'end' || event.type === 'error') last = event;
        if (event.type === 'attempt') onEvent(WITHDRAWN);
        for (const own of ownEvents(reader.read(event), path)) onEvent(own);
        written = writtenIn(event, path);
      } catch (cause) {
        throw unreadableEvent(cause);
      }
      if (written) enough.abort();
    });
    await Promise.race([received, left]);
  } catch (cause) {
    throw toClientError(cause);
  } finally {
    signal.removeEventListener('abort', leave);
  }
  if (written) return written.value;
  throw whyNot(last, request.path);
}

function ownEvents(events: readonly InstantEvent[], path: Path): readonly FieldEvent[] {
  return events
    .filter((event) => isFieldEvent(event))
    .filter(
      ({ type, segments }) =>
        isWithin(segments, path) || (type === 'replaced' && isWithin(path, segments)),
    );
}

/** The field's value, where the event closes it or something around it. */
function writtenIn(event: InstantEvent, path: Path): { readonly value: unknown } | undefined {
  for (const origin of asWritten([event])) {
    if (origin.type !== 'done' && origin.type !== 'invalid') continue;
    const around = 'segments' in origin ? origin.segments : parsePath(origin.path);
    if (!isWithin(path, around)) continue;
    const found = findAt(origin.value, path.slice(around.length));
    if (found) return found;
    throw missingField(formatPath(path));
  }
  return undefined;
}

function whyNot(last: EndEvent | ErrorEvent | undefined, path: string): InstantClientError {
  if (last?.type === 'error') {
    return new InstantClientError('server', last.code, last.message, { path });
  }
  return last?.outcome === 'truncated' ? truncated(path) : missingField(path);
}

function missingField(path: string): InstantClientError {
  return new InstantClientError(
    'validation',
    'missing-field',
    `The second answer has no field ${path}. The field keeps what it had; check what the server makes of the path.`,
    { path },
  );
}
