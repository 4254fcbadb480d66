// In: one event as it was received. Out: the event with its whole address, and whether it is the answer's own.
// Knows nothing of what becomes of it.

import { isContainer } from '../internal/own.js';
import { formatPath, isFieldEvent, parsePath } from '../protocol/index.js';
import type { FieldEvent, InstantEvent } from '../protocol/index.js';
import { unreadableEvent } from './error.js';

/** True of what closes the whole answer. */
export function isRoot(event: InstantEvent): boolean | undefined {
  return event.isComplete && event.path === '';
}

/**
 * A source written by hand may send anything; what has no place in an answer must not reach the queue. What a copy of an
 * event lost (`{ ...event }`, JSON, `structuredClone`) is worked out of its path.
 *
 * @throws {InstantClientError} `invalid-frame`
 */
export function receivedEvent(event: InstantEvent): InstantEvent {
  try {
    if (!isContainer(event)) throw new TypeError('An event is an object.');
    if (!isFieldEvent(event) || Array.isArray(event.segments)) return event;
    return withAddress(event);
  } catch (cause) {
    throw unreadableEvent(cause);
  }
}

/** The `[0]` of an index, or a quoted key, in which a bracket is a letter like others. */
const INDEX_OR_QUOTED = /\[\d+\]|"(?:[^"\\]|\\.)*"/g;

function withAddress(event: FieldEvent): FieldEvent {
  // Of a copy nothing is sure.
  const { type, path, segments: own } = event as Partial<FieldEvent>;
  const isComplete = type === 'done' || type === 'invalid';
  if (typeof path !== 'string' || own !== undefined || (isComplete && !('value' in event)))
    throw new TypeError('An event about a field has a path, and a value where it closes.');
  const segments = parsePath(path);
  const written = formatPath(segments);
  // Still an event of its type.
  return {
    ...event,
    path: written,
    wildcardPath: written.replaceAll(INDEX_OR_QUOTED, (part) => (part[0] === '"' ? part : '[*]')),
    indexes: segments.filter((segment) => typeof segment === 'number'),
    segments,
    isComplete,
  } as FieldEvent;
}
