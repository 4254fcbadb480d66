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
  /** The answers that are shown in lanes, by the lane's name: `{ plan: Plan; [task: `task ${number}`]: Note }`. */
  readonly lanes?: object;
  /** What is handed in and never stored: clients, connections, by name. */
  readonly resources?: object;
  /** What schemas of the contract are given, where they return something else: `{ input: string }` for an `input` that is a number. */
  readonly given?: GivenTypes;
}

/** What is given to the schemas of a contract. What is left out is what they return. */
export interface GivenTypes {
  /** What `start` takes. */
  readonly input?: unknown;
  /** What is emitted, by the name of the event. */
  readonly events?: object;
  /** What is put into the stream. */
  readonly stream?: unknown;
  /** What reaches `end()`, and what `setResult` takes. */
  readonly result?: unknown;
  /** What `continueWith` takes, by the name of what was asked. */
  readonly answers?: object;
}

/**
 * What a type argument has to fit besides: `never` for a part that no flow has, and for what is given of a name that the
 * flow does not have, so that a slip of the pen is an error and no flow without types. Of any flow, as in
 * `ReturnType<typeof createTriggerFlow>`, it asks nothing more.
 */
export type KnownTypes<T> = string extends keyof T
  ? FlowTypes
  : {
      readonly [K in keyof T]: K extends 'given'
        ? KnownGiven<T, T[K]>
        : K extends keyof FlowTypes
          ? unknown
          : never;
    };

type KnownGiven<T, G> = {
  readonly [K in keyof G]: K extends 'events'
    ? Known<G[K], keyof EventsOf<T>>
    : K extends 'answers'
      ? Known<G[K], keyof InterruptsOf<T>>
      : K extends keyof GivenTypes
        ? unknown
        : never;
};

type Known<Named, Names> = { readonly [N in keyof Named]: N extends Names ? unknown : never };

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

/** What a schema is given; `Else` where the flow does not say. */
type GivenOr<T, K extends keyof GivenTypes, Else> = 'given' extends keyof T
  ? K extends keyof T['given']
    ? T['given'][K]
    : Else
  : Else;

/** In another form than the rest: a flow within a flow is inferred from it, and so more cheaply. */
export type GivenInputOf<T> = T extends { readonly given: { readonly input: infer Input } }
  ? Input
  : T extends FlowTypes
    ? T['input']
    : unknown;
export type GivenStreamOf<T> = GivenOr<T, 'stream', StreamOf<T>>;
export type GivenResultOf<T> = GivenOr<T, 'result', ResultOf<T>>;
export type GivenEventsOf<T> = 'given' extends keyof T
  ? Omit<EventsOf<T>, keyof GivenOr<T, 'events', object>> & GivenOr<T, 'events', object>
  : EventsOf<T>;
export type GivenAnswersOf<T> = GivenOr<T, 'answers', object>;

/** What may reach an end. A flow whose result is `void` ends with anything. */
export type EndsWith<T> = void extends GivenResultOf<T> ? unknown : GivenResultOf<T>;

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
export type LanesOf<T> = Table<T, 'lanes'>;
export type ResourcesOf<T> = Table<T, 'resources'>;

/** The names of a table. */
export type NameOf<Named> = keyof Named & string;

/** The argument of a value; may be left out where `undefined` is one. */
export type Given<V> = undefined extends V ? [value?: V] : [value: V];

/** Schemas of what runs through a flow: zod's, or any other Standard Schema. Values go on as their schema returns them. */
export interface FlowContract<T> {
  /** Of what an execution starts with. */
  readonly input?: StandardSchemaV1<GivenOr<T, 'input', unknown>, InputOf<T>>;
  /** Of each item that a chunk puts into the stream. */
  readonly stream?: StandardSchemaV1<GivenOr<T, 'stream', unknown>, StreamOf<T>>;
  readonly result?: StandardSchemaV1<GivenOr<T, 'result', unknown>, ResultOf<T>>;
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
