// In: a name and a function. Out: a chunk, one step of work that flows refer to by identity.
// A chunk does nothing by itself and may stand in any number of places.
// Knows nothing of executions.

import type { Trigger } from './trigger.js';

/** Never there: it carries the types of what goes in and what comes out. */
declare const flowing: unique symbol;

/** What a value can be sent through: a chunk or a chain. */
export interface FlowPart<In, Out> {
  readonly [flowing]?: { readonly in: (value: In) => void; readonly out: Out };
}

/** Never there: it carries the types of what runs through. */
declare const running: unique symbol;

/** A flow, as a step of another one. */
export interface WholeFlow<T> {
  readonly [running]: T;
}

/** What a value can be sent through that is no whole flow. */
export type PlainPart<In, Out> = FlowPart<In, Out> & { readonly [running]?: never };

/** A named step of work. Made by `flow.chunk()`. */
export interface Chunk<In, Out, Name extends string = string> extends FlowPart<In, Out> {
  readonly name: Name;
}

/** What the room itself knows of a chunk. */
export interface RunnableChunk extends Chunk<never, unknown> {
  readonly trigger: Trigger;
  readonly handler: (data: never) => unknown;
  /** False for a function without a name, which is called by a number. */
  readonly hasName: boolean;
  /** True for a name that was given to `chunk`: no other chunk was given it. */
  readonly isChosen: boolean;
  /** The events it says it sends. */
  readonly emits: readonly string[];
}
