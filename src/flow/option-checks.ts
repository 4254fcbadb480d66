// In: an option as a caller without types may pass it. Out: nothing, or an error that says what it takes and what it got.
// Knows no option by name.

import { kindOf } from '../internal/kind-of.js';
import { wrongName } from '../internal/usage-error.js';
import { FlowError } from './error.js';

/** A hundred years: what is further away is a mistake in the unit. */
const MAX_DURATION_MS = 3_155_760_000_000;

/** @throws {FlowError} `invalid-option`, as all of these do */
export function check(isFit: boolean, name: string, takes: string, value: unknown): void {
  if (!isFit)
    throw new FlowError('invalid-option', `\`${name}\` takes ${takes}: got ${kindOf(value)}.`);
}

export function checkNames(maker: string, options: object, known: readonly string[]): void {
  check(typeof options === 'object' && options !== null, 'options', 'an object', options);
  const wrong = wrongName(options, known);
  if (wrong !== undefined) throw new FlowError('invalid-option', `${maker} ${wrong}`);
}

export function areNames(value: unknown): boolean {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

export function checkCount(name: string, value: unknown): void {
  check(isCount(value), name, 'a whole number from 1, or Infinity', value);
}

function isCount(value: unknown): boolean {
  return value === Infinity || (Number.isInteger(value) && Number(value) >= 1);
}

export function isCountFrom0(value: unknown): boolean {
  return value === 0 || isCount(value);
}

export function checkDuration(value: unknown): void {
  const isDuration = typeof value === 'number' && value > 0 && value <= MAX_DURATION_MS;
  check(isDuration, 'timeoutMs', 'milliseconds above 0, at most a hundred years', value);
}
