// In: what kept an agent from answering. Out: the one error class of this room.
// What a provider said stands in the message alone, bounded and without what looks like a key; it does not cross the wire.
// Knows no transport: what a reader over the network sees is decided elsewhere.

import { FieldwiseError } from '../internal/error.js';

/**
 * Why there is no answer. Building a request: `invalid-model`, `invalid-option`, `invalid-schema`, `invalid-prompt`,
 * `empty-prompt`, `invalid-input`, `missing-variable`. Reading a response: `model-failed`, `unreadable-output`,
 * `invalid-output`, `truncated-output`, `missing-keys`, `withheld-output`, `tool-failed`, `rounds-exceeded`,
 * `calls-exceeded`, `superseded`, `stopped`. Of sessions: `invalid-session`, `session-failed`. Each has a page in
 * `docs/errors/`.
 */
export type AgentErrorCode =
  | 'invalid-model'
  | 'invalid-option'
  | 'invalid-schema'
  | 'invalid-prompt'
  | 'empty-prompt'
  | 'invalid-input'
  | 'missing-variable'
  | 'model-failed'
  | 'unreadable-output'
  | 'invalid-output'
  | 'truncated-output'
  | 'missing-keys'
  | 'withheld-output'
  | 'tool-failed'
  | 'rounds-exceeded'
  | 'calls-exceeded'
  | 'superseded'
  | 'stopped'
  | 'invalid-session'
  | 'session-failed';

/** One way in which an answer misses its schema. */
export interface AgentIssue {
  /** Written path of the field, `items[0].title`; the root is `''`. */
  readonly path: string;
  readonly message: string;
}

export interface AgentErrorOptions extends ErrorOptions {
  readonly issues?: readonly AgentIssue[];
  readonly missing?: readonly string[];
  readonly incomplete?: readonly string[];
  readonly path?: string;
  readonly reason?: string | undefined;
}

/** An agent could not be asked, or did not answer. `cause` keeps the error behind it, where there is one. */
export class AgentError extends FieldwiseError<AgentErrorCode> {
  override readonly name = 'AgentError';
  /** What misses the schema; empty unless `code` is `invalid-output` or `invalid-input`. */
  readonly issues: readonly AgentIssue[];
  /** Keys, or a variable, that were asked for and are not there; empty unless `code` is `missing-keys` or `missing-variable`. */
  readonly missing: readonly string[];
  /** Paths begun and never closed, outermost first; empty unless `code` is `truncated-output`. */
  readonly incomplete: readonly string[];
  /** The field being read when it happened, where that is known. */
  readonly path: string | undefined;
  /** The message without what a provider said: what those on the other end of a route are told. */
  readonly ownWords: string;

  /** `reason`: what a provider said, which is told behind the message. */
  constructor(code: AgentErrorCode, message: string, options: AgentErrorOptions = {}) {
    const { issues = [], missing = [], incomplete = [], path, reason, ...rest } = options;
    super(code, reason === undefined ? message : `${message} The provider says: ${reason}`, rest);
    this.ownWords = message;
    this.issues = issues;
    this.missing = missing;
    this.incomplete = incomplete;
    this.path = path;
  }
}
