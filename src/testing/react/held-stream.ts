// In: an answer, and when to say how much of it. Out: a transport that says exactly that, and knows when it was heard.
// No clock: whoever lets it say something can wait until the reader asks for more.
// Knows nothing of React.

import type { InstantTransport, TransportRequest } from '../../client/index.js';
import { check } from '../../internal/usage-error.js';
import { createInstantParser, UsageError, type InstantEvent } from '../../protocol/index.js';

/** One opened stream. */
interface Call {
  readonly say: (text: string) => Promise<void>;
  readonly send: (event: InstantEvent) => Promise<void>;
  /** Ends the text, or breaks off without a word. */
  readonly close: (isWhole: boolean) => Promise<void>;
}

/** What may be done with a stream that says nothing by itself. Each resolves when the reader has taken it in. */
export interface StreamControls {
  /** Says the next pieces. @default 1 */
  readonly say: (pieces?: number) => Promise<void>;
  /** Says everything up to and with this text, which must still be ahead. */
  readonly sayUntil: (text: string) => Promise<void>;
  /** Says the rest, and that it is over. */
  readonly finish: () => Promise<void>;
  /** The connection is lost. */
  readonly cut: () => Promise<void>;
  /** The server reports an error. @default 'internal' */
  readonly fail: (code?: string, message?: string) => Promise<void>;
  /** Tells any event: `reasoning`, `meta`. */
  readonly send: (event: InstantEvent) => Promise<void>;
  /** What was asked for, oldest first; the others above concern the last one. */
  readonly requests: readonly TransportRequest[];
}

export interface HeldStream extends StreamControls {
  readonly transport: InstantTransport;
}

export function createHeldStream(pieces: readonly string[]): HeldStream {
  const text = pieces.join('');
  const calls: Call[] = [];
  const requests: TransportRequest[] = [];
  let said = 0;
  const last = () => {
    const call = calls.at(-1);
    if (call === undefined)
      throw new UsageError('invalid-source', 'Nothing has asked for the answer: submit something.');
    return call;
  };
  const sayTo = (end: number) => {
    const part = text.slice(said, end);
    said = Math.max(said, end);
    return last().say(part);
  };
  return {
    transport: {
      open(request) {
        said = 0;
        const { call, read } = openCall(request);
        calls.push(call);
        requests.push(request);
        return read;
      },
    },
    requests,
    async say(count = 1) {
      const isCount = count === Infinity || (Number.isInteger(count) && count >= 0);
      check(isCount, 'pieces', 'a whole number', count);
      await sayTo(borderAfter(pieces, said, count));
    },
    async sayUntil(wanted) {
      const at = text.indexOf(wanted, said);
      if (at === -1)
        throw new UsageError(
          'invalid-option',
          `sayUntil: ${JSON.stringify(wanted)} is not in what is left to say: ${JSON.stringify(text.slice(said, said + 80))}.`,
        );
      await sayTo(at + wanted.length);
    },
    async finish() {
      await sayTo(text.length);
      await last().close(true);
    },
    cut: async () => last().close(false),
    fail: async (code = 'internal', message = 'The server failed, as it was told to.') =>
      last().send({ type: 'error', code, message }),
    send: async (event) => last().send(event),
  };
}

/** The end of the piece so many pieces further on. */
function borderAfter(pieces: readonly string[], said: number, count: number): number {
  let end = 0;
  let left = count;
  for (const piece of pieces) {
    if (left <= 0) break;
    end += piece.length;
    if (end > said) left--;
  }
  return Math.max(end, said);
}

function openCall(request: TransportRequest): { call: Call; read: AsyncGenerator<InstantEvent> } {
  const parser = createInstantParser();
  const state = { waiting: [] as InstantEvent[], isClosed: false, wake() {}, isHeard() {} };
  request.signal.addEventListener('abort', () => state.wake(), { once: true });
  const tell = (events: readonly InstantEvent[], isLast = false): Promise<void> => {
    if (state.isClosed || request.signal.aborted) return Promise.resolve();
    state.waiting.push(...events);
    state.isClosed = isLast;
    const heard = new Promise<void>((resolve) => (state.isHeard = resolve));
    state.wake();
    return heard;
  };
  async function* read(): AsyncGenerator<InstantEvent> {
    try {
      while (!state.isClosed || state.waiting.length > 0) {
        yield* state.waiting.splice(0);
        request.signal.throwIfAborted();
        if (state.isClosed || state.waiting.length > 0) continue;
        state.isHeard();
        await new Promise<void>((resolve) => (state.wake = resolve));
      }
    } finally {
      state.isClosed = true;
      state.isHeard();
    }
  }
  return {
    read: read(),
    call: {
      say: (text) => tell(parser.feed(text)),
      send: (event) => tell([event]),
      close: (isWhole) => tell(isWhole ? parser.end() : [], true),
    },
  };
}
