// In: nothing. Out: the type of a chain: what may follow what, and what value arrives there.
// The groups a chain is inside of are a type, too, so only what closes the innermost one can be written.
// Knows nothing of how steps are built.

import type { ChunkData, ConditionData } from './chunk-data.js';
import type { Chunk, FlowPart, PlainPart } from './chunk.js';
import type { CollectMode } from './definition.js';
import type { StepOptions, ToOptions } from './flow-options.js';
import type {
  CollectsOf,
  EndsWith,
  EventsOf,
  GivenInputOf,
  NameOf,
  ResultOf,
} from './flow-types.js';
import type { Returned } from './interrupt-types.js';
import type { FittingFlow, SubFlowArguments, WrittenBack } from './sub-flow-types.js';
import type {
  OneTrigger,
  TriggerTable,
  ValueOfAny,
  ValueOfEach,
  ValueOfOne,
} from './when-types.js';

/** The function of a chunk. What it returns, or what its promise resolves to, is what goes on. */
export type ChunkHandler<T, V, Out> = (data: ChunkData<T, V>) => Out;

/** Outside of any group. */
export interface Ground {
  readonly in: 'nothing';
}

/** Inside `forEach`. */
export interface ForEachFrame<Outer> {
  readonly in: 'forEach';
  readonly outer: Outer;
}

/** Inside `match`: what is matched, what of it no case has taken yet, and what the branches so far come to. */
export interface MatchFrame<Outer, Left, Out, Mode> {
  readonly in: 'match';
  readonly outer: Outer;
  readonly left: Left;
  readonly out: Out;
  readonly mode: Mode;
}

type Item<V> = V extends readonly (infer I)[] ? I : V;
/** A function has a name as a chunk does, so what can be called comes first. */
type OutOf<W> = W extends (data: never) => infer Out
  ? Returned<Awaited<Out>>
  : W extends Chunk<never, infer Out>
    ? Out
    : never;
type ByName<C extends readonly Chunk<never, unknown>[]> = {
  readonly [K in C[number] as K['name']]: OutOf<K>;
};

/** Chunks or functions that take `V`. */
type BranchesOf<T, V> = Readonly<
  Record<string, FlowPart<V, unknown> | ChunkHandler<T, V, unknown>>
>;

/** What a match comes to: the values of its branches, and of what no case took, the value itself. */
type Matched<Frame> =
  Frame extends MatchFrame<infer _Outer, infer Left, infer Out, infer Mode>
    ? (Mode extends 'hitAll' ? ([Out] extends [never] ? never : readonly Out[]) : Out) | Left
    : never;

/**
 * Steps in a row. `T` is what runs through the flow, `V` the value that arrives here, `Frame` the innermost group that is
 * open, `In` the value the chain begins with. Every call adds to the flow and returns the chain as it goes on; a chain
 * may be gone on with several times.
 */
export interface Chain<T, V, Frame, In> extends FlowPart<In, V> {
  /** Goes on with a chunk, a function, or another chain: the value enters where that one begins and this goes on where it ends. */
  to<Out>(
    next: ChunkHandler<T, V, Out>,
    options?: ToOptions,
  ): Chain<T, Returned<Awaited<Out>>, Frame, In>;
  /** Runs another flow, as `toSubFlow` does. */
  to<C>(
    next: FittingFlow<T, C> & ([V] extends [GivenInputOf<C>] ? unknown : never),
    options?: StepOptions,
  ): Chain<T, ResultOf<C>, Frame, In>;
  to<Out>(next: PlainPart<V, Out>, options?: ToOptions): Chain<T, Out, Frame, In>;
  /**
   * Runs another flow for each value, as a part of the execution, and goes on with its result. It has a state of its own; its
   * places, its time and its end are those of the execution around it, and so are what it shows and whom it asks.
   */
  toSubFlow<C, Back = void>(
    flow: FittingFlow<T, C>,
    ...options: SubFlowArguments<T, V, C, Back>
  ): Chain<T, WrittenBack<Back, ResultOf<C>>, Frame, In>;
  /** Runs something beside the chain, which goes on with the value it had. */
  sideBranch(
    next: ChunkHandler<T, V, unknown> | PlainPart<V, unknown>,
    options?: ToOptions,
  ): Chain<T, V, Frame, In>;

  /** Begins where an event arrives. */
  when<N extends NameOf<EventsOf<T>>>(event: N): Chain<T, EventsOf<T>[N], Frame, EventsOf<T>[N]>;
  /** Begins where a chunk has returned, wherever it stands. */
  when<Out>(chunk: Chunk<never, Out>): Chain<T, Out, Frame, Out>;
  /** Begins where all of several events have arrived; what came for one round is gone with it. */
  when<const N extends readonly NameOf<EventsOf<T>>[], M extends 'and' | 'or' | 'simpleOr' = 'and'>(
    events: N,
    mode?: M,
  ): When<T, { readonly event: N }, M, Frame>;
  /** Begins where a chunk, an event, a key of the state or a `collect` has a new value. */
  when<const W extends OneTrigger<T>>(
    trigger: W,
  ): Chain<T, ValueOfOne<T, W>, Frame, ValueOfOne<T, W>>;
  /** Begins where all, or any, of several things have come. */
  when<const W extends TriggerTable<T>, M extends 'and' | 'or' | 'simpleOr' = 'and'>(
    triggers: W,
    mode?: M,
  ): When<T, W, M, Frame>;

