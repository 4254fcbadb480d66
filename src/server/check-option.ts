// In: a numeric option. Out: the same number, or an error that says what it may be.
// Options are checked when something is made, never when the first request comes.
// Knows nothing of what the numbers are for.

import { ServerError } from './error.js';

/** A timer's longest delay; a longer one would fire at once. */
export const MAX_DELAY_MS = 2_147_483_647;

/** @throws {ServerError} `invalid-option` */
export function checkDuration(name: string, value: number, least: number, most = Infinity): number {
  const isRunnable = value >= least && value <= MAX_DELAY_MS;
  if (isRunnable || value === most) return value;
  throw invalidOption(
    `The option ${name} takes ${least} to ${MAX_DELAY_MS} milliseconds` +
      `${most === Infinity ? ', or Infinity for no limit' : ''}: got ${value}.`,
  );
}

/** @throws {ServerError} `invalid-option` */
export function checkSize(name: string, value: number): number {
  if (value > 0) return value;
  throw invalidOption(`The option ${name} takes a number above 0: got ${value}.`);
}

function invalidOption(message: string): ServerError {
  return new ServerError('invalid-option', 500, message);
}
