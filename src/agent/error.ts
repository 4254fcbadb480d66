// In: what kept an agent from answering. Out: the one error class of this room.
// Messages never quote a provider's error, a prompt or a key: they may cross the wire; `cause` stays behind.
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

  constructor(code: AgentErrorCode, message: string, options: AgentErrorOptions = {}) {
    const { issues = [], missing = [], incomplete = [], path, ...rest } = options;
    super(code, message, rest);
    this.issues = issues;
    this.missing = missing;
    this.incomplete = incomplete;
    this.path = path;
  }
}
