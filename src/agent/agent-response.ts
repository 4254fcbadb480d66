// In: nothing. Out: the types of a response: its readers, what each may ask for, and what it gets.
// One answer, read in many ways at once; every way sees the attempt that counts.
// Knows nothing of how a response is made.

import type {
  AttemptEvent,
  CheckedKey,
  CheckedPath,
  FieldValue,
  InstantEvent,
  Path,
  PathInput,
} from '../protocol/index.js';
import type { ModelChunk } from './model.js';
import type { RunOutcome } from './run-entry.js';
import type { ResponseMeta, WholeResponse } from './response-data.js';
import type { EnsuredKey } from './run-options.js';
import type { ResponseItem } from './select-entries.js';

/** Of one reader: its signal makes it leave, and throws its reason; the others read on. */
export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

/** What data must have, for the one who asks. */
export interface DataOptions<T> extends ReadOptions {
  /**
   * As in `getResponse`, where they belong when the answer is streamed: asked for after the end they are only looked for,
   * and nothing is asked again.
   */
  readonly ensureKeys?: readonly EnsuredKey<T>[] | undefined;
  /** As in `getResponse`, for keys and for what does not hold; of all who ask before the end the most counts. */
  readonly maxRetries?: number | undefined;
  /** False takes the last attempt as it is when its keys are still missing. @default true */
  readonly raiseEnsureFailure?: boolean | undefined;
}

/** A type of item that `specific` readers may ask for. */
export type ItemType = ResponseItem['type'];

/** The items of one type. */
export type ItemOf<T, Type extends ItemType> = Extract<ResponseItem<T>, { readonly type: Type }>;

type Reading<Item> = AsyncGenerator<Item, void, undefined>;

/**
 * One answer with many readers. The model is called when something is first read, and no faster than its fastest reader
 * reads. Every reader, early or late, sees everything from the start. Leaving a loop early (`break`, `return()`) as the
 * last reader aborts the model call, unless `keepAlive` is set, and so do `cancel()` and the `signal`; to go on after
 * leaving, ask for `getData()` first.
 *
 * An answer that does not hold may be asked for again (`ensureKeys`, `maxRetries`): an `attempt` event says so, and from
 * then on data, text, fields and meta are those of the new attempt.
 *
 * An answer without a schema is one string at the root: `start`, `delta`s and `done` at the path `''`.
 */
