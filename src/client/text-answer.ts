// In: the JSON text of one answer, in pieces cut anywhere. Out: its events; a fault in the text is thrown behind them.
// The only file of the room that parses text: who imports it pays for the parser.
// Knows nothing of where text comes from.

import { createInstantParser } from '../protocol/index.js';
import type { InstantEvent, InstantParserOptions } from '../protocol/index.js';
import { InstantClientError } from './error.js';
import { tell } from './tell.js';
import type { WireCallbacks } from './wire-fact.js';
import { WITHDRAWN } from './withdrawn.js';

/** How to read an answer's text. Its schema and policies are those of the run. */
export interface TextReading
  extends
    Pick<InstantParserOptions, 'strict' | 'limits' | 'duplicateKeys' | 'expects'>,
    Pick<WireCallbacks, 'onRepair'> {}

export interface TextAnswer {
  /** True once there was any text. */
  readonly hasBegun: boolean;
  /** @throws {InstantClientError} kind `protocol`, with the code of an `InstantParseError` */
  feed(text: string): Iterable<InstantEvent>;
  /** UTF-8, split anywhere. */
  feedBytes(bytes: Uint8Array): Iterable<InstantEvent>;
  /** @throws {InstantClientError} kind `protocol`: as `feed`, and `no-json` where there was no text at all */
  end(): Iterable<InstantEvent>;
  /** Ends it where it is, by the wish of the other side. */
  stop(): Iterable<InstantEvent>;
  /** What was told is withdrawn, another text follows. */
  restart(): Iterable<InstantEvent>;
}

export function createTextAnswer({
  strict = false,
  limits = {},
  duplicateKeys = 'last',
  expects,
  onRepair,
}: TextReading): TextAnswer {
  const parser = createInstantParser({ strict, limits, duplicateKeys, expects });
  const decoder = new TextDecoder();
  let hasBegun = false;
  let toldRepairs = 0;

  function* settle(events: readonly InstantEvent[]): Iterable<InstantEvent> {
    const { error } = parser;
    tellRepairs();
    yield* error === undefined ? events : events.slice(0, -1);
    if (error !== undefined) throw unreadable(error);
  }

  function tellRepairs(): void {
    const fresh = parser.repairs.slice(toldRepairs);
    toldRepairs += fresh.length;
    for (const repair of fresh) tell(() => onRepair?.(repair));
  }

  function* feed(text: string): Iterable<InstantEvent> {
    if (text === '') return;
    hasBegun = true;
    yield* settle(parser.feed(text));
  }

  return {
    get hasBegun() {
      return hasBegun;
    },
    feed,
    feedBytes: (bytes) => feed(decoder.decode(bytes, { stream: true })),
    *end() {
      yield* feed(decoder.decode());
      if (!hasBegun) throw silent();
      yield* settle(parser.end());
    },
    *stop() {
      const events = parser.end();
      tellRepairs();
      const last = events.at(-1);
      yield* events.slice(0, -1);
      const incomplete = last?.type === 'end' ? last.incomplete : [];
      yield { type: 'end', outcome: 'stopped', incomplete };
    },
    *restart() {
      if (!hasBegun) return;
      const hasTold = parser.value !== undefined;
      hasBegun = false;
      parser.reset();
      toldRepairs = 0;
      if (hasTold) yield WITHDRAWN;
    },
  };
}

function unreadable(cause: { readonly code: string; readonly message: string }) {
  return new InstantClientError('protocol', cause.code, cause.message, { cause });
}

function silent(): InstantClientError {
  return new InstantClientError(
    'protocol',
    'no-json',
    'The stream of text closed without a word. An AI SDK route does so when its model fails: ask again, or look at the ' +
      "route's onError and log for the reason.",
  );
}
