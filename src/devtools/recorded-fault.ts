// In: why a run failed. Out: that as a file has it, and from a file the error again.
// The kind is kept: who replays a lost connection is not told of a server.
// Knows nothing of events.

import { InstantClientError, type ClientErrorKind, type InstantError } from '../client/index.js';
import { getOwn } from '../internal/own.js';

/** Why a run failed, as a file has it. */
export interface RecordedFault {
  /** Absent in files of before. */
  readonly kind?: ClientErrorKind | undefined;
  readonly code: string;
  readonly message: string;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  readonly issues?: InstantError['issues'];
}

const KINDS: Record<ClientErrorKind, true> = {
  http: true,
  connection: true,
  server: true,
  protocol: true,
  truncated: true,
  validation: true,
  usage: true,
};

export function toFault(error: InstantError): RecordedFault {
  const { kind, code, message, path, status } = error;
  const issues = error.issues?.map((issue) => ({ message: issue.message, path: issue.path }));
  return { kind, code, message, path, status, issues };
}

/** The error that the run had. */
export function toError({ kind = 'server', code, message, ...more }: RecordedFault) {
  return new InstantClientError(kind, code, message, more);
}

export function isFault(fault: unknown): fault is RecordedFault {
  const [kind, code, message, path, status, issues] = [
    'kind',
    'code',
    'message',
    'path',
    'status',
    'issues',
  ].map((key) => getOwn(fault, key));
  const isKnown = kind === undefined || (typeof kind === 'string' && Object.hasOwn(KINDS, kind));
  const isTold = typeof code === 'string' && typeof message === 'string';
  const isPlaced = path === undefined || typeof path === 'string';
  const isNumbered = status === undefined || typeof status === 'number';
  return isKnown && isTold && isPlaced && isNumbered && (issues === undefined || isIssues(issues));
}

function isIssues(issues: unknown): boolean {
  return (
    Array.isArray(issues) &&
    issues.every((issue: unknown) => {
      const path = getOwn(issue, 'path');
      const isPlaced = path === undefined || Array.isArray(path);
      return typeof getOwn(issue, 'message') === 'string' && isPlaced;
    })
  );
}
