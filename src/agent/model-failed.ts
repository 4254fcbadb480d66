// In: whatever a model failed with. Out: an error that says what to do, in our own words, and what its provider said.
// Our own words repeat nothing but the HTTP status and kinds of broken connections: they may cross the wire.
// Knows nothing of runs or readers.

import { AgentError } from './error.js';
import { reasonOf } from './provider-reason.js';
import {
  connectionCodes,
  isUnconnected,
  read,
  reportedBy,
  statusOf,
  wordsOf,
} from './read-cause.js';
import { RunTimeout } from './run-limits.js';

/** A model function that does not do what one does. Its message is ours. */
export class UnsoundModel extends TypeError {}

/** A model that says nothing at all. It may another time. */
export class EmptyAnswer extends UnsoundModel {
  readonly code = 'EMPTY_ANSWER';

  constructor() {
    super('its stream ended before it said anything. Check its address, or ask again.');
  }
}

/** What a conversation cannot be read, or written, for. */
const OF_SESSIONS: ReadonlySet<string> = new Set([
  'session-failed',
  'invalid-session',
  'invalid-prompt',
  'empty-prompt',
]);

export interface ModelFailure extends ErrorOptions {
  /** Text of the answer had come before. */
  readonly hasSpoken: boolean;
}

const OUT_OF_TIME =
  'This `timeoutMs` is for calls, pauses, tools, the schema and the session. Allow more time, or see which takes it.';

/** Told without a cause when the model says itself that it failed. */
export function modelFailed({ hasSpoken, ...options }: ModelFailure): AgentError {
  const { cause } = options;
  // No model was asked: what failed is told as it is.
  if (cause instanceof AgentError && OF_SESSIONS.has(cause.code)) return cause;
  if (cause instanceof RunTimeout)
    return new AgentError('model-failed', `${cause.message}. ${OUT_OF_TIME}`, options);
  const trouble = describe(cause, hasSpoken);
  const reason = reasonOf(cause);
  return new AgentError('model-failed', `The model call failed${trouble}`, { ...options, reason });
}

function describe(cause: unknown, hasSpoken: boolean): string {
  if (cause instanceof UnsoundModel) return `: ${cause.message}`;
  const status = statusOf(cause);
  if (status !== undefined) return ` with HTTP status ${status}. ${adviceOn(status)}`;
  // Without a cause the model says itself that it failed.
  const isReported = cause === undefined || reportedBy(cause) !== undefined;
  const trouble = connectionTrouble(cause) ?? (isReported ? REPORTED : troubleOf(cause, hasSpoken));
  return `: ${trouble}`;
}

const ADVICE = "Check that baseURL ends where the endpoint's API begins, mostly in /v1.";

const REPORTED = 'the provider reported an error.';

function troubleOf(cause: unknown, hasSpoken: boolean): string {
  for (const name of connectionCodes(cause)) {
    const trouble = answerTrouble(name, hasSpoken);
    if (trouble !== undefined) return trouble;
  }
  if (isUnconnected(cause))
    return 'its address cannot be reached, or the connection broke. Check baseURL and the network, and in a browser whether it may ask there (CORS).';
  if (/redirect/i.test(wordsOf(read(cause, 'cause'))))
    return 'its address leads to others without end. Check baseURL.';
  return 'it threw an error, which is the `cause`.';
}

/** What the AI SDK makes of a good status with a bad answer: it tells them apart by name only. */
function answerTrouble(name: unknown, hasSpoken: boolean): string | undefined {
  switch (name) {
    case 'AI_UnsupportedFunctionalityError':
      return 'its provider has no way to send a part of the request, such as a kind of file. The `cause` names it.';
    case 'AI_InvalidResponseDataError':
    case 'AI_EmptyResponseBodyError':
      return hasSpoken
        ? 'the answer ended early, without a word on why. Ask again; if it ends there every time, look at the time limits of what lies between.'
        : `its address answered, but not with a model's stream. ${ADVICE}`;
    case 'AI_TypeValidationError':
    case 'AI_JSONParseError':
      return hasSpoken
        ? 'a piece of its answer cannot be read. Ask again.'
        : `what its address answered cannot be read as a model's stream. Ask again; if that stays so: ${ADVICE}`;
    default:
      return undefined;
  }
}

function adviceOn(status: number): string {
  switch (status) {
    case 401:
    case 403:
      return 'The provider does not accept the key. Check it, and what it may be used for.';
    case 404:
      return "The provider knows nothing at that address, or no model of that name. Check baseURL and the model's name.";
    case 429:
      return 'The provider allows no more calls for now. Ask again later.';
    case 408:
      return 'The provider did not answer in time. Ask again.';
    default:
      return status >= 500
        ? 'The provider is in trouble. Ask again later.'
        : "The provider does not accept the request. Check the model's name and what it takes.";
  }
}

/** By the codes of Node and undici; other runtimes give none. */
const TROUBLES: ReadonlyMap<unknown, string> = new Map([
  ['ECONNREFUSED', 'nothing listens at its address. Check baseURL, and that its server runs.'],
  ['ENOTFOUND', 'its host is not known. Check baseURL.'],
  ['EAI_AGAIN', 'its host is not known. Check baseURL and the network.'],
  ['ERR_INVALID_URL', 'its address is no URL. Check baseURL.'],
  ...['ConnectionRefused', 'FailedToOpenSocket'].map(
    (code) =>
      [code, 'nothing listens at its address. Check baseURL, and that its server runs.'] as const,
  ),
  ...['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'ConnectionClosed'].map(
    (code) => [code, 'the connection broke. Ask again.'] as const,
  ),
  ...[
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'TimeoutError',
  ].map((code) => [code, 'it did not answer in time. Ask again, or allow more time.'] as const),
]);

function connectionTrouble(cause: unknown): string | undefined {
  const code = connectionCodes(cause).find((each) => TROUBLES.has(each));
  return TROUBLES.get(code);
}
