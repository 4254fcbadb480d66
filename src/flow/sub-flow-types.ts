// In: what runs through a flow, and through one that is to run in it. Out: the types of how they fit, and of what is handed over.
// Types only: nothing here exists at run time.
// Knows nothing of chains.

import type { ConditionData } from './chunk-data.js';
import type { WholeFlow } from './chunk.js';
import type {
  GivenInputOf,
  InterruptsOf,
  NameOf,
  ResourcesOf,
  ResultOf,
  StateOf,
  StreamOf,
} from './flow-types.js';
import type { AnswerTo, PayloadOf } from './interrupt-types.js';

/** What the functions of a sub flow are given: what a chunk is, but they ask nobody. */
export type SubFlowData<T, V> = ConditionData<T, V>;

/** What a sub flow begins with. */
export type SubFlowStart<C> = (undefined extends GivenInputOf<C>
  ? { readonly input?: GivenInputOf<C> }
  : { readonly input: GivenInputOf<C> }) & {
  /** Values of its state. */
  readonly state?: Partial<StateOf<C>>;
};

/** `T` is what runs through the flow around, `V` the value that arrives, `C` what runs through the sub flow. */
export interface SubFlowOptions<T, V, C, Back = unknown> {
  /** For messages and saved executions. @default the name of the other flow */
  readonly name?: string;
  /** How many of them may be at work at once in an execution; one that waits for people holds no place. @default no limit */
  readonly concurrency?: number;
  /** The resources it is handed on, by their names; its own go behind them. @default none */
  readonly resources?: readonly SharedResource<T, C>[];
  /** Says what it begins with. @default the value as its input */
  readonly capture?: (data: SubFlowData<T, V>) => SubFlowStart<C> | PromiseLike<SubFlowStart<C>>;
  /** Is given the result. What it returns goes on instead; where that is `undefined`, the result does. */
  readonly writeBack?: (result: ResultOf<C>, data: SubFlowData<T, V>) => Back;
}

type SharedResource<T, C> = {
  [N in NameOf<ResourcesOf<T>>]: N extends keyof ResourcesOf<C>
    ? ResourcesOf<T>[N] extends ResourcesOf<C>[N]
      ? N
      : never
    : never;
}[NameOf<ResourcesOf<T>>];

/** Options, which have to say what the flow begins with where that is not the value. */
export type SubFlowArguments<T, V, C, Back> = [V] extends [GivenInputOf<C>]
  ? [options?: SubFlowOptions<T, V, C, Back>]
  : [
      options: SubFlowOptions<T, V, C, Back> &
        Required<Pick<SubFlowOptions<T, V, C, Back>, 'capture'>>,
    ];

/** What goes on from a sub flow. */
export type WrittenBack<Back, Result> = [Awaited<Back>] extends [undefined | void]
  ? Result
  : undefined extends Awaited<Back>
    ? Exclude<Awaited<Back>, undefined> | Result
    : Awaited<Back>;

/** The other flow, if what it shows and asks are among what this one shows and asks. */
export type FittingFlow<T, C> = WholeFlow<C> &
  ([StreamOf<C>] extends [StreamOf<T>] ? unknown : Unfit<'stream', StreamOf<C>>) &
  ([Unasked<T, C>] extends [never] ? unknown : Unfit<'interrupts', Unasked<T, C>>);

/** Says what does not fit; a sub flow that shows nothing has `stream: never`. */
interface Unfit<Part, What> {
  readonly unfit: Part;
  readonly what: What;
}

/** The questions that the flow around does not know, or understands in another way. */
type Unasked<T, C> = {
  [N in NameOf<InterruptsOf<C>>]: N extends keyof InterruptsOf<T>
    ? [PayloadOf<C, N>, AnswerTo<T, N>] extends [PayloadOf<T, N>, AnswerTo<C, N>]
      ? never
      : N
    : N;
}[NameOf<InterruptsOf<C>>];
