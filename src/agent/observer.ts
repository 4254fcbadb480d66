// In: nothing. Out: the type of one who is told how requests go: when, how often, with what, and what came of them.
// Told of facts, not asked: nothing it does or throws changes a request, and it is no reader.
// Knows nothing of logs or tracers.

import { kindOf } from '../internal/kind-of.js';
import type {
  DoneEvent,
  InvalidEvent,
  ToolCallEvent,
  ToolErrorEvent,
  ToolResultEvent,
} from '../protocol/index.js';
import { AgentError } from './error.js';
import type { ModelRequest } from './model.js';
import type { ParentRun } from './parent-run.js';
import type { ResponseMeta } from './response-data.js';
import type { RunOutcome } from './run-entry.js';

/** Of which response something is told. */
export interface Observed {
  readonly responseId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** What `getResponse` was told. */
  readonly parent?: ParentRun;
  /** The `id` of the session it is made in, where that has one. */
  readonly sessionId?: string;
}

/** One call of a model. */
export interface ObservedCall extends Observed {
  /** 1 for the first of the response; calls that fail are repeated, and answers gone on with. */
  readonly call: number;
  /** What the model is asked, without the signal. It may hold secrets. */
  readonly request: Omit<ModelRequest, 'signal'>;
  /** The model by its names, where it is one of the AI SDK or an endpoint. */
  readonly model: ModelName;
}

/** What a model is called. */
export interface ModelName {
  /** `openai.chat`, or the host of an endpoint. */
  readonly provider?: string | undefined;
  readonly id?: string | undefined;
  /** Of an endpoint. */
  readonly address?: URL | undefined;
}

/** How a response ended. */
export interface ObservedEnd extends Observed {
  readonly outcome: RunOutcome;
  readonly meta: ResponseMeta;
}

/**
 * One who is told. Each method is called at once, in the order of what happens; what it throws, or rejects with, is
 * reported as an uncaught error and concerns no request.
 */
export interface AgentObserver {
  /** A model is about to be called. */
  onRequest?(told: ObservedCall): void;
  /** Another attempt begins: what came before does not count. `missing` are the keys that it was without. */
  onAttempt?(
    told: Observed & { readonly reason: string; readonly missing: readonly string[] },
  ): void;
  /** The model has said something, for the first time in this attempt. */
  onFirstToken?(told: Observed): void;
  /** A field has closed, well or not. */
  onField?(told: Observed & { readonly event: DoneEvent | InvalidEvent }): void;
  /**
   * A tool is called (`event.phase` is `call`), or has been (`result`), or the call came to nothing (`error`; there may have
   * been no `call` then). It has the input, what came of it, or the message for the model: any of them may hold secrets.
   */
  onTool?(
    told: Observed & { readonly event: ToolCallEvent | ToolResultEvent | ToolErrorEvent },
  ): void;
  /** The response has ended, however it did. */
  onFinish?(told: ObservedEnd): void;
  /** It has failed, before `onFinish`. That it was stopped is no failure, and what `getData()` makes of a whole answer none here. */
  onError?(told: Observed & { readonly error: AgentError }): void;
}

const METHODS = [
  'onRequest',
  'onAttempt',
  'onFirstToken',
  'onField',
  'onTool',
  'onFinish',
  'onError',
] as const satisfies readonly (keyof AgentObserver)[];

/** @throws {AgentError} `invalid-option`, also for an object with none of its methods: it may have others, as one of flows. */
export function checkObserver(observer: AgentObserver): AgentObserver {
  // Types promise it, but plain JavaScript may pass a function.
  const isObject = typeof observer === 'object' && observer !== null;
  if (isObject && (METHODS.some((name) => name in observer) || Object.keys(observer).length === 0))
    return observer;
  throw new AgentError(
    'invalid-option',
    `observe: the observer is ${kindOf(observer)}. Pass an object with some of ${METHODS.join(', ')}.`,
  );
}
