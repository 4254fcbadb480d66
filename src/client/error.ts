// In: whatever ended a run too early. Out: one error type whose `kind` says on which leg of the way it happened.
// Messages are our own words or the server's; what anything else said is in `cause` and `issues`.
// Knows nothing of runs, schemas or React.

import { FieldwiseError } from '../internal/error.js';
import { UsageError } from '../internal/usage-error.js';
import type { ErrorEvent } from '../protocol/index.js';

/**
 * Where a run failed: `http` the server refused it · `connection` the network, or a stream that closed too early ·
 * `server` an error event, or a source that failed · `protocol` what came cannot be read · `truncated` the model was cut off ·
 * `validation` the finished answer does not fit the schema · `usage` an option is missing or contradicts another.
 */
export type ClientErrorKind =
  | 'http'
  | 'connection'
  | 'server'
  | 'protocol'
  | 'truncated'
  | 'validation'
  | 'usage';

/** The client's own codes. With the kinds `http` and `server` the code is whatever the server chose. */
export type ClientErrorCode =
  | 'http-error'
  | 'connection-failed'
  | 'connection-lost'
  | 'not-a-stream'
  | 'invalid-frame'
  | 'invalid-source'
  | 'no-json'
  | 'source-failed'
  | 'truncated'
  | 'invalid-output'
  | 'missing-field'
  | 'invalid-option'
  | (string & Record<never, never>);

/** One complaint of a schema, the client's own or the server's. */
export interface ClientIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

interface ClientErrorDetails extends ErrorOptions {
  readonly status?: number | undefined;
  readonly path?: string | undefined;
  readonly issues?: readonly ClientIssue[] | undefined;
}

/**
 * Why a run has the status `error`. `code` is the server's for the kinds `http` and `server`, else one of the client's.
 * What a run shows is an {@link InstantError}: this class, told apart by its `kind`.
 */
export class InstantClientError extends FieldwiseError<ClientErrorCode> {
  override readonly name = 'InstantClientError';
  readonly kind: ClientErrorKind;
  /** The HTTP status, for the kind `http`; 0 where whoever made the error did not say. */
  readonly status: number | undefined;
  /** The field it is about: the one being read when it happened, or the first that does not fit the schema. */
  readonly path: string | undefined;
  /** What a schema complained of: the server's of the input, or the client's of the answer (`validation`). */
  readonly issues: readonly ClientIssue[] | undefined;

  constructor(
    kind: ClientErrorKind,
    code: ClientErrorCode,
    message: string,
    { status, path, issues, ...options }: ClientErrorDetails = {},
  ) {
    super(code, message, options);
    this.kind = kind;
    // The defaults are what makes the union below true of every error.
    this.status = status ?? (kind === 'http' ? 0 : undefined);
    this.path = path;
    this.issues = issues ?? (kind === 'validation' ? [] : undefined);
  }
}

/**
 * Why a run failed, told apart by `kind`: with `http` there is a `status`, with `validation` there are `issues`.
 *
 * @example
 * const say = (error: InstantError): string =>
 *   error.kind === 'validation' ? error.issues.map(({ message }) => message).join() : error.message;
 * typeof say; // 'function'
 */
export type InstantError =
  | OfKind<'http', { readonly status: number }>
  | OfKind<'validation', { readonly issues: readonly ClientIssue[] }>
  | OfKind<Exclude<ClientErrorKind, 'http' | 'validation'>>;

type OfKind<K extends ClientErrorKind, Known = unknown> = InstantClientError & {
  readonly kind: K;
} & Known;

/** The same error, with what its kind promises; the constructor keeps the promise. */
export function byKind(error: InstantClientError): InstantError {
  return error as InstantError;
}

/** Any failure on the way as the one error type; `cause` keeps the original, whose words a relay must not pass on. */
export function toClientError(cause: unknown): InstantClientError {
  if (cause instanceof InstantClientError) return cause;
  if (!(cause instanceof FieldwiseError)) {
    return new InstantClientError(
      'connection',
      'connection-failed',
      'The connection failed: no answer could be had. Check the network and try again.',
      { cause },
    );
  }
  const { code, message } = cause;
  const other = cause instanceof UsageError ? 'usage' : 'server';
  return new InstantClientError(code === 'invalid-frame' ? 'protocol' : other, code, message, {
    cause,
  });
}

/** An event that cannot be applied: no source made with this library sends one. */
export function unreadableEvent(cause: unknown): InstantClientError {
  if (cause instanceof InstantClientError) return cause;
  return new InstantClientError(
    'protocol',
    'invalid-frame',
    'The stream carried an event that cannot be read. What had arrived is kept; check that both ends use one version.',
    { cause },
  );
}

export function connectionLost(cause?: unknown): InstantClientError {
  return new InstantClientError(
    'connection',
    'connection-lost',
    'The stream closed before its last event. What had arrived is kept; try again for the rest.',
    { cause },
  );
}

/** The last event of a run that failed on this side. */
export function toErrorEvent({ code, message, path }: InstantClientError): ErrorEvent {
  return { type: 'error', code, message, ...(path !== undefined && { path }) };
}

/** `path` is that of the field in which it was cut off. */
export function truncated(path: string | undefined): InstantClientError {
  return new InstantClientError(
    'truncated',
    'truncated',
    'The answer was cut off before its end. What arrived is kept; ask for less, or allow the model a longer answer.',
    { path },
  );
}
