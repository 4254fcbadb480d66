// In: the type of an answer, and paths in it. Out: the types of several fields at once, and of values that are whole.
// Segments that only the running program knows are taken as they are, their values unknown. Types only.
// Knows nothing of hooks.

import type { FieldAt, FieldSnapshot } from '../client/index.js';
import type {
  CheckedPath,
  FieldStatus,
  FieldValue,
  PathInput,
  Streaming,
} from '../protocol/index.js';

/** Several paths of `T`, each checked as a single one is. */
export type CheckedPaths<T, Paths extends readonly unknown[]> = {
  readonly [K in keyof Paths]: CheckedPath<T, Paths[K]>;
};

/** The fields of `T` at a tuple of paths, in their order. */
export type FieldsAt<T, Paths extends readonly unknown[]> = {
  readonly [K in keyof Paths]: FieldAt<T, Paths[K]>;
};

/** The value of `T` at `P` once it is complete. */
export type WholeAt<T, P> = P extends PathInput ? FieldValue<T, P> : unknown;

/** The complete values of `T` at a tuple of paths, in their order. */
export type WholesAt<T, Paths extends readonly unknown[]> = {
  readonly [K in keyof Paths]: WholeAt<T, Paths[K]>;
};

/** A field of `T` at `P` that is complete: all of its value is there. */
export interface CompleteField<V> extends FieldSnapshot<V> {
  readonly value: V;
  readonly status: 'complete';
  readonly isComplete: true;
}

/** A field that is not complete: it has not come yet, or came to another end. `value` is what there is of it. */
export interface UnfinishedField<V> extends FieldSnapshot<V> {
  readonly status: Exclude<FieldStatus, 'complete'>;
  readonly isComplete: false;
}

/** The field of `T` at `P` for who looks only when it is complete: `isComplete` tells whether its value is whole. */
export type CompleteFieldAt<T, P> =
  | CompleteField<WholeAt<T, P>>
  | UnfinishedField<Streaming<WholeAt<T, P>>>;

/** Until when {@link useFieldValue} waits: the field's first byte, or its last. */
export type FieldUntil = 'start' | 'complete';

/** The value of `T` at `P` as it is when it has been waited for; a field that was left out has none. */
export type AwaitedAt<T, P, Until extends FieldUntil> =
  | (Until extends 'start' ? Streaming<WholeAt<T, P>> : WholeAt<T, P>)
  | undefined;

/** One path per value, whatever it is. */
export type PathPerValue<Values extends readonly unknown[]> = {
  readonly [K in keyof Values]: PathInput;
};

/** One field per value. */
export type FieldPerValue<Values extends readonly unknown[]> = {
  readonly [K in keyof Values]: FieldSnapshot<Values[K]>;
};
