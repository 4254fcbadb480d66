// In: a name, what runs through the flow, what its executions share. Out: an empty flow.
// The one place where what is built without types gets the types that users see.
// Knows nothing of steps or executions.

import { FlowBuilder } from './flow-builder.js';
import { checkFlowOptions, type FlowOptions, type PlainOptions } from './flow-options.js';
import type { FlowTypes, KnownTypes } from './flow-types.js';
import type { TriggerFlow } from './trigger-flow.js';

/**
 * Makes a flow: event-driven work in which what is complete starts what comes next. Chunks do the work; `to`, `when`,
 * `batch`, `forEach`, `match` and `collect` say what leads to what; events, the state and the stream tell of it.
 *
 * The type argument says what runs through it: `input`, `events`, `stream`, `result`, `state`, `flowState`, `resources`,
 * `interrupts`, `collects`, `lanes`, and `given` to schemas. A part of another name does not compile.
 *
 * @throws {FlowError} `invalid-option`
 * @example
 * const flow = createTriggerFlow<{ input: string; result: readonly number[]; stream: string }>();
 * flow
 *   .to(({ value }) => value.split(' '))
 *   .forEach({ concurrency: 2 })
 *   .to(async ({ value, putIntoStream }) => {
 *     await putIntoStream(value);
 *     return value.length;
 *   })
 *   .endForEach()
 *   .end();
 * await flow.start('one two three'); // [3, 3, 5]
 *
 * const seen: string[] = [];
 * for await (const word of flow.getRuntimeStream('warm tea')) seen.push(word);
 * seen; // ['warm', 'tea']
 */
export function createTriggerFlow<const T extends FlowTypes & KnownTypes<T> = FlowTypes>(
  options: FlowOptions<T> = {},
): TriggerFlow<T> {
  // From here on values are known by their kind alone.
  const plain = options as PlainOptions;
  checkFlowOptions(plain);
  const { name = 'flow', resources = {}, contract = {}, observers = [] } = plain;
  // The builder does what the types say, with values it knows nothing of.
  return new FlowBuilder({
    name,
    resources,
    contract,
    observers,
  }) as unknown as TriggerFlow<T>;
}
