// In: chunks of work and what leads to what. Out: the door of the flow room: event-driven workflows with a stream.
// What is exported here is the room's public surface; everything else is its own business.
// Knows nothing of agents, servers or React: a response is any source of events.

export type { Case, Chain, ChunkHandler, MatchHead } from './chain.js';
export type { ChunkData, ConditionData } from './chunk-data.js';
export type { Chunk, FlowPart, WholeFlow } from './chunk.js';
export { createTriggerFlow } from './create-trigger-flow.js';
export type { CollectMode } from './definition.js';
export type {
  ContractDescription,
  FlowDescription,
  FlowEdge,
  FlowGroup,
  FlowNode,
  FlowNodeKind,
} from './description.js';
export { FlowError } from './error.js';
export type { FlowErrorCode, FlowErrorOptions } from './error.js';
export { exportFlow } from './export-flow.js';
export type { ExecutionStatus } from './execution-status.js';
export type {
  BridgeOptions,
  FieldSource,
  LaneOptions,
  PartialOptions,
  WithdrawnField,
} from './field-types.js';
export type {
  ChunkOptions,
  ExecutionOptions,
  FlowOptions,
  StepOptions,
  ToOptions,
} from './flow-options.js';
export type { FlowConfig, SignalConfig, StepConfig, StepRef } from './flow-config.js';
export type { FlowContract, FlowTypes, GivenTypes } from './flow-types.js';
export { importFlow, type ImportOptions } from './import-flow.js';
export type { FlowInstant, FlowQuestion, FlowSignal, InstantsOptions } from './instant-types.js';
export type { FlowInterrupt, InterruptNews, Pause, PauseOptions } from './interrupt-types.js';
export type {
  ChunkOutcome,
  FlowObserver,
  ObservedChunk,
  ObservedExecution,
  ParentRun,
  RunContext,
} from './observer.js';
export type { ReadOptions } from './runtime-stream.js';
export type { FlowSnapshot } from './snapshot.js';
export type { ChangeOptions, FlowState } from './state.js';
export type { SubFlowData, SubFlowOptions, SubFlowStart } from './sub-flow-types.js';
export { toMermaid, type MermaidOptions } from './to-mermaid.js';
export type { DataOf, FlowExecution, TriggerFlow } from './trigger-flow.js';
