// In: nothing. Out: the form of an exported flow.
// Types only, and the words that mark it.
// Knows nothing of how it is made or read.

import type { ContractDescription } from './description.js';

export const CONFIG_FORMAT = 'fieldwise-flow-config';
export const CONFIG_VERSION = 1;

/** Which step another one stands behind: its `id`, or its place in the list from 1 where it has none; 0 is the start. */
export type StepRef = number | string;

/** A signal, by its kind and name. */
export type SignalConfig =
  | { readonly event: string }
  | { readonly chunk: string }
  | { readonly state: string }
  | { readonly flowState: string }
  | { readonly collect: string };

interface Placed {
  readonly id?: StepRef;
  /** @default the step before it, and of a `when` the start */
  readonly after?: StepRef;
}

/** One call by which a flow is built. Functions are named, and handed in where it is imported. */
export type StepConfig = Placed &
  (
    | {
        readonly kind: 'to';
        readonly chunk: string;
        readonly concurrency?: number;
        readonly maxQueued?: number;
      }
    | { readonly kind: 'chain' }
    /** Leads into another chain, which is named by its last step. */
    | { readonly kind: 'join'; readonly chain: StepRef }
    | {
        readonly kind: 'subFlow';
        /** By its name; absent where the flow runs itself. */
        readonly flow?: string;
        readonly name?: string;
        readonly concurrency?: number;
        readonly resources?: readonly string[];
        readonly capture?: string;
        readonly writeBack?: string;
      }
    /** One signal alone gives its plain value, a list is joined by `mode`. */
    | {
        readonly kind: 'when';
        readonly on: SignalConfig | readonly SignalConfig[];
        readonly mode?: 'and' | 'or' | 'simpleOr';
      }
    | {
        readonly kind: 'batch';
        readonly branches: readonly { readonly name: string; readonly chunk: string }[];
        readonly concurrency?: number;
      }
    | { readonly kind: 'forEach'; readonly concurrency?: number }
    | { readonly kind: 'match'; readonly mode?: 'hitFirst' | 'hitAll' }
    /** A value to be equal to, or the name of a condition. */
    | { readonly kind: 'case'; readonly value?: unknown; readonly condition?: string }
    | {
        readonly kind: 'collect';
        readonly name: string;
        readonly branch: string;
        readonly mode?: 'filledAndUpdate' | 'filledThenEmpty';
      }
    | { readonly kind: 'endForEach' | 'caseElse' | 'endMatch' | 'end' }
  );

/** A flow as plain JSON, without its functions, schemas and resources. */
export interface FlowConfig {
  readonly format: typeof CONFIG_FORMAT;
  readonly version: typeof CONFIG_VERSION;
  readonly name: string;
  /** The events that chunks say they send, by the name of the chunk. */
  readonly emits?: Readonly<Record<string, readonly string[]>>;
  /** For those who read it: `importFlow` takes the schemas themselves. */
  readonly contract?: ContractDescription;
  readonly steps: readonly StepConfig[];
}
