// In: whatever a source yields. Out: nothing, or a refusal before it reaches anybody.
// Events of a type not known here pass, for newer sources.
// Knows nothing of batches, frames or responses.

import { kindOf } from '../internal/kind-of.js';
import type { InstantEventInput } from '../protocol/index.js';
import { ServerError } from './error.js';

const KINDS: ReadonlySet<unknown> = new Set(['object', 'array', 'string']);
const OUTCOMES: ReadonlySet<unknown> = new Set(['complete', 'truncated', 'stopped']);

/**
 * Types promise it, but a source in plain JavaScript, or one that maps events, may yield anything.
 * @throws {ServerError} `invalid-source` when a part is missing or of another kind than its type demands.
 */
export function assertEvent(value: unknown): asserts value is InstantEventInput {
  if (typeof value !== 'object' || value === null) throw noEvent(kindOf(value));
  const event = value as Readonly<Record<string, unknown>>;
  if (typeof event['type'] !== 'string') throw noEvent('an object without a type');
  if (!isSound(event['type'], event)) throw noEvent(`an unsound event of type ${event['type']}`);
}

function isSound(type: string, event: Readonly<Record<string, unknown>>): boolean {
  switch (type) {
    case 'start':
      return isText(event['path']) && KINDS.has(event['kind']);
    case 'delta':
      return isText(event['path']) && isText(event['delta']);
    case 'done':
      return isText(event['path']) && 'value' in event;
    case 'invalid':
      return isText(event['path']) && 'value' in event && Array.isArray(event['issues']);
    case 'missing':
    case 'replaced':
      return isText(event['path']);
    case 'reasoning':
      return isText(event['delta']);
    case 'attempt':
      return (
        Number.isInteger(event['attempt']) && isText(event['reason']) && isList(event['missing'])
      );
    case 'end':
      return OUTCOMES.has(event['outcome']) && Array.isArray(event['incomplete']);
    case 'error':
      return isText(event['code']) && isText(event['message']);
    case 'lane':
      return isText(event['lane']) && isWhole(event['event']);
    case 'signal':
      return isText(event['name']);
    case 'interrupt':
      return isText(event['action']) && isText(event['executionId']) && isAsked(event['interrupt']);
    case 'progress':
      return isText(event['chunk']) && isText(event['phase']);
    default:
      return true;
  }
}

/** An event of a lane is one like any other. */
function isWhole(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Readonly<Record<string, unknown>>;
  return typeof event['type'] === 'string' && isSound(event['type'], event);
}

function isAsked(interrupt: unknown): boolean {
  if (typeof interrupt !== 'object' || interrupt === null) return false;
  return ['id', 'name', 'chunk'].every((name) => isText(Reflect.get(interrupt, name)));
}

/** Of texts, or none at all. */
function isList(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isText));
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

function noEvent(what: string): ServerError {
  return new ServerError(
    'invalid-source',
    500,
    `The source of the stream yielded ${what}, which is no event. Yield objects such as ` +
      "{ type: 'done', path: 'title', value: 'Hello' }.",
  );
}
