'use client';
// In: a flow as data, and how far its execution is. Out: a drawing in which what runs is marked, and the same in words.
// The drawing is laid out once; a step of a chunk renders that chunk's node, and the boxes around it.
// Knows nothing of colours: those are the page's.

import { useId, useMemo, type ReactNode } from 'react';
import { check } from '../../internal/usage-error.js';
import { layOutGraph } from './graph-layout.js';
import { Arrow, GroupShape, LineMask, NodeShape } from './graph-shapes.js';
import { readStates, type NodeState } from './graph-state.js';
import { GraphText } from './graph-text.js';
import type { FlowDrawing } from './graph-types.js';
import type { FlowStreamOptions } from './use-beside.js';
import { useFlowStatus } from './use-flow-status.js';

/** The words a reader is told by. */
export interface FlowGraphTexts {
  /** What the drawing is called. @default 'Flow' */
  readonly label?: string | undefined;
  /** @default idle, active, waiting, stopped, failed, done */
  readonly states?: Partial<Readonly<Record<NodeState, string>>> | undefined;
}

export interface FlowGraphProps extends FlowStreamOptions, FlowGraphTexts {
  /** What `flow.describe()` gives, or as much of it as is to be drawn: plain data, so a server can hand it on. */
  readonly flow: FlowDrawing;
  readonly className?: string | undefined;
}

/**
 * Draws a flow and marks what runs, by the progress that `instants({ progress: true })` tells. Every node is a
 * `<g data-node data-id data-kind data-state>`, every group a box, `<g data-group data-id data-kind data-state>`, which is at
 * work while something in it is; the lines are in `currentColor`, and nothing moves. A drawing wider than its place is scrolled, also by
 * keyboard. For those who do not see it there is a list of the nodes with their states, and a word when one changes.
 *
 * A chunk is known by its name and by the flow within the flow that it is in, as descriptions number those. One that stands in
 * several places of one flow is marked in all of them.
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
  states: words,
  className,
}: FlowGraphProps): ReactNode {
  check(isDrawing(flow), 'flow', 'what flow.describe() gives', flow);
  const layout = useMemo(() => layOutGraph(flow), [flow]);
  const status = useFlowStatus({ stream });
  const states = useMemo(() => readStates(layout, status), [layout, status]);
  const id = useId();
  const [head, mask] = [`${id}-head`, `${id}-lines`];
  const { left, width, height, nodes, groups, edges } = layout;
  return (
    // What scrolls can be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <figure className={className} aria-label={label} tabIndex={0} style={FRAME}>
      <svg
        viewBox={`${left} 0 ${width} ${height}`}
        width={width}
        height={height}
        aria-hidden="true"
      >
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
          <LineMask layout={layout} id={mask} />
        </defs>
        {groups.map((placed) => (
          <GroupShape
            key={placed.group.id}
            placed={placed}
            state={states.ofGroup(placed.group.id)}
          />
        ))}
        <g mask={`url(#${mask})`}>
          {edges.map((placed) => (
            <Arrow key={placed.id} placed={placed} head={head} />
          ))}
        </g>
        {nodes.map((placed) => (
          <NodeShape
            key={placed.node.id}
            placed={placed}
            state={states.ofNode(placed.node.id) ?? 'idle'}
          />
        ))}
      </svg>
      <GraphText nodes={nodes} states={states} words={words} />
    </figure>
  );
}

/** What is in it for listeners only is kept inside of it. */
const FRAME = { overflowX: 'auto', position: 'relative' } as const;

function isDrawing(flow: Partial<FlowDrawing> | null | undefined): boolean {
  const { nodes, edges, groups = [] } = flow ?? {};
  return [nodes, edges, groups].every((list) => Array.isArray(list));
}
