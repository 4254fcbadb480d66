// In: what `when` waits for. Out: the type of the value it goes on with.
// Types only: nothing here exists at run time.
// Knows nothing of chains.

import type { Chunk } from './chunk.js';
import type { CollectsOf, EventsOf, FlowStateOf, NameOf, StateOf } from './flow-types.js';

type AnyChunk = Chunk<never, unknown>;

/** One thing to wait for, of a kind other than an event. */
export type OneTrigger<T> =
  | { readonly event: NameOf<EventsOf<T>> }
  | { readonly chunk: AnyChunk }
  | { readonly state: NameOf<StateOf<T>> }
  | { readonly flowState: NameOf<FlowStateOf<T>> }
  | { readonly collect: NameOf<CollectsOf<T>> };

/** Several things to wait for, in lists by their kind. */
export interface TriggerTable<T> {
  readonly event?: readonly NameOf<EventsOf<T>>[];
  readonly chunk?: readonly AnyChunk[];
  readonly state?: readonly NameOf<StateOf<T>>[];
  readonly flowState?: readonly NameOf<FlowStateOf<T>>[];
  readonly collect?: readonly NameOf<CollectsOf<T>>[];
}

type KindOf<W> = keyof W & keyof TriggerTable<unknown>;
type Listed<W, K extends keyof W> = W[K] extends readonly (infer Name)[] ? Name : never;

/** What a trigger of a kind and name brings. A value of the state is `undefined` once it is deleted. */
type Brought<T, K, Name> = K extends 'event'
  ? Name extends keyof EventsOf<T>
    ? EventsOf<T>[Name]
    : never
  : K extends 'chunk'
    ? Name extends Chunk<never, infer Out>
      ? Out
      : never
    : K extends 'state'
      ? Name extends keyof StateOf<T>
        ? StateOf<T>[Name] | undefined
        : never
      : K extends 'flowState'
        ? Name extends keyof FlowStateOf<T>
          ? FlowStateOf<T>[Name] | undefined
          : never
        : Readonly<CollectsOf<T>[Name & keyof CollectsOf<T>]>;

type Called<Name> = Name extends Chunk<never, unknown, infer N> ? N : Name & string;

/** The plain value of one trigger. */
export type ValueOfOne<T, W> =
  W extends Readonly<Record<infer K, infer Name>> ? Brought<T, K, Name> : never;

/** Of `and`: each value by its kind and name. */
export type ValueOfEach<T, W> = {
  readonly [K in KindOf<W>]: {
    readonly [Name in Listed<W, K> as Called<Name>]: Brought<T, K, Name>;
  };
};

type OneOf<T, K, Name> = Name extends unknown
  ? { readonly kind: K; readonly name: Called<Name>; readonly value: Brought<T, K, Name> }
  : never;

/** Of `or`: the one that came, with its kind and name. */
export type ValueOfAny<T, W> = { [K in KindOf<W>]: OneOf<T, K, Listed<W, K>> }[KindOf<W>];
