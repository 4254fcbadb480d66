// In: nothing. Out: the door of flows, and nothing done with it.
// Compiled and never run: what the compiler does for it is taken off what it does for a flow.
// Knows nothing of flows.

export { createTriggerFlow } from '../../src/flow/index.js';
export type { InstantEvent } from '../../src/protocol/index.js';
