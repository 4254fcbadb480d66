// In: a run's status, its error and how many fields are there. Out: the words on the page and for screen readers.

import type { InstantClientError, RunStatus } from 'fieldwise/client';
import { formatFields } from './format.js';
import type { FieldTime } from './field-times.js';

/** What is known of a run, in so far as words are needed for it. */
export interface RunFacts {
  readonly status: RunStatus;
  readonly error: InstantClientError | undefined;
  /** Leaf fields that are done. */
  readonly done: number;
}

/** Leaves, not containers, are what a reader calls a field. */
const isLeaf = ({ kind }: FieldTime) => kind !== 'object' && kind !== 'array';

export function countDone(fields: readonly FieldTime[]): number {
  return fields.filter((field) => isLeaf(field) && field.doneMs !== undefined).length;
}

/** Begun and not done. */
export function countOpen(fields: readonly FieldTime[]): number {
  return fields.filter((field) => isLeaf(field) && field.doneMs === undefined).length;
}

const errorTitles: Record<InstantClientError['kind'], string> = {
  http: 'The server refused the request',
  connection: 'The connection was lost',
  server: 'The server could not finish the answer',
  protocol: 'The stream could not be read',
  truncated: 'The model stopped at its limit',
  validation: 'The answer does not fit the schema',
  usage: 'This run cannot start',
};

/** What the server reports of the model is not the server's fault. */
const codeTitles: ReadonlyMap<string, string> = new Map([
  ['model-failed', 'The model failed'],
  ['unreadable-output', 'The answer could not be read'],
  ['withheld-output', 'The provider withheld the answer'],
]);

function titleOf(error: InstantClientError | undefined): string {
  if (error === undefined) return 'The run failed';
  return codeTitles.get(error.code) ?? errorTitles[error.kind];
}

/** The short line beside the status light. */
export function describeStatus({ status, error, done }: RunFacts): string {
  switch (status) {
    case 'idle':
      return 'Ready';
    case 'connecting':
      return 'Waiting for the first token';
    case 'streaming':
      return 'Streaming';
    case 'complete':
      return `Complete: ${formatFields(done)} fit the schema`;
    case 'stopped':
      return `Stopped: ${formatFields(done)} kept`;
    default:
      return `${titleOf(error)}: ${formatFields(done)} kept`;
  }
}

/** What a screen reader says, once, when a run is over; nothing while it goes on. */
export function describeEnd(facts: RunFacts, duration: string): string {
  const { status, error } = facts;
  if (status === 'complete')
    return `Answer complete after ${duration}. ${formatFields(facts.done)}.`;
  if (status === 'stopped') return `${describeStatus(facts)}.`;
  return status === 'error' ? `${describeStatus(facts)}. ${error?.message ?? ''}` : '';
}
