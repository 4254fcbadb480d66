// In: what kept a flow from its result. Out: the one error class of this room.
// Messages name chunks and events, never the values that ran through them; `cause` stays behind.
// Knows no transport: what a reader over the network sees is decided elsewhere.

import { FieldwiseError } from '../internal/error.js';

/**
 * Why there is no result. Building a flow: `invalid-flow`, `invalid-option`. Running it: `chunk-failed`,
 * `missing-resource`, `source-failed`, `invalid-source`, `stray-signal`, `ended-chunk`. How it ended: `stalled`,
 * `cancelled`, `timeout`. Reading its stream: `stream-overrun`. Each has a page in `docs/errors/`.
 */
export type FlowErrorCode =
  | 'invalid-flow'
  | 'invalid-option'
  | 'chunk-failed'
  | 'missing-resource'
  | 'source-failed'
  | 'invalid-source'
  | 'stray-signal'
  | 'ended-chunk'
  | 'stalled'
  | 'cancelled'
  | 'timeout'
  | 'stream-overrun';

export interface FlowErrorOptions extends ErrorOptions {
  readonly chunk?: string;
  readonly waiting?: readonly string[];
}

/** A flow could not be built, or one of its executions has no result. `cause` keeps the error behind it, where there is one. */
export class FlowError extends FieldwiseError<FlowErrorCode> {
  override readonly name = 'FlowError';
  /** The chunk it happened in, where there is one. */
  readonly chunk: string | undefined;
  /** What an execution that stalled still waited for, a sentence each; at most ten. */
  readonly waiting: readonly string[];

  constructor(code: FlowErrorCode, message: string, options: FlowErrorOptions = {}) {
    const { chunk, waiting = [], ...rest } = options;
    super(code, message, rest);
    this.chunk = chunk;
    this.waiting = waiting;
  }
}
