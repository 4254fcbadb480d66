// In: nothing. Out: the types of events about the calls of tools, from the writing of their input to what came of them.
// Tools are beside the answer: their inputs have fields of their own.
// Knows nothing of what tools there are.

import type { Pathless } from './beside-event.js';
import type { FieldEvent } from './field-event.js';

/** Which call of a tool an event is about. */
interface ToolFacts extends Pathless {
  readonly type: 'tool';
  /** Of this call; the provider's, where it has one. */
  readonly callId: string;
  readonly toolName: string;
  /** Which call of this tool it is in the response, from 0. */
  readonly index: number;
  /** Which call of the model asked for it, from 1. */
  readonly round: number;
}

/** The model writes what it calls a tool with: a fact about one field of that input. */
export interface ToolInputEvent extends ToolFacts {
  readonly phase: 'input';
  /** Where the field is among all inputs: `tool.search[0].query` is `query` of the first call of `search`. */
  readonly toolPath: string;
  /** The fact. Its path begins at the input's root: the answer's fields are elsewhere. */
  readonly field: FieldEvent;
}

/** The input is whole and fits its schema, and the tool was called with it. */
export interface ToolCallEvent extends ToolFacts {
  readonly phase: 'call';
  readonly input: unknown;
}

/** The tool answered. Calls of one round end in any order. */
export interface ToolResultEvent extends ToolFacts {
  readonly phase: 'result';
  readonly output: unknown;
  /** From the call on, in milliseconds. */
  readonly durationMs: number;
}

/**
 * Why a call came to nothing: its input does not fit, there is no tool of that name, the tool threw, took too long, or
 * was not allowed.
 */
export type ToolErrorCode =
  | 'invalid-input'
  | 'unknown-tool'
  | 'tool-failed'
  | 'tool-timeout'
  | 'tool-denied';

/** The call came to nothing, and the model is told so. */
export interface ToolErrorEvent extends ToolFacts {
  readonly phase: 'error';
  readonly code: ToolErrorCode;
  /** What the model is told. */
  readonly message: string;
  readonly durationMs: number;
}

/**
 * One fact about one call of a tool. Tools are beside the answer: no path of it leads to their inputs, and another attempt
 * withdraws nothing of theirs, for what was called was called.
 */
export type ToolEvent = ToolInputEvent | ToolCallEvent | ToolResultEvent | ToolErrorEvent;
