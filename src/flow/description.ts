// In: nothing. Out: the form of a flow's description: what stands in it and what leads to what, as plain JSON.
// Types only: nothing here exists at run time.
// Knows nothing of how it is made or drawn.

/** What stands in a flow. The ends of groups are nodes as well: that is where their branches meet. */
export type FlowNodeKind =
  | 'start'
  | 'end'
  | 'chunk'
  | 'chain'
  | 'event'
  | 'return'
  | 'state'
  | 'flowState'
  | 'collect'
  | 'when'
  | 'batch'
  | 'endBatch'
  | 'forEach'
  | 'endForEach'
  | 'match'
  | 'endMatch'
  | 'subFlow'
  | 'endSubFlow';

export interface FlowNode {
  /** Unique within the description, and the same each time the flow is built in the same way. */
  readonly id: string;
  readonly kind: FlowNodeKind;
  /** Of a chunk what `data.chunk` is at run time, of an event its name, of a state its key, of a `return` the chunk's name. */
  readonly name: string;
  /** The id of the innermost group it stands in; absent outside of any. */
  readonly group?: string;
  /**
   * Of a sub flow that is a flow it stands in: the id of the node where that one begins, which is `start` for the whole. What
   * is inside is described there.
   */
  readonly again?: string;
  /** How many may run at once; absent where the step has no limit of its own. */
  readonly concurrency?: number;
  /** How many may wait for that; absent where any number may. */
  readonly maxQueued?: number;
  /** Of a `when` `and`, `or` or `simpleOr`; of a `match` `hitFirst` or `hitAll`; of a `collect` its mode. */
  readonly mode?: string;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  /** The case, the branch of a batch, or the branch of a collection. */
  readonly label?: string;
  /** `value`: what comes out of the one goes into the other. `emit`: the chunk says that it sends the event. */
  readonly kind: 'value' | 'emit';
}

export interface FlowGroup {
  /** Also the id of the node that opens it. */
  readonly id: string;
  readonly kind: 'batch' | 'forEach' | 'match' | 'subFlow';
  readonly name: string;
  /** The id of the group it stands in; absent outside of any. */
  readonly group?: string;
}

/** JSON Schema (draft 2020-12) of what the contract of a flow checks; absent where a schema cannot be written so. */
export interface ContractDescription {
  /** What may be given, before the schema converts it. */
  readonly input?: JsonSchema;
  /** What comes out. */
  readonly stream?: JsonSchema;
  readonly result?: JsonSchema;
  /** What may be sent, by the name of the event. */
  readonly events?: Readonly<Record<string, JsonSchema>>;
  /** What a person may answer, by the name of what is asked. */
  readonly interrupts?: Readonly<Record<string, JsonSchema>>;
}

type JsonSchema = Readonly<Record<string, unknown>>;

/** A flow as plain JSON: to draw it, to compare it, to show where an execution is. */
export interface FlowDescription {
  readonly name: string;
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  readonly groups: readonly FlowGroup[];
  /** Of the flow itself, not of those it runs; absent where there is nothing to say. */
  readonly contract?: ContractDescription;
}
