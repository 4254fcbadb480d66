// In: a recording. Out: the same answer again, as pieces of text, as events, or as a client's transport.
// Each reading is a run of its own, from the start, in recorded time divided by the speed.
// Knows nothing of networks: a cut connection is an end without a last word.

import { createInstantParser, type InstantEvent } from '../protocol/index.js';
import { delay } from './delay.js';
import type { Recording } from './record-run.js';

export interface ReplayOptions {
  /** 2 is twice as fast, Infinity waits for nothing; a function is asked before each piece. @default 1 */
  readonly speed?: number | (() => number);
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
  /** The pieces of text, for whoever takes a model: `createAgent({ model: replayRun(recording).text })`. */
  readonly text: (request?: {
    readonly signal?: AbortSignal;
  }) => AsyncGenerator<string, void, undefined>;
}

/**
 * Plays a recording: piece by piece at the recorded borders and times.
 *
 * @throws {RangeError} when the recording's borders and times do not fit its text.
 * @example
 * import { replayRun } from 'fieldwise/testing';
 *
 * const recording = { version: 1, text: '{"a":1}', ends: [4, 7], atMs: [10, 20] } as const;
 * const types: string[] = [];
 * for await (const event of replayRun(recording, { speed: Infinity })) types.push(event.type);
 * types; // ['start', 'done', 'done', 'end']
 */
export function replayRun(
  recording: Recording,
  { speed = 1, cutAfter = Infinity }: ReplayOptions = {},
): ReplayedRun {
  check(recording);
  const text: ReplayedRun['text'] = async function* ({ signal } = {}) {
    let from = 0;
    let playedMs = 0;
    for (const [index, end] of recording.ends.entries()) {
      const atMs = recording.atMs[index] ?? playedMs;
      const rate = typeof speed === 'function' ? speed() : speed;
      await delay((atMs - playedMs) / rate, signal);
      yield recording.text.slice(from, end);
      from = end;
      playedMs = atMs;
    }
  };
  async function* play(signal?: AbortSignal): AsyncGenerator<InstantEvent, void, undefined> {
    const parser = createInstantParser();
    let played = 0;
    for await (const piece of text(signal && { signal })) {
      if (played++ >= cutAfter) return;
      yield* parser.feed(piece);
    }
    yield* parser.end();
  }
  return {
    text,
    open: ({ signal } = {}) => play(signal),
    [Symbol.asyncIterator]: () => play(),
  };
}

function check({ text, ends, atMs }: Recording): void {
  const isRising = (values: readonly number[]) =>
    values.every((value, index) => value >= (values[index - 1] ?? 0));
  const fits = ends.length === atMs.length && (ends.at(-1) ?? 0) === text.length;
  if (!fits || !isRising(ends) || !isRising(atMs)) {
    throw new RangeError(
      'replayRun: the recording does not fit together: `ends` and `atMs` must be equally long and rising, and the ' +
        `last of \`ends\` must be the length of \`text\` (${text.length}).`,
    );
  }
}
