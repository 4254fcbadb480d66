// In: one type that says what runs through a flow. Out: each part of it, by lookup.
// Types only: nothing here exists at run time.
// Knows nothing of chains or executions.

import type { StandardSchemaV1 } from '@standard-schema/spec';
/**
 * What runs through a flow, for the type argument of `createTriggerFlow`. What is left out is `unknown`, and of events
 * and keys that are left out any name will do.
 */
export interface FlowTypes {
  /** What an execution starts with. */
  readonly input?: unknown;
  /** The payload of each event, by its name. */
  readonly events?: object;
  /** What observers are shown. */
  readonly stream?: unknown;
  /** What an execution ends with. */
  readonly result?: unknown;
  /** The values kept by an execution, by key. */
  readonly state?: object;
  /** The values that all executions of a flow share, by key. */
  readonly flowState?: object;
  /** What a `collect` gathers, by its name, and in it by branch: `{ report: { plan: Plan; notes: string } }`. */
  readonly collects?: object;
  /** What people are asked, by name: `{ approve: { payload: Plan; answer: boolean } }`. */
  readonly interrupts?: object;
  /** What is handed in and never stored: clients, connections, by name. */
  readonly resources?: object;
}

type Part<T, K extends keyof FlowTypes> = K extends keyof T ? T[K] : unknown;

/** A table by name; any name, where the flow does not say. */
type Table<T, K extends keyof FlowTypes> = K extends keyof T
  ? T[K] extends object
    ? T[K]
    : Record<string, unknown>
  : Record<string, unknown>;

export type InputOf<T> = Part<T, 'input'>;
export type StreamOf<T> = Part<T, 'stream'>;
export type ResultOf<T> = Part<T, 'result'>;
export type EventsOf<T> = Table<T, 'events'>;
export type StateOf<T> = Table<T, 'state'>;
export type FlowStateOf<T> = Table<T, 'flowState'>;
export type CollectsOf<T> = T extends { readonly collects: object }
  ? T['collects']
  : Record<string, Record<string, unknown>>;
/** A flow that asks people says what; one that says nothing asks nobody. */
export type InterruptsOf<T> = T extends { readonly interrupts: object }
  ? T['interrupts']
  : 'interrupts' extends keyof T
    ? Record<string, unknown>
    : object;
export type ResourcesOf<T> = Table<T, 'resources'>;

/** The names of a table. */
export type NameOf<Named> = keyof Named & string;

/** The argument of a value; may be left out where `undefined` is one. */
export type Given<V> = undefined extends V ? [value?: V] : [value: V];

/** Schemas of what runs through a flow: zod's, or any other Standard Schema. Values go on as their schema returns them. */
export interface FlowContract<T> {
  /** Of what an execution starts with. */
  readonly input?: StandardSchemaV1<unknown, InputOf<T>>;
  /** Of each item that a chunk puts into the stream. */
  readonly stream?: StandardSchemaV1<unknown, StreamOf<T>>;
  readonly result?: StandardSchemaV1<unknown, ResultOf<T>>;
  /** Of the payloads, by the name of the event. */
  readonly events?: {
    readonly [N in NameOf<EventsOf<T>>]?: StandardSchemaV1<unknown, EventsOf<T>[N]>;
  };
  /** Of the answers people give, by the name of what they are asked. */
  readonly interrupts?: {
    readonly [N in NameOf<InterruptsOf<T>>]?: InterruptsOf<T>[N] extends {
      readonly answer: infer Answer;
    }
      ? StandardSchemaV1<unknown, Answer>
      : StandardSchemaV1;
  };
}
