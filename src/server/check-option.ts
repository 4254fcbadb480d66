// In: an option. Out: the same, or an error that says what it may be.
// Options are checked when something is made, never when the first request comes.
// Knows nothing of what the options are for.

import { kindOf } from '../internal/kind-of.js';
import { wrongName } from '../internal/usage-error.js';
import { ServerError } from './error.js';

/** A timer's longest delay; a longer one would fire at once. */
export const MAX_DELAY_MS = 2_147_483_647;

/** @throws {ServerError} `invalid-option` */
export function checkDuration(name: string, value: number, least: number, most = Infinity): number {
  const isRunnable = value >= least && value <= MAX_DELAY_MS;
  if (typeof value === 'number' && (isRunnable || value === most)) return value;
  const limit = most === Infinity ? ', or Infinity for no limit' : '';
  throw invalidOption(name, `${least} to ${MAX_DELAY_MS} milliseconds${limit}`, kindOf(value));
}

/** @throws {ServerError} `invalid-option` */
export function checkSize(name: string, value: number): number {
  if (typeof value === 'number' && value > 0) return value;
  throw invalidOption(name, 'a number above 0', kindOf(value));
}

/** @throws {ServerError} `invalid-option` */
export function checkOptions(maker: string, options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ServerError(
      'invalid-option',
      500,
      `${maker}: the options are ${kindOf(options)}. Pass an object of them.`,
    );
  }
  const wrong = wrongName(options, known);
  if (wrong !== undefined) throw new ServerError('invalid-option', 500, `${maker} ${wrong}`);
}

/** A callback that need not be given. @throws {ServerError} `invalid-option` */
export function checkCallback(name: string, value: unknown): void {
  if (value !== undefined && typeof value !== 'function') {
    throw invalidOption(name, 'a function', kindOf(value));
  }
}

/** A schema that need not be given. @throws {ServerError} `invalid-option` */
export function checkSchema(name: string, value: unknown): void {
  if (value === undefined) return;
  const holder = typeof value === 'function' || typeof value === 'object' ? value : null;
  const standard: unknown =
    holder !== null && '~standard' in holder ? holder['~standard'] : undefined;
  const isSchema =
    typeof standard === 'object' &&
    standard !== null &&
    'validate' in standard &&
    typeof standard.validate === 'function';
  if (!isSchema) throw invalidOption(name, 'a Standard Schema, such as one of zod', kindOf(value));
}

/** A signal that need not be given. @throws {ServerError} `invalid-option` */
export function checkSignal(value: unknown): void {
  const isSignal = typeof value === 'object' && value !== null && 'aborted' in value;
  if (value !== undefined && !isSignal) {
    throw invalidOption('signal', 'an AbortSignal', kindOf(value));
  }
}

/** @throws {ServerError} `invalid-option` */
export function checkOrigins(name: string, value: readonly string[]): readonly string[] {
  const takes = "a list of origins such as 'https://app.example.com', or '*'";
  if (!Array.isArray(value)) throw invalidOption(name, takes, kindOf(value));
  for (const origin of value as readonly unknown[]) {
    if (typeof origin !== 'string') throw invalidOption(name, takes, kindOf(origin));
    if (origin === '*' || origin === 'null' || origin === asBrowsersWrite(origin)) continue;
    const known = asBrowsersWrite(origin);
    const hint = known === undefined ? '' : `; write ${JSON.stringify(known)}`;
    throw invalidOption(name, takes, `${JSON.stringify(origin)}${hint}`);
  }
  return value;
}

/** An origin is a scheme and a host. Only those of the web have a form that URL knows; apps bring schemes of their own. */
function asBrowsersWrite(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.host === '') return undefined;
  return url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin;
}

export function invalidOption(name: string, takes: string, got: string): ServerError {
  return new ServerError('invalid-option', 500, `The option ${name} takes ${takes}: got ${got}.`);
}