  /** Runs all chunks on the same value and goes on with what they return, by their names. */
  batch<const C extends readonly Chunk<never, unknown>[]>(
    chunks: C & { readonly [K in keyof C]: FlowPart<V, unknown> },
    options?: StepOptions,
  ): Chain<T, ByName<C>, Frame, In>;
  /** Runs all branches on the same value and goes on with what they return, by the names given here. */
  batch<const B extends BranchesOf<T, V>>(
    branches: B,
    options?: StepOptions,
  ): Chain<T, { readonly [K in keyof B]: OutOf<B[K]> }, Frame, In>;

  /** One branch for each item of a list, up to `endForEach`. What is no list is one item. */
  forEach(options?: StepOptions): Chain<T, Item<V>, ForEachFrame<Frame>, In>;
  /** Goes on with the values of all items, in their order, once all their work is over. */
  readonly endForEach: Frame extends ForEachFrame<infer Outer>
    ? () => Chain<T, readonly V[], Outer, In>
    : never;

  /** Chooses a branch, or with `hitAll` every branch that fits. */
  match<M extends 'hitFirst' | 'hitAll' = 'hitFirst'>(options?: {
    readonly mode?: M;
  }): MatchHead<T, In, MatchFrame<Frame, V, never, M>>;
  readonly case: Frame extends MatchFrame<infer Outer, infer Left, infer Out, infer M>
    ? Case<T, In, MatchFrame<Outer, Left, Out | V, M>>
    : never;
  /** The branch of what fits no case. */
  readonly caseElse: Frame extends MatchFrame<infer Outer, infer Left, infer Out, infer M>
    ? () => Chain<T, Left, MatchFrame<Outer, never, Out | V, M>, In>
    : never;
  readonly endMatch: Frame extends MatchFrame<infer Outer, infer Left, infer Out, infer M>
    ? () => Chain<T, Matched<MatchFrame<Outer, Left, Out | V, M>>, Outer, In>
    : never;
  /** `match().case(…)` in other words. */
  readonly ifCondition: Case<T, In, MatchFrame<Frame, V, never, 'hitFirst'>>;
  readonly elifCondition: this['case'];
  readonly elseCondition: this['caseElse'];
  readonly endCondition: this['endMatch'];

  /**
   * Fills one branch of a collection and goes on, from whichever branch, once all branches of that name have a value:
   * with each later value again, or with `filledThenEmpty` starting over.
   */
  collect<N extends NameOf<CollectsOf<T>>, B extends NameOf<CollectsOf<T>[N]>>(
    this: FlowPart<never, CollectsOf<T>[N][B]>,
    name: N,
    branch: B,
    options?: { readonly mode?: CollectMode },
  ): Chain<T, Readonly<CollectsOf<T>[N]>, Frame, In>;

  /** The first value that gets here is the result, unless a chunk sets another; so it has to be one. */
  end(this: FlowPart<never, EndsWith<T>>): void;
}

/** Where a match has no case yet. */
export interface MatchHead<T, In, Frame> {
  readonly case: Case<T, In, Frame>;
}

/**
 * Begins a branch: of a value equal to the one given, or of one for which a function says so. Objects and lists are equal
 * to others of the same data. The function may be async and sees what chunks see, but asks nobody; a type guard narrows
 * what the branch gets and what is left for the others.
 */
export interface Case<T, In, Frame> {
  <U extends LeftOf<Frame>>(
    test: (value: LeftOf<Frame>, data: ConditionData<T, LeftOf<Frame>>) => value is U,
  ): Chain<T, U, Without<Frame, U>, In>;
  (
    test: (value: LeftOf<Frame>, data: ConditionData<T, LeftOf<Frame>>) => unknown,
  ): Chain<T, LeftOf<Frame>, Frame, In>;
  <const U extends LeftOf<Frame>>(value: U): Chain<T, U, Without<Frame, Single<U>>, In>;
}

type LeftOf<Frame> =
  Frame extends MatchFrame<infer _Outer, infer Left, infer _Out, infer _Mode> ? Left : never;

/** With `hitAll` a value that one case took goes to the others, too. */
type Without<Frame, U> =
  Frame extends MatchFrame<infer Outer, infer Left, infer Out, infer M>
    ? MatchFrame<Outer, M extends 'hitAll' ? Left : Exclude<Left, U>, Out, M>
    : never;

/** Has no key that anybody could name, so what it is a record of is a kind of keys. */
declare const other: unique symbol;
type Other = { readonly [other]: never };

/** A type of one value. What is equal to one of several, or to an object, leaves others of its type behind. */
type Single<U, All = U> = U extends string | number | bigint | boolean | null | undefined
  ? [All] extends [U]
    ? Other extends Record<`${U}`, 1>
      ? never
      : U
    : never
  : never;

type When<T, W, M, Frame> = M extends 'and'
  ? Chain<T, ValueOfEach<T, W>, Frame, ValueOfEach<T, W>>
  : M extends 'or'
    ? Chain<T, ValueOfAny<T, W>, Frame, ValueOfAny<T, W>>
    : Chain<T, ValueOfAny<T, W>['value'], Frame, ValueOfAny<T, W>['value']>;
