// In: what to do with the answer of a person. Out: a route handler that takes it, and says whether it was taken.
// The checks are those of the other route; what goes on with the answer is heard where its stream is read.
// Knows nothing of flows: it knows their errors by name.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import { FieldwiseError } from '../internal/error.js';
import { kindOf } from '../internal/kind-of.js';
import { getOwn } from '../internal/own.js';
import { reportUncaught } from '../internal/report-error.js';
import { turnAway, type Authorize } from './admit.js';
import {
  checkCallback,
  checkOptions,
  checkOrigins,
  checkSize,
  invalidOption,
} from './check-option.js';
import { ServerError, toErrorResponse } from './error.js';
import { readInput } from './read-input.js';

/** The answer of a person to what an execution asks. */
export interface InterruptAnswer {
  /** Which execution asks: whoever answers may name any, so look up whether they may answer this one. */
  readonly executionId: string;
  readonly interruptId: string;
  /** What was sent, not looked at yet: `continueWith` checks it by the contract of the flow. */
  readonly answer: unknown;
  /** The request, for its headers and URL. Its body has been read. */
  readonly request: Request;
}

/** Takes an answer. Returns `false` where there is no such execution: then nobody has taken it. */
export type TakeAnswer = (answer: InterruptAnswer) => Promise<boolean | void> | boolean | void;

/** Options of {@link createInterruptRoute}. */
export interface InterruptRouteOptions {
  /** Who may answer. Gets the request before its body is read; clone it to read the body. */
  readonly authorize?: Authorize;
  /**
   * Origins of other sites whose pages may answer, as browsers write them; `'*'` for all.
   * @default [] (the same host, and clients that send no Origin)
   */
  readonly allowedOrigins?: readonly string[];
  /**
   * Longest body accepted, in bytes.
   * @default 262144
   */
  readonly maxBodyBytes?: number;
  /**
   * Told the real error when whoever answers is told `internal`.
   * @default reportError, or console.error where there is none
   */
  readonly onError?: (error: unknown) => void;
}

/** Handlers of the route, by method. */
export interface InterruptRoute {
  readonly PATCH: (request: Request) => Promise<Response>;
}

/**
 * Creates the handler that takes the answers of people a flow waits for. `PATCH` takes JSON
 * `{ executionId, interruptId, answer }` and answers with 204 when the answer was taken, else with JSON
 * `{ error: { code, message, issues? } }`: 404 `unknown-interrupt`, 409 `closed-interrupt`, 422 `invalid-answer` for what
 * `continueWith` rejects with, and 400, 401, 403, 413, 415, 422 `invalid-input` like the route that asked.
 *
 * @throws {ServerError} `invalid-option` at once, for whatever an option does not take.
 * @example
 * const taken: unknown[] = [];
 * const { PATCH } = createInterruptRoute(({ executionId, answer }) => {
 *   if (executionId !== 'a') return false;
 *   taken.push(answer);
 *   return true;
 * });
 * const send = (executionId: string) =>
 *   PATCH(
 *     new Request('http://localhost/api', {
 *       method: 'PATCH',
 *       headers: { 'content-type': 'application/json' },
 *       body: JSON.stringify({ executionId, interruptId: '1', answer: true }),
 *     }),
 *   );
 * (await send('a')).status; // 204
 * (await send('b')).status; // 404
 * taken; // [true]
 */
export function createInterruptRoute(
  take: TakeAnswer,
  options: InterruptRouteOptions = {},
): InterruptRoute {
  if (take === undefined) throw invalidOption('take', 'a function', kindOf(take));
  checkCallback('take', take);
  checkOptions('createInterruptRoute', options, OPTIONS);
  const { authorize, allowedOrigins = [], maxBodyBytes = 262_144 } = options;
  const { onError = reportUncaught } = options;
  checkCallback('authorize', authorize);
  checkOrigins('allowedOrigins', allowedOrigins);
  checkSize('maxBodyBytes', maxBodyBytes);
  checkCallback('onError', onError);

  async function answer(request: Request): Promise<Response> {
    const refusal = await turnAway(request, { authorize, allowedOrigins });
    if (refusal !== undefined) return refusal;
    const { signal } = request;
    const body = await readInput(request, { schema: undefined, maxBodyBytes, signal });
    const isTaken = await take({ ...readAnswer(body), request });
    if (isTaken === false) throw unknownInterrupt();
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  }

  const PATCH = async (request: Request): Promise<Response> => {
    try {
      return await answer(request);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) tell(onError, error);
      return toErrorResponse(refusal ?? error);
    }
  };
  return { PATCH };
}

const OPTIONS = ['authorize', 'allowedOrigins', 'maxBodyBytes', 'onError'];

/** @throws {ServerError} `invalid-input` */
function readAnswer(body: unknown): Omit<InterruptAnswer, 'request'> {
  const executionId = getOwn(body, 'executionId');
  const interruptId = getOwn(body, 'interruptId');
  if (typeof executionId === 'string' && typeof interruptId === 'string') {
    return { executionId, interruptId, answer: getOwn(body, 'answer') };
  }
  throw new ServerError(
    'invalid-input',
    422,
    'An answer to a question of a flow is { executionId, interruptId, answer }, and both ids are texts.',
  );
}

const STATUSES = {
  'unknown-interrupt': 404,
  'closed-interrupt': 409,
  'invalid-answer': 422,
} as const;

/** What whoever answers is told in full: their own mistakes, and that somebody else was sooner. */
function refusalOf(error: unknown): ServerError | undefined {
  if (error instanceof ServerError) return error.status < 500 ? error : undefined;
  if (!(error instanceof FieldwiseError) || error.name !== 'FlowError') return undefined;
  if (!Object.hasOwn(STATUSES, error.code)) return undefined;
  const code = error.code as keyof typeof STATUSES;
  const issues = 'issues' in error ? (error.issues as readonly StandardSchemaV1.Issue[]) : [];
  const options = code === 'invalid-answer' ? { issues } : undefined;
  return new ServerError(code, STATUSES[code], error.message, options);
}

function unknownInterrupt(): ServerError {
  return new ServerError(
    'unknown-interrupt',
    404,
    'There is no execution of that id here that waits for an answer. It may be over, or run elsewhere.',
  );
}

/** An `onError` that throws must not take the answer with it. */
function tell(onError: (error: unknown) => void, error: unknown): void {
  try {
    onError(error);
  } catch (thrown) {
    reportUncaught(thrown);
  }
}
