// In: nothing. Out: the form of what is drawn of a flow, and of the same with places.
// Types only: nothing here exists at run time.
// Knows nothing of how places are found.

import type { Passage } from './graph-layers.js';

/** What stands in a flow, as `flow.describe()` has it. */
export interface GraphNode {
  /** Of what is in a flow within the flow: the id of that flow, a slash, and more. */
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** The id of the innermost group it stands in. */
  readonly group?: string;
}

/** What leads to what. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** What belongs together: a batch, the steps for each item, a choice, a flow within the flow. */
export interface GraphGroup {
  /** Also the id of the node that opens it, where one does. */
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  /** The id of the group it stands in. */
  readonly group?: string;
}

/** A flow as plain data: what `flow.describe()` gives, and as much of it as is drawn. */
export interface FlowDrawing {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** A box is drawn around the nodes of each; of one without nodes there is none. @default none */
  readonly groups?: readonly GraphGroup[];
}

/** In the units of a view box: about a pixel each. */
export interface PlacedNode {
  readonly node: GraphNode;
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where a group begins or ends, whose box has the name. */
  readonly mark: 'begin' | 'end' | undefined;
  /** The groups around it, the innermost first. */
  readonly around: readonly GraphGroup[];
}

export interface PlacedGroup {
  readonly group: GraphGroup;
  /** Of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  /** Unique in the drawing. */
  readonly id: string;
  readonly edge: GraphEdge;
  /** From the bottom of one node to the top of another, unless it leads back. */
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly isBack: boolean;
  /** The gaps it goes through on its way, from the top. */
  readonly via: readonly Passage[];
  /** The line, as the path of an SVG. */
  readonly way: string;
  readonly label: PlacedLabel | undefined;
}

/** What is written beside an edge. */
export interface PlacedLabel {
  readonly text: string;
  /** Where its letters begin, or end. */
  readonly x: number;
  readonly y: number;
  readonly textAnchor: 'start' | 'end';
  /** From where to where it is. */
  readonly left: number;
  readonly right: number;
}

export interface GraphLayout {
  /** Where it begins: below 0 where a label stands out. */
  readonly left: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  /** Outer ones before those inside them. */
  readonly groups: readonly PlacedGroup[];
  readonly edges: readonly PlacedEdge[];
}
