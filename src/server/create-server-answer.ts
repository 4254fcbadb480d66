// In: an answer while it is made. Out: a promise per field for server components, and the rest of it for the page.
// The source is read once, whoever asks for what; nobody waits longer than the limits say.
// Knows nothing of React, agents or requests.

import type { StandardSchemaV1 } from '@standard-schema/spec';
import {
  formatPath,
  parsePath,
  type AnswerOf,
  type CheckedPath,
  type FieldValue,
  type HandOver,
  type InstantEventInput,
  type Path,
  type PathInput,
} from '../protocol/index.js';
import { createAnswerRun } from './answer-run.js';
import { checkDuration, checkOptions, checkSchema, checkSignal } from './check-option.js';
import { createFieldPromises } from './field-promises.js';
import type { AnswerSource, TextPieces } from './open-pieces.js';
import { pacing, STREAM_OPTIONS, type StreamOptions } from './to-instant-response.js';

/** Options of {@link createServerAnswer}. */
export interface ServerAnswerOptions<T = unknown> extends StreamOptions {
  /**
   * What the answer looks like: each field is validated when it closes. Not needed for a response of an agent, which has
   * validated it.
   */
  readonly schema?: StandardSchemaV1<unknown, T> | undefined;
  /** Stops reading when aborted: in a server component React's `cacheSignal()`, which knows when the render is over. */
  readonly signal?: AbortSignal | null | undefined;
  /**
   * How long fields are waited for, in milliseconds from the first one asked for; `Infinity` for no limit. Then every
   * promise of one that is not there rejects with `timeout`, and the HTML can be finished. A hand-over goes on.
   * @default 10000
   */
  readonly fieldTimeoutMs?: number;
  /**
   * How long the answer is read, in milliseconds; `Infinity` for no limit. Then the source is left.
   * @default 300000
   */
  readonly timeoutMs?: number;
}

/** An answer on a server: each field when it is there, the rest for the page. */
export interface ServerAnswer<T> {
  /**
   * The value of one field, from the moment it is closed and as its schema has it; `''` is the whole answer. The same
   * promise for the same path. One that nobody awaits does no harm.
   *
   * Rejects with a {@link ServerError}: `invalid-field` with `issues`, `missing-field`, `timeout`, `truncated`,
   * `stopped`, `source-failed`; or with what the source threw, where that has a code of this library.
   * @throws {PathError} `invalid-path`
   */
  field<const P extends string | Path>(path: CheckedPath<T, P>): Promise<FieldAt<T, P>>;
  /** Like {@link ServerAnswer.field}, and `undefined` for a field that was left out. */
  optionalField<const P extends string | Path>(
    path: CheckedPath<T, P>,
  ): Promise<FieldAt<T, P> | undefined>;
  /**
   * The answer for a client component, which goes on with it by `useContinuedStream`: what has arrived by now, and a
   * stream of the rest. `input` is what the page asks a route when its reader asks again. Each call makes one of its own.
   */
  handOver(): HandOver<T, null>;
  handOver<Input>(input: Input): HandOver<T, Input>;
  /** Leaves the source. What has arrived stays readable, what has not rejects with `stopped`. */
  readonly cancel: () => void;
}

/** The value of `T` at `P`; unknown where the path is segments. */
type FieldAt<T, P> = P extends PathInput ? FieldValue<T, P> : unknown;

const ANSWER_OPTIONS = [...STREAM_OPTIONS, 'schema', 'signal', 'fieldTimeoutMs', 'timeoutMs'];

/**
 * Reads an answer where React renders on a server: `await answer.field('title')` in a server component, or
 * `use(promise)` inside `<Suspense>`, and the HTML is streamed field by field, without code in the browser.
 * `answer.handOver()` lets a client component go on with the same run.
 *
 * The source is an agent's response, a generator of events, or a text of JSON in pieces. It is read once, from the first
 * field that is asked for, to its end, however many ask.
 *
 * @throws {ServerError} `invalid-option`, `invalid-source`
 * @example
 * async function* model() {
 *   yield { type: 'done', path: 'title', value: 'Tea' } as const;
 *   yield { type: 'done', path: 'score', value: 9 } as const;
 * }
 * const answer = createServerAnswer<{ title: string; score: number }>(model());
 * await answer.field('title'); // 'Tea'
 */
export function createServerAnswer<T>(
  source: AnswerSource,
  options: ServerAnswerOptions<T> & { readonly schema: StandardSchemaV1<unknown, T> },
): ServerAnswer<T>;
export function createServerAnswer<T = never, E extends InstantEventInput = InstantEventInput>(
  source: AsyncIterable<E> | Iterable<E> | ReadableStream<E>,
  options?: ServerAnswerOptions,
): ServerAnswer<[T] extends [never] ? AnswerOf<E> : T>;
export function createServerAnswer<T = unknown>(
  source: TextPieces,
  options?: ServerAnswerOptions,
): ServerAnswer<T>;
export function createServerAnswer(
  source: AnswerSource,
  options: ServerAnswerOptions = {},
): ServerAnswer<unknown> {
  checkOptions('createServerAnswer', options, ANSWER_OPTIONS);
  const { schema, fieldTimeoutMs = 10_000, timeoutMs = 300_000 } = options;
  const signal = options.signal ?? undefined;
  checkSchema('schema', schema);
  checkSignal(signal);
  checkDuration('fieldTimeoutMs', fieldTimeoutMs, 1);
  checkDuration('timeoutMs', timeoutMs, 1);
  const fields = createFieldPromises(() => run.state, fieldTimeoutMs);
  const run = createAnswerRun(source, {
    ...pacing(options),
    schema,
    signal,
    timeoutMs,
    isAwaited: () => fields.isAwaited,
    onChange: fields.update,
  });

  function ask(get: (path: string) => Promise<unknown>, path: PathInput): Promise<unknown> {
    const text = formatPath(parsePath(path));
    run.begin();
    return get(text);
  }

  const answer = {
    field: (path: PathInput) => ask(fields.get, path),
    optionalField: (path: PathInput) => ask(fields.getOptional, path),
    handOver: (input: unknown = null) => run.handOver(input),
    cancel: run.cancel,
  };
  // What is at which path, the schema promises, or whoever named the answer's type.
  return answer as ServerAnswer<unknown>;
}
