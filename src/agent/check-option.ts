// In: options as a caller without types may pass them. Out: nothing, or an error that says what they may be.
// Checked when something is made, never when an answer is read.
// Knows nothing of models or schemas.

import { kindOf } from '../internal/kind-of.js';
import { wrongName } from '../internal/usage-error.js';
import { AgentError } from './error.js';

/** @throws {AgentError} `invalid-option` */
export function checkOptions(
  maker: string,
  options: object,
  example: string,
  known: readonly string[],
): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new AgentError(
      'invalid-option',
      `${maker}: the options are ${kindOf(options)}. Pass ${example}.`,
    );
  }
  const wrong = wrongName(options, known);
  if (wrong !== undefined) throw new AgentError('invalid-option', `${maker} ${wrong}`);
}

/** @throws {AgentError} `invalid-option` */
export function checkSignal(maker: string, signal: AbortSignal | undefined): void {
  if (signal === undefined) return;
  if (typeof signal === 'object' && signal !== null && 'aborted' in signal) return;
  throw new AgentError(
    'invalid-option',
    `${maker}: \`signal\` is ${kindOf(signal)}. Pass an AbortSignal, the \`signal\` of an AbortController.`,
  );
}

/** A mapping of names. @throws {AgentError} `invalid-option` */
export function checkNamed<Values extends object>(maker: string, values: Values): Values {
  if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values;
  throw new AgentError('invalid-option', `${maker}: it is ${kindOf(values)}. Pass an object.`);
}

/** @throws {AgentError} `invalid-option` */
export function checkHandler(maker: string, handler: unknown): void {
  if (typeof handler === 'function') return;
  throw new AgentError(
    'invalid-option',
    `${maker}: the handler is ${kindOf(handler)}. It is a function.`,
  );
}
