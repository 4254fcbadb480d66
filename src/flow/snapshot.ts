// In: nothing. Out: the form of a saved execution.
// Indexes stand for references; whatever is part of something comes after it.
// Knows nothing of how it is made or read.

/** The number goes up when an older reader could not understand what is written. */
export const SNAPSHOT_VERSION = 4;
export const SNAPSHOT_FORMAT = 'fieldwise-flow';

/** Values by the index of their item or trigger. */
export type IndexedValues = readonly (readonly [index: number, value: unknown])[];

/** The whole execution, or an item of a group that is at work. */
export interface SavedScope {
  /** The item's group, and which of its items; absent for the whole. */
  readonly group?: number;
  readonly index?: number;
  /** What has come for steps that wait for more. */
  readonly rounds: readonly { readonly step: string; readonly values: IndexedValues }[];
}

export interface SavedGroup {
  readonly step: string;
  /** The scope it stands in. */
  readonly scope: number;
  readonly input: unknown;
  readonly started: number;
  readonly values: IndexedValues;
}

export interface SavedInterrupt {
  readonly id: string;
  readonly name: string;
  readonly chunk: string;
  readonly payload: unknown;
  readonly expiresAt?: number;
  readonly step: string;
  /** The call whose execution asks; absent for the whole. */
  readonly call?: number;
  readonly scope: number;
  /** In a list, so that `undefined` is an answer, too. */
  readonly otherwise?: readonly [unknown];
}

/** What is saved of each execution, the whole or a part. */
export interface SavedPart {
  /** The name of the flow. */
  readonly flow: string;
  /** The id of the execution, which it keeps. */
  readonly id: string;
  readonly state: readonly (readonly [key: string, value: unknown])[];
  readonly flowState: readonly (readonly [key: string, value: unknown])[];
  /** In a list, so that `undefined` is a result, too. */
  readonly result?: readonly [unknown];
  /** The first hundred. */
  readonly failures: readonly { readonly message: string; readonly chunk?: string }[];
  /** How many there were, where that is more. */
  readonly failureCount?: number;
  readonly notes: readonly string[];
  readonly scopes: readonly SavedScope[];
  readonly groups: readonly SavedGroup[];
}

/** A value that another flow is run for. */
export interface SavedCall {
  readonly step: string;
  /** The call whose execution it stands in; absent for the whole. */
  readonly call?: number;
  readonly scope: number;
  /** The id of the signal it came with. */
  readonly signal: number;
  readonly value: unknown;
  readonly execution: SavedPart & { readonly isStreamEnded: boolean };
}

/** An execution as JSON: what `execution.save()` gives and `flow.loadExecution()` takes. */
export interface FlowSnapshot extends SavedPart {
  readonly format: typeof SNAPSHOT_FORMAT;
  readonly version: typeof SNAPSHOT_VERSION;
  readonly status: 'waiting' | 'completed';
  /** What people are asked. */
  readonly interrupts: readonly SavedInterrupt[];
  /** How many signals there have been, those within sub flows included. */
  readonly signals: number;
  /** How many interrupts there have been. */
  readonly asked: number;
  /** The sub flows that are under way. */
  readonly calls?: readonly SavedCall[];
  readonly stream: {
    readonly forgotten: number;
    readonly items: readonly unknown[];
    readonly isEnded: boolean;
  };
}
