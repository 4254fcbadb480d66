// In: what kept a flow from its result. Out: the one error class of this room.
// Messages name chunks and events, never the values that ran through them; `cause` stays behind.
// Knows no transport: what a reader over the network sees is decided elsewhere.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { FieldwiseError } from '../internal/error.js';

/**
 * Why there is no result. Building a flow: `invalid-flow`, `invalid-option`. Running it: `chunk-failed`,
 * `missing-resource`, `source-failed`, `truncated-output`, `stopped`, `invalid-source`, `stray-signal`, `ended-chunk`,
 * `queue-full`, `broken-contract`, `invalid-pause`, `unanswered`.
 * How it ended: `stalled`, `cancelled`, `timeout`. Answering for a person: `unknown-interrupt`, `closed-interrupt`,
 * `invalid-answer`. Saving and loading it: `unsaved-execution`, `unsaved-value`, `invalid-snapshot`. Exporting and
 * importing it: `unexported-flow`, `invalid-config`. Reading its stream: `stream-overrun`. Showing an answer in a lane:
 * `lane-in-use`, `lanes-exceeded`. Each has a page in `docs/errors/`.
 */
export type FlowErrorCode =
  | 'invalid-flow'
  | 'invalid-option'
  | 'chunk-failed'
  | 'missing-resource'
  | 'source-failed'
  | 'truncated-output'
  | 'stopped'
  | 'invalid-source'
  | 'stray-signal'
  | 'ended-chunk'
  | 'queue-full'
  | 'broken-contract'
  | 'invalid-pause'
  | 'unanswered'
  | 'unknown-interrupt'
  | 'closed-interrupt'
  | 'invalid-answer'
  | 'unsaved-execution'
  | 'unsaved-value'
  | 'invalid-snapshot'
  | 'unexported-flow'
  | 'invalid-config'
  | 'stalled'
  | 'cancelled'
  | 'timeout'
  | 'stream-overrun'
  | 'lane-in-use'
  | 'lanes-exceeded';

export interface FlowErrorOptions extends ErrorOptions {
  readonly chunk?: string;
  readonly waiting?: readonly string[];
  readonly issues?: readonly StandardSchemaV1.Issue[];
}

/** A flow could not be built, or one of its executions has no result. `cause` keeps the error behind it, where there is one. */
export class FlowError extends FieldwiseError<FlowErrorCode> {
  override readonly name = 'FlowError';
  /** The chunk it happened in, where there is one. */
  readonly chunk: string | undefined;
  /** What an execution that stalled still waited for, a sentence each; at most ten. */
  readonly waiting: readonly string[];
  /** What is wrong with a value that does not fit its schema. */
  readonly issues: readonly StandardSchemaV1.Issue[];

  constructor(code: FlowErrorCode, message: string, options: FlowErrorOptions = {}) {
    const { chunk, waiting = [], issues = [], ...rest } = options;
    super(code, message, rest);
    this.chunk = chunk;
    this.waiting = waiting;
    this.issues = issues;
  }
}
