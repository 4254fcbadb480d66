// In: a recording. Out: the same answer again, as pieces of text, as events, or as a client's transport.
// Each reading is a run of its own, from the start, in recorded time divided by the speed.
// Knows nothing of networks: a cut connection is an end without a last word, or a body that breaks.

import { readTextStream } from '../client/index.js';
import { check, checkKinds, checkNames } from '../internal/usage-error.js';
import { createInstantParser, type InstantEvent } from '../protocol/index.js';
import { delay } from './delay.js';
import { cutConnection } from './model-fault.js';
import { checkRecording, invalid, piecesOf, type Recording } from './recording.js';
import { replayResponse, type PlayPieces } from './replay-response.js';

export interface ReplayOptions {
  /** 2 is twice as fast, Infinity waits for nothing; a function is asked before each piece. @default 1 */
  readonly speed?: number | (() => number);
  /** Waited for before each piece in place of the recorded time: a gate that a test opens. It should end with the signal. */
  readonly wait?:
    | ((index: number, signal: AbortSignal | undefined) => PromiseLike<void>)
    | undefined;
  /** Pieces after which the connection is lost: the events stop without `end` or `error`. @default never */
  readonly cutAfter?: number;
}

/** A recorded run, ready to be played any number of times. Iterating it plays its events. */
export interface ReplayedRun extends AsyncIterable<InstantEvent> {
  /** The events, for whoever takes a transport: `createInstantRun({ transport: replayRun(recording) })`. */
  open(request?: {
    readonly input?: unknown;
    readonly signal?: AbortSignal;
  }): AsyncGenerator<InstantEvent, void, undefined>;
  /**
   * The pieces of text, for whoever takes a model: `createAgent({ model: replayRun(recording).text })`. A response whose
   * body is no plain text is refused with `invalid-recording`: it holds frames, and no model says those.
   */
  readonly text: (request?: {
    readonly signal?: AbortSignal;
  }) => AsyncGenerator<string, void, undefined>;
  /**
   * A response, for whoever takes a `fetch`: `fetch: async (_, init) => replayRun(recording).respond(init ?? {})`. A
   * recorded response comes as it came; a recorded answer as a Fieldwise route would send it.
   */
  readonly respond: (request?: { readonly signal?: AbortSignal | null }) => Response;
}

/**
 * Plays a recording: piece by piece at the recorded borders and times. Time is that of `setTimeout`, so fake timers
 * move it.
 *
 * @throws {TestingError} `invalid-recording`, when its borders and times do not fit its text.
 * @throws {UsageError} `invalid-option`; while it plays, for a speed that a function gave.
 * @example
 * import { replayRun } from 'fieldwise/testing';
 *
 * const recording = { version: 1, text: '{"a":1}', ends: [4, 7], atMs: [10, 20] } as const;
 * const types: string[] = [];
 * for await (const event of replayRun(recording, { speed: Infinity })) types.push(event.type);
 * types; // ['start', 'done', 'done', 'end']
 */
export function replayRun(recording: Recording, options: ReplayOptions = {}): ReplayedRun {
  checkNames('options', options, ['speed', 'wait', 'cutAfter']);
  const { speed = 1, wait, cutAfter = Infinity } = options;
  checkKinds({ wait }, 'function', 'undefined');
  check(typeof cutAfter === 'number' && cutAfter >= 0, 'cutAfter', 'a number of pieces', cutAfter);
  if (typeof speed !== 'function') checkSpeed(speed);
  const { atMs, contentType, isCut = false } = checkRecording(recording);
  const pieces = piecesOf(recording);
  async function* play(signal?: AbortSignal): AsyncGenerator<string, boolean, undefined> {
    let playedMs = 0;
    for (const [index, piece] of pieces.entries()) {
      if (index >= cutAfter) return true;
      const dueMs = atMs[index] ?? playedMs;
      const rate = typeof speed === 'function' ? checkSpeed(speed()) : speed;
      await (wait === undefined ? delay((dueMs - playedMs) / rate, signal) : wait(index, signal));
      yield piece;
      playedMs = dueMs;
    }
    return isCut;
  }
  const respond: ReplayedRun['respond'] = ({ signal } = {}) =>
    replayResponse(recording, play, signal ?? undefined);
  const events = (signal?: AbortSignal) =>
    contentType === undefined
      ? parse(play, signal)
      : readTextStream(respond(signal && { signal }), { signal });
  return {
    async *text({ signal } = {}) {
      if (/event-stream|ndjson|jsonl/i.test(contentType ?? ''))
        throw invalid(`a body of the type ${contentType} is not what a model says.`);
      if (yield* play(signal)) throw cutConnection();
    },
    respond,
    open: ({ signal } = {}) => events(signal),
    [Symbol.asyncIterator]: () => events(),
  };
}

/** At 0 nothing would ever come, and a timer that waits for ever fires at once. */
function checkSpeed(speed: number): number {
  check(typeof speed === 'number' && speed > 0, 'speed', 'a number above 0', speed);
  return speed;
}

async function* parse(
  play: PlayPieces,
  signal: AbortSignal | undefined,
): AsyncGenerator<InstantEvent, void, undefined> {
  const parser = createInstantParser();
  const pieces = play(signal);
  try {
    for (;;) {
      const { done, value } = await pieces.next();
      if (done === true && value) return;
      yield* done === true ? parser.end() : parser.feed(value);
      if (done === true) return;
    }
  } finally {
    await pieces.return(false);
  }
}
