'use client';
// In: a node, a group or an edge with its place, and where it stands. Out: its lines and its name, as SVG.
// Each renders when its own state changes. Lines and letters are in the colour of the text around.
// Knows nothing of what runs.

import { memo, type ReactNode } from 'react';
import { fullName } from './graph-names.js';
import type { NodeState } from './graph-state.js';
import type { GraphLayout, PlacedEdge, PlacedGroup, PlacedNode } from './graph-types.js';
import { shownName, titleWidth } from './node-size.js';

/** Not by colour alone. */
const MARKS: Readonly<Record<NodeState, string>> = {
  idle: '',
  active: '',
  waiting: '',
  stopped: '– ',
  failed: '✗ ',
  done: '✓ ',
};

/** The name of a group, from the upper left corner of its box to where its letters stand. */
const TITLE = { side: 12, height: 19 } as const;

/** How a line says where something stands. */
function lineOf(state: NodeState) {
  const isNow = state === 'active' || state === 'waiting';
  return {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: isNow ? 3 : 1,
    strokeDasharray: state === 'waiting' ? '4 3' : undefined,
  };
}

interface NodeShapeProps {
  readonly placed: PlacedNode;
  readonly state: NodeState;
}

export const NodeShape = memo(function NodeShape({ placed, state }: NodeShapeProps): ReactNode {
  const { node, x, y, width, height, mark } = placed;
  const isRound = node.kind !== 'chunk';
  return (
    <g data-node={node.name} data-id={node.id} data-kind={node.kind} data-state={state}>
      {mark === undefined ? (
        <>
          <rect
            {...lineOf(state)}
            x={x - width / 2}
            y={y - height / 2}
            width={width}
            height={height}
            rx={isRound ? height / 2 : 6}
            opacity={state === 'idle' && isRound ? 0.5 : 1}
          />
          <text
            x={x}
            y={y}
            textAnchor="middle"
            dominantBaseline="central"
            fontSize="13"
            fill="currentColor"
          >
            {MARKS[state] + shownName(node.name)}
          </text>
        </>
      ) : (
        <circle cx={x} cy={y} r={width / 2} fill="currentColor" opacity="0.6" />
      )}
      <title>{fullName(placed)}</title>
    </g>
  );
});

interface GroupShapeProps {
  readonly placed: PlacedGroup;
  readonly state: NodeState;
}

export const GroupShape = memo(function GroupShape({ placed, state }: GroupShapeProps): ReactNode {
  const { group, x, y, width, height } = placed;
  return (
    <g data-group={group.name} data-id={group.id} data-kind={group.kind} data-state={state}>
      <rect {...lineOf(state)} x={x} y={y} width={width} height={height} rx="10" opacity="0.6" />
      <text
        x={x + TITLE.side}
        y={y + TITLE.height}
        fontSize="12"
        fontWeight="600"
        fill="currentColor"
      >
        {MARKS[state] + shownName(group.name)}
      </text>
    </g>
  );
});

/** Where lines are drawn: not behind the names of groups, which have no ground of their own. */
export function LineMask({ layout, id }: LineMaskProps): ReactNode {
  const { left, width, height, groups } = layout;
  return (
    <mask id={id} maskUnits="userSpaceOnUse" x={left} y="0" width={width} height={height}>
      <rect x={left} width={width} height={height} fill="#fff" />
      {groups.map(({ group, x, y }) => (
        <rect
          key={group.id}
          x={x + TITLE.side - 4}
          y={y + TITLE.height - 14}
          width={titleWidth(group.name) + 8}
          height={18}
        />
      ))}
    </mask>
  );
}

interface LineMaskProps {
  readonly layout: GraphLayout;
  readonly id: string;
}

interface ArrowProps {
  readonly placed: PlacedEdge;
  /** The id of the head. */
  readonly head: string;
}

export const Arrow = memo(function Arrow({ placed, head }: ArrowProps): ReactNode {
  const { edge, way, label } = placed;
  return (
    <g data-edge={edge.label ?? ''}>
      <path d={way} fill="none" stroke="currentColor" opacity="0.6" markerEnd={`url(#${head})`} />
      {label === undefined ? null : (
        <text
          x={label.x}
          y={label.y}
          textAnchor={label.textAnchor}
          fontSize="11"
          fill="currentColor"
        >
          {label.text}
        </text>
      )}
    </g>
  );
});
