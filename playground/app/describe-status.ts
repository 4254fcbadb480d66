// In: a run's status, its error and its fields' number. Out: the words on the page and for screen readers.

import { formatPath, type FieldIssue, type PathSegment } from 'fieldwise';
import type { ClientIssue, InstantClientError, RunStatus } from 'fieldwise/client';
import { formatFields } from './format.js';
import type { FieldCounts } from './run-figures.js';

/** What is known of a run, in so far as words are needed for it. */
export interface RunFacts {
  readonly status: RunStatus;
  readonly error: InstantClientError | undefined;
  readonly counts: FieldCounts;
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
  ['invalid-output', 'The answer does not fit the schema'],
  ['truncated-output', 'The model stopped at its limit'],
  ['withheld-output', 'The provider withheld the answer'],
]);

export function titleOf(error: InstantClientError | undefined): string {
  if (error === undefined) return 'The run failed';
  return codeTitles.get(error.code) ?? errorTitles[error.kind];
}

/** The short line beside the status light. */
export function describeStatus({ status, error, counts }: RunFacts): string {
  switch (status) {
    case 'idle':
      return 'Ready';
    case 'connecting':
      return 'Waiting for the first token';
    case 'streaming':
      return 'Streaming';
    case 'complete':
      return `Complete: ${formatFields(counts.done)} fit the schema`;
    case 'stopped':
      return `Stopped: ${describeKept(counts)}`;
    default:
      return `${titleOf(error)}: ${describeKept(counts)}`;
  }
}

function describeKept({ done, invalid }: FieldCounts): string {
  return invalid === 0
    ? `${formatFields(done)} kept`
    : `${formatFields(done)} kept, ${invalid} invalid`;
}

/** What a screen reader says, once, when a run is over; nothing while it goes on. */
export function describeEnd(facts: RunFacts, duration: string): string {
  const { status, error, counts } = facts;
  if (status === 'complete')
    return `Answer complete after ${duration}. ${formatFields(counts.done)}.`;
  if (status === 'stopped') return `${describeStatus(facts)}.`;
  if (status !== 'error') return '';
  const issues = listIssues(error).map(({ path, message }) => `${nameOf(path)}: ${message}.`);
  const reason = issues.length === 0 ? [error?.message ?? ''] : issues;
  return [`${describeStatus(facts)}.`, ...reason].join(' ');
}

/** What the schema found wrong with the answer, each with the path of its field. */
export function listIssues(error: InstantClientError | undefined): readonly FieldIssue[] {
  if (error?.kind !== 'validation') return [];
  return (error.issues ?? []).map(({ path = [], message }) => ({
    path: formatPath(path.map(toSegment)),
    message,
  }));
}

/** How a field is called: the whole answer has no path to be called by. */
export function nameOf(path: string): string {
  return path || 'answer';
}

type IssueSegment = NonNullable<ClientIssue['path']>[number];

function toSegment(segment: IssueSegment): PathSegment {
  const key = typeof segment === 'object' ? segment.key : segment;
  return typeof key === 'symbol' ? String(key) : key;
}
