// In: a value that is there already. Out: the events by which a parser would have told it.
// What was read once can so be read again: by another schema, or with a part of it changed.
// Knows nothing of schemas or of who reads.

import { isContainer } from '../internal/own.js';
import type { InstantEvent } from './event.js';
import { doneFact, startFact } from './field-facts.js';
import { FieldNode } from './field-node.js';

/**
 * Tells a value that is there already as a parser tells it: what is in it first, the whole last.
 *
 * @example
 * const events = toEvents({ title: 'Tea' });
 * events.map(({ type, path }) => `${type} ${path}`); // ['start ', 'start title', 'done title', 'done ']
 */
export function toEvents(value: unknown): readonly InstantEvent[] {
  const events: InstantEvent[] = [];
  tellValue(FieldNode.root(), value, events);
  return events;
}

function tellValue(node: FieldNode, value: unknown, events: InstantEvent[]): void {
  const isList = Array.isArray(value);
  if (typeof value === 'string') events.push(startFact(node, 'string'));
  else if (isContainer(value)) {
    events.push(startFact(node, isList ? 'array' : 'object'));
    for (const [key, child] of Object.entries(value)) {
      tellValue(node.childAt(isList ? Number(key) : key), child, events);
    }
  }
  events.push(doneFact(node, value));
}
