'use client';
// The door of flow/react/: a flow on the screen: its lanes, its signals, what it asks people, how far it is.
// Its own door, because whoever shows one answer need not load it.

export { createFlowHooks } from './create-flow-hooks.js';
export type { FlowHooks } from './create-flow-hooks.js';
export { FlowGraph } from './flow-graph.js';
export type { FlowGraphProps, FlowGraphTexts } from './flow-graph.js';
export type { NodeState } from './graph-state.js';
export type { FlowDrawing, GraphEdge, GraphGroup, GraphNode } from './graph-types.js';
export { Lane } from './lane.js';
export type { LaneProps } from './lane.js';
export { StructuredField, StructuredList, StructuredText } from './lane-components.js';
export type {
  LaneChoice,
  LaneFieldProps,
  LaneListProps,
  LaneTextProps,
} from './lane-components.js';
export type { FlowSourceOptions, FlowStreamOptions } from './use-beside.js';
export { useFlowStatus } from './use-flow-status.js';
export type { ChunkStatus, FlowStatus } from './use-flow-status.js';
export { useInterrupt, useInterrupts } from './use-interrupts.js';
export type { OpenInterrupt, UseInterruptsOptions } from './use-interrupts.js';
export { useLane, useLanes } from './use-lane.js';
export type { LaneSource, ShownLane, UseLaneOptions } from './use-lane.js';
export { useSignal } from './use-signal.js';
export type { UseSignalOptions } from './use-signal.js';
export { useItems, useSignals } from './use-signals.js';
export type { ToldItem, ToldSignal } from './use-signals.js';
