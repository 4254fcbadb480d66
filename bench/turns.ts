// In: a contestant and a text. Out: whether it can read it, and what one turn of reading costs.
// Everything of one contestant happens here, in whichever process that is.
// Knows nothing of other contestants or of tables.

import { isDeepStrictEqual } from 'node:util';
import { GaveUp, type Contestant, type IsExpired, type Text } from './contestants.js';
import { cpuMs, cpuNow } from './measure.js';

/** How long the trial and a turn may be, in milliseconds of CPU. */
export interface TurnOptions {
  /** A single reading beyond it is stopped and reported as unfinished. */
  readonly capMs: number;
  /** What a turn should take, by repeating fast readings. */
  readonly turnMs: number;
  /** Reading before the first turn: engines compile for about that long, and measured is what comes after. */
  readonly warmUpMs: number;
}

/** Why a contestant takes no turns. */
export type Stop =
  | { readonly stoppedAfterMs: number; readonly share: number }
  | { readonly failed: string };

/** A contestant that takes turns at one text. */
export interface Turns {
  /** Absent when it can go on. */
  readonly stop: Stop | undefined;
  /** CPU of one reading, in milliseconds. */
  readonly take: () => Promise<number>;
}

/** Whoever finished the first reading in time may finish the others. */
const never: IsExpired = () => false;

/**
 * The first readings: they check the value, find those who fail or take too long, warm the code up and tell how often
 * a turn has to repeat a reading to be long enough to measure.
 */
export async function tryOut(
  contestant: Contestant,
  text: Text,
  { capMs, turnMs, warmUpMs }: TurnOptions,
): Promise<Turns> {
  let repeats = 1;
  const read = async () => {
    const cost = await cpuMs(async () => {
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const reading = contestant.read(text, never);
        if (reading instanceof Promise) await reading;
      }
    });
    const ms = cost / repeats;
    repeats = Math.max(1, Math.min(20_000, Math.round(turnMs / ms)));
    return ms;
  };
  const from = cpuNow();
  const stop = await findStop(contestant, text, capMs);
  if (stop === undefined) while (cpuNow() - from < warmUpMs) await read();
  const take = async () => {
    // Garbage of the readings before is not this turn's cost. Never a full collection: it throws compiled code away.
    await globalThis.gc?.({ type: 'minor', execution: 'async' });
    return read();
  };
  return { stop, take };
}

async function findStop(
  contestant: Contestant,
  text: Text,
  capMs: number,
): Promise<Stop | undefined> {
  const from = cpuNow();
  try {
    const { value } = await contestant.read(text, expiry(from + capMs));
    const isRight = !contestant.hasValue || isDeepStrictEqual(value, JSON.parse(text.whole));
    return isRight ? undefined : { failed: 'a different value' };
  } catch (error) {
    if (error instanceof GaveUp) return { stoppedAfterMs: cpuNow() - from, share: error.share };
    return {
      failed: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
    };
  }
}

/** The clock is asked now and then: asking costs as much as reading a chunk. */
function expiry(end: number): IsExpired {
  let asked = 0;
  return () => (asked = (asked + 1) & 31) === 0 && cpuNow() > end;
}
