// In: whatever went wrong. Out: an error with a code and a status, and the part of it that may cross the wire.
// Only errors whose every word this library wrote on this machine are shown; everything else becomes `internal`.
// Knows nothing of requests, streams or who asked.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { FieldwiseError } from '../internal/error.js';
import { InstantParseError, PathError, type ErrorEvent } from '../protocol/index.js';

/** Why the server refused a request or ended a stream. Each has a page in `docs/errors/`. */
export type ServerErrorCode =
  | 'invalid-json'
  | 'invalid-input'
  | 'invalid-output'
  | 'body-too-large'
  | 'unsupported-media-type'
  | 'not-acceptable'
  | 'forbidden-origin'
  | 'unauthorized'
  | 'timeout'
  | 'invalid-field'
  | 'missing-field'
  | 'source-failed'
  | 'truncated'
  | 'stopped'
  | 'unknown-interrupt'
  | 'closed-interrupt'
  | 'invalid-answer'
  | 'internal'
  | 'invalid-option'
  | 'invalid-source';

/** One complaint of a schema, safe to send: no received values, only where and why. */
export interface ServerIssue {
  readonly message: string;
  /** Keys and indexes from the root; `[]` is the root itself. */
  readonly path: readonly (string | number)[];
}

/** What the server throws and answers with. `status` is the HTTP status it is answered with before the first byte. */
export class ServerError extends FieldwiseError<ServerErrorCode> {
  override readonly name = 'ServerError';
  readonly status: number;
  /** A schema's complaints, for `invalid-input`, `invalid-output`, `invalid-field` and `invalid-answer`. */
  readonly issues: readonly ServerIssue[] | undefined;
  /** The field that was asked for, where it is about one. */
  readonly path: string | undefined;

  constructor(
    code: ServerErrorCode,
    status: number,
    message: string,
    options?: ErrorOptions & {
      readonly issues?: readonly StandardSchemaV1.Issue[];
      readonly path?: string;
    },
  ) {
    super(code, message, options);
    this.status = status;
    this.issues = options?.issues?.map(toServerIssue);
    this.path = options?.path;
  }
}

function toServerIssue({ message, path = [] }: StandardSchemaV1.Issue): ServerIssue {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  return { message, path: keys.map((key) => (typeof key === 'symbol' ? String(key) : key)) };
}

/** What is wrong with the code around this library: for its author, not for its readers. */
const INWARD: ReadonlySet<ServerErrorCode> = new Set(['invalid-option', 'invalid-source']);

/**
 * True for errors with nothing in them but our own words: those of this room, of an agent, and of reading text or paths.
 * Errors of a connection are not among them, for they repeat what another server said; nor is a class added later.
 */
function isFitToShow(error: unknown): error is FieldwiseError & { readonly ownWords?: string } {
  if (error instanceof ServerError) return !INWARD.has(error.code);
  if (error instanceof InstantParseError || error instanceof PathError) return true;
  // The server loads no agents, so it knows their errors by name; minifiers leave it, for it is a property.
  return error instanceof FieldwiseError && error.name === 'AgentError';
}

/** The event that tells a reader of the failure: code and message where they are fit to show, else `internal`. */
export function toErrorEvent(error: unknown): ErrorEvent {
  if (!isFitToShow(error)) {
    return {
      type: 'error',
      code: 'internal',
      message: 'The server failed to finish the answer. Its log has the reason.',
    };
  }
  // An agent's message ends with what its provider said, which is for whoever runs the server.
  const { code, ownWords: message = error.message } = error;
  const path = 'path' in error && typeof error.path === 'string' ? { path: error.path } : {};
  return { type: 'error', code, message, ...path };
}

/** The JSON answer to a request whose stream has not begun: `{ error: { code, message, issues? } }`. */
export function toErrorResponse(error: unknown): Response {
  const { type: _, ...shown } = toErrorEvent(error);
  const issues = error instanceof ServerError && error.issues ? { issues: error.issues } : {};
  return toJsonResponse({ error: { ...shown, ...issues } }, statusOf(error));
}

/** Failures that are not the server's own but of what it asked: a model, by the codes of an agent, or a time limit. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ['model-failed', 502],
  ['unreadable-output', 502],
  ['invalid-output', 502],
  ['truncated-output', 502],
  ['missing-keys', 502],
  ['withheld-output', 502],
  ['tool-failed', 502],
  ['rounds-exceeded', 502],
  ['calls-exceeded', 502],
  ['superseded', 502],
  ['stopped', 502],
  ['timeout', 504],
]);

/** The HTTP status of a failure that is known by its code alone. */
export function statusOfCode(code: string): number {
  return STATUSES.get(code) ?? 500;
}

function statusOf(error: unknown): number {
  if (error instanceof ServerError) return error.status;
  if (isTimeout(error) || (error instanceof Error && isTimeout(error.cause))) return 504;
  if (!(error instanceof FieldwiseError)) return 500;
  // Text and streams that came from elsewhere.
  if (error instanceof InstantParseError || error.name === 'InstantClientError') return 502;
  return statusOfCode(error.code);
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}

/** A JSON answer that no cache keeps. */
export function toJsonResponse(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}

/** What to tell the reader of an abort: a time limit is a failure with a reason, everything else is a stop. */
export function failureOf(signal: AbortSignal | undefined): unknown {
  const reason: unknown = signal?.reason;
  if (reason instanceof ServerError) return reason;
  return isTimeout(reason) ? timeoutError(reason) : undefined;
}

export function timeoutError(cause?: unknown): ServerError {
  return new ServerError(
    'timeout',
    504,
    'The answer took longer than the server allows and was given up. Ask for less, or raise timeoutMs.',
    { cause },
  );
}