export interface AgentResponse<T> extends AsyncIterable<InstantEvent<T>> {
  /** Of this response, on this side of the network. */
  readonly id: string;
  /**
   * The answer as events: one fact about one field each, then `meta` and exactly one `end`. An answer cut off by the
   * token limit ends with the outcome `truncated`, a stopped one with `stopped`.
   * @throws {AgentError} `model-failed`, `unreadable-output`, `withheld-output`; after every event that came before.
   */
  getAsyncGenerator(
    options?: ReadOptions & { readonly type?: 'instant' },
  ): Reading<InstantEvent<T>>;
  /**
   * The answer's text as the model sends it, prose and fences included. With `attempts`, another attempt is told by its
   * event; without, it throws `superseded` when text was given before.
   * @throws {AgentError} `model-failed`, `superseded`, `stopped`; after all text that came before.
   */
  getAsyncGenerator(
    options: ReadOptions & { readonly type: 'delta'; readonly attempts?: false },
  ): Reading<string>;
  getAsyncGenerator(
    options: ReadOptions & { readonly type: 'delta'; readonly attempts: true },
  ): Reading<string | AttemptEvent>;
  /** Events, text, and parts of the provider's that are neither, in the order they came. Throws as `instant` does. */
  getAsyncGenerator(options: ReadOptions & { readonly type: 'all' }): Reading<ResponseItem<T>>;
  /**
   * Of all that, the types listed. Text, reasoning and facts about fields cannot be taken back: list `attempt` as well to
   * be told of another attempt.
   * @throws {AgentError} `superseded` when such were given, another attempt begins, and `attempt` is not listed.
   */
  getAsyncGenerator<const Type extends ItemType>(
    options: ReadOptions & { readonly type: 'specific'; readonly specific: readonly Type[] },
  ): Reading<ItemOf<T, Type>>;
  /**
   * What the model said as it said it: chunks of text, `reasoning`, `meta`, `original` parts, of tools `tool-input`,
   * `tool-call` and `thought`; and each `attempt`.
   */
  getAsyncGenerator(
    options: ReadOptions & { readonly type: 'original' },
  ): Reading<ModelChunk | AttemptEvent>;
  /**
   * The whole answer, checked against the schema; the text when there is none. Shared by all who ask: do not change it.
   * @throws {AgentError} `invalid-output` with `issues` (and `cause`, where a function of the schema threw), `missing-keys`,
   * `truncated-output`, `withheld-output`, `unreadable-output`, `model-failed`, `stopped`.
   */
  getData(options?: DataOptions<T> & { readonly type?: 'parsed' }): Promise<T>;
  /** The answer as the model wrote it, before its schema; throws as the other. */
  getData(options: DataOptions<T> & { readonly type: 'original' }): Promise<unknown>;
  /** Everything about the answer at once; throws as the others. */
  getData(options: DataOptions<T> & { readonly type: 'all' }): Promise<WholeResponse<T>>;
  /**
   * The same as `getData()`, for an answer that has a schema.
   * @throws {AgentError} also `invalid-schema` when it has none.
   */
  getDataObject(options?: DataOptions<T>): Promise<T>;
  /**
   * The whole text, whether or not it can be read as JSON; what came of it when it was cut off or withheld, or could not be
   * read and nobody read on.
   * @throws {AgentError} `model-failed`, `stopped`.
   */
  getText(options?: ReadOptions): Promise<string>;
  /**
   * What the provider said of the call, and how it went; known at its end.
   * @throws {AgentError} `model-failed`, `stopped`.
   */
  getMeta(options?: ReadOptions): Promise<ResponseMeta>;
  /**
   * The value of one field as soon as it is complete; `undefined` when the answer is whole without it. What only a
   * transform of a container makes comes with that container. The answer is read to its end, as by `getData()`. Where it may be asked for again, the promise waits for the end: only then is it known
   * which attempt counts. A rule of the whole answer may withdraw a value after that; asked for after the end, it is the
   * one that stands.
   * The path is written in any notation (`items[0].title`, `items.0.title`, `/items/0/title`), or an array of keys and
   * indexes; all of them are checked and typed.
   * @throws {AgentError} `invalid-output` when the field, or a container that would have made it, does not fit its schema,
   * and what `getText` throws; `truncated-output` when the answer was cut off before the field was complete.
   * @throws {PathError} `invalid-path`, at once
   */
  field<const P extends string | Path>(
    path: CheckedPath<T, P>,
    options?: ReadOptions,
  ): Promise<FieldValue<T, P> | undefined>;
  /**
   * The items of the list at a path, each as soon as it is complete. Leaving the loop is leaving the response. Behind an
   * item that does not fit, nothing is given while another attempt may come. When the answer has ended, they are the items
   * that it has in the end.
   * @throws {AgentError} `invalid-option`, at once, where the schema rules out a list; `missing-keys` when the answer is
   * whole without one; as `field`; `superseded` when items were given before, and another attempt begins or the list is
   * written anew, with others.
   * @throws {PathError} `invalid-path`, at once
   */
  elements<const P extends string | Path>(
    path: CheckedList<T, P>,
    options?: ReadOptions,
  ): Reading<ElementOf<FieldValue<T, P>>>;
  /**
   * The values of fields that must be there, all at once, in the order of the paths; of one path its value. What `field`
   * leaves `undefined` is an error here, and so the type has no `undefined` of it. Read to the end, as by `field`. A path
   * of segments stands in a list: `[['items', 0, 'title']]`.
   * @throws {AgentError} `missing-keys` when the answer is whole without one of them, and as `field`.
   * @throws {PathError} `invalid-path`, at once
   */
  waitFor<const P extends string>(
    path: CheckedPath<T, P>,
    options?: ReadOptions,
  ): Promise<FieldValue<T, P>>;
  waitFor<const P extends readonly PathInput[]>(
    paths: P & { readonly [I in keyof P]: CheckedPath<T, P[I]> },
    options?: ReadOptions,
  ): Promise<{ -readonly [I in keyof P]: FieldValue<T, P[I]> }>;
  /**
   * Every field at a path, or that fits a pattern, as soon as it is complete: of several keys in the order in which they
   * are. Another attempt arms all of them again; its number is part of each item, and what was given of the one before
   * does not count. Behind a field that does not fit, nothing is given while another attempt may come. A field that is
   * withdrawn and told anew comes once more; what only a transform of a container makes comes with that container. Leaving
   * the loop is leaving the response. A path of segments stands in a list, as for `waitFor`.
   * @throws {AgentError} `missing-keys` when the answer ends without one of them, where an empty list has all that
   * `[*]` asks of it; `invalid-option` for no keys, at once; and as `field`.
   * @throws {PathError} `invalid-path`, at once
   */
  whenKey<const P extends string>(
    key: CheckedKey<T, P>,
    options?: ReadOptions,
  ): Reading<FoundKey<T, P>>;
  whenKey<const P extends readonly PathInput[]>(
    keys: P & { readonly [I in keyof P]: CheckedKey<T, P[I]> },
    options?: ReadOptions,
  ): Reading<FoundKey<T, P[number]>>;
  /** Stops the model call and ends all readers. What arrived stays readable. Does nothing after the end. */
  cancel(): void;
  /**
   * Calls the handler once, when the response has ended, with how it ended: also after a failure or a stop, and at once
   * when it has. It may read the response. What it throws is reported, and concerns no reader.
   */
  finally(handler: FinallyHandler<T>): AgentResponse<T>;
}

/** Told of the end of a response. */
export type FinallyHandler<T = unknown> = (
  response: AgentResponse<T>,
  outcome: RunOutcome,
) => unknown;

/** `P` when `T` has that path, and there may be a list; otherwise a text that says why not. */
export type CheckedList<T, P extends string | Path> =
  MayBeList<FieldValue<T, P>> extends true
    ? CheckedPath<T, P>
    : `${P extends string ? (P extends '' ? 'The answer' : P) : 'What is there'} is no list`;

/** What is not known may be one. */
type MayBeList<V> = unknown extends V
  ? true
  : [V] extends [never]
    ? true
    : [Extract<V, readonly unknown[]>] extends [never]
      ? false
      : true;

/** What a list is of. */
export type ElementOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : unknown;

/** A field that was waited for. `key` tells which of several it is, and with it the type of the value. */
export type FoundKey<T, P extends PathInput> = P extends P
  ? {
      /** As it was asked for: a path or a pattern, or segments. */
      readonly key: P;
      /** Where it is in this answer: `items[0].title`. */
      readonly path: string;
      /** The indexes of the path, outermost first. */
      readonly indexes: readonly number[];
      readonly value: FieldValue<T, P>;
      /** 1 for the first. */
      readonly attempt: number;
    }
  : never;
