// In: nothing. Out: the types of a function that a model answers.
// Knows nothing of how one is made.

import type { $ZodType, input, output } from 'zod/v4/core';
import type { AgentResponse } from './agent-response.js';
import type { ResponseOptions } from './run-options.js';

/** What a function of an agent does. */
export interface AgentFunctionOptions<In extends $ZodType, Out extends $ZodType> {
  /** What it takes: a zod 4 schema. What comes of it, defaults and transforms applied, is the input of the request. */
  readonly input: In;
  /** What it gives: a zod 4 schema. */
  readonly output: Out;
  /** What it does, in words for the model. */
  readonly description: string;
}

/** A typed function that a model answers. */
export interface AgentFunction<In extends $ZodType, Out extends $ZodType> {
  /**
   * @throws {AgentError} `invalid-input` with `issues`, before anything is sent; and as `getData`.
   */
  (value: input<In>, options?: ResponseOptions<output<Out>>): Promise<output<Out>>;
  /**
   * The response instead of its data, for readers of fields; nothing is sent before it is read.
   * @throws {AgentError} `invalid-input`
   */
  stream(
    value: input<In>,
    options?: ResponseOptions<output<Out>>,
  ): Promise<AgentResponse<output<Out>>>;
}
