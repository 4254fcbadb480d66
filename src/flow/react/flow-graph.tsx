'use client';
// In: a flow as data, and how far its execution is. Out: a drawing in which what runs is marked, and the same as a list.
// The drawing is laid out once; a step of a chunk renders that chunk's node.
// Knows nothing of colours: those are the page's.

import { memo, useId, useMemo, type ReactNode } from 'react';
import { check } from '../../internal/usage-error.js';
import { layOutGraph, NODE_HEIGHT } from './graph-layout.js';
import type { FlowDrawing, GraphNode, PlacedEdge, PlacedNode } from './graph-layout.js';
import type { FlowStreamOptions } from './use-beside.js';
import { useFlowStatus, type ChunkStatus } from './use-flow-status.js';

/** Where a node stands: what is at work before what waits, what waits before what is over. */
export type NodeState = 'idle' | 'active' | 'waiting' | 'failed' | 'done';

/** The words a reader is told by. */
export interface FlowGraphTexts {
  /** What the drawing is called. @default 'Flow' */
  readonly label?: string | undefined;
  /** @default idle, active, waiting, failed, done */
  readonly states?: Partial<Readonly<Record<NodeState, string>>> | undefined;
}

export interface FlowGraphProps extends FlowStreamOptions, FlowGraphTexts {
  /** What `flow.describe()` gives, or as much of it as is to be drawn: plain data, so a server can hand it on. */
  readonly flow: FlowDrawing;
  readonly className?: string | undefined;
}

/**
 * Draws a flow and marks what runs, by the progress that `instants({ progress: true })` tells. Every node is a
 * `<g data-node data-kind data-state>`, for the page's styles; the lines are in `currentColor`. For those who do not see it
 * there is a list of the nodes with their states.
 *
 * @throws {InstantReactError} `missing-provider` when there is neither a stream nor a provider.
 * @throws {UsageError} `invalid-option`
 * @example
 * ```tsx
 * const drawing = {
 *   nodes: [
 *     { id: 'start', kind: 'start', name: 'start' },
 *     { id: '1', kind: 'chunk', name: 'plan' },
 *   ],
 *   edges: [{ from: 'start', to: '1' }],
 * };
 *
 * export function Drawing() {
 *   return <FlowGraph flow={drawing} stream={report} label="The report" />;
 * }
 * ```
 */
export function FlowGraph({
  flow,
  stream,
  label = 'Flow',
  states,
  className,
}: FlowGraphProps): ReactNode {
  check(Array.isArray(flow?.nodes), 'flow', 'what flow.describe() gives', flow);
  const layout = useMemo(() => layOutGraph(flow), [flow]);
  const { chunks } = useFlowStatus({ stream });
  const stateOf = useMemo(() => statesByName(chunks), [chunks]);
  const head = `${useId()}-head`;
  const { width, height, nodes, edges } = layout;
  return (
    <figure className={className} aria-label={label}>
      <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true">
        <defs>
          <marker
            id={head}
            viewBox="0 0 8 8"
            refX="8"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" fill="currentColor" />
          </marker>
        </defs>
        {edges.map((edge) => (
          <Arrow key={edge.id} placed={edge} head={head} />
        ))}
        {nodes.map((placed) => (
          <Box key={placed.node.id} placed={placed} state={nodeState(placed.node, stateOf)} />
        ))}
      </svg>
      <ol style={HIDDEN}>
        {nodes.map(({ node }) => {
          const state = nodeState(node, stateOf);
          return <li key={node.id}>{`${node.name}: ${states?.[state] ?? state}`}</li>;
        })}
      </ol>
    </figure>
  );
}

interface BoxProps {
  readonly placed: PlacedNode;
  readonly state: NodeState;
}

const Box = memo(function Box({ placed, state }: BoxProps): ReactNode {
  const { node, x, y, width } = placed;
  const isRound = node.kind !== 'chunk';
  return (
    <g data-node={node.name} data-kind={node.kind} data-state={state}>
      <rect
        x={x - width / 2}
        y={y - NODE_HEIGHT / 2}
        width={width}
        height={NODE_HEIGHT}
        rx={isRound ? NODE_HEIGHT / 2 : 6}
        fill="none"
        stroke="currentColor"
        strokeWidth={state === 'active' || state === 'waiting' ? 3 : 1}
        strokeDasharray={state === 'waiting' ? '4 3' : undefined}
        opacity={state === 'idle' && !isRound ? 0.5 : 1}
      />
      <text
        x={x}
        y={y}
        textAnchor="middle"
        dominantBaseline="central"
        fontSize="13"
        fill="currentColor"
      >
        {MARKS[state] + node.name}
      </text>
    </g>
  );
});

/** Not by colour alone. */
const MARKS: Readonly<Record<NodeState, string>> = {
  idle: '',
  active: '',
  waiting: '',
  failed: '✗ ',
  done: '✓ ',
};

interface ArrowProps {
  readonly placed: PlacedEdge;
  readonly head: string;
}

const Arrow = memo(function Arrow({ placed, head }: ArrowProps): ReactNode {
  const { edge, from, to, isBack } = placed;
  const half = NODE_HEIGHT / 2;
  const middle = (from.y + to.y) / 2;
  const way = isBack
    ? `M${from.x + from.width / 2} ${from.y}C${from.x + from.width} ${from.y} ${to.x + to.width} ${to.y} ${to.x + to.width / 2} ${to.y}`
    : `M${from.x} ${from.y + half}C${from.x} ${middle} ${to.x} ${middle} ${to.x} ${to.y - half}`;
  return (
    <g data-edge={edge.label ?? ''}>
      <path d={way} fill="none" stroke="currentColor" opacity="0.6" markerEnd={`url(#${head})`} />
      {edge.label === undefined ? null : (
        <text
          x={(from.x + to.x) / 2}
          y={middle}
          fontSize="11"
          textAnchor="middle"
          fill="currentColor"
        >
          {edge.label}
        </text>
      )}
    </g>
  );
});

/** There for who listens to the page, and not in sight. */
const HIDDEN = {
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;

function statesByName(chunks: readonly ChunkStatus[]): ReadonlyMap<string, NodeState> {
  return new Map(chunks.map((chunk) => [chunk.chunk, stateOfChunk(chunk)]));
}

function stateOfChunk({ active, waiting, failed, done }: ChunkStatus): NodeState {
  if (active > 0) return 'active';
  if (waiting > 0) return 'waiting';
  if (failed > 0) return 'failed';
  return done > 0 ? 'done' : 'idle';
}

function nodeState({ kind, name }: GraphNode, states: ReadonlyMap<string, NodeState>): NodeState {
  return (kind === 'chunk' ? states.get(name) : undefined) ?? 'idle';
}
