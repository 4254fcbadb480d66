'use client';
// In: the nodes of a drawing, and where they stand. Out: the same in words, for who listens to the page.
// A list to be read at leisure, and one line that is read out when something begins, waits, fails or is stopped.
// Knows nothing of places.

import type { ReactNode } from 'react';
import { fullName } from './graph-names.js';
import type { GraphStates, NodeState } from './graph-state.js';
import type { PlacedNode } from './graph-types.js';

interface GraphTextProps {
  readonly nodes: readonly PlacedNode[];
  readonly states: GraphStates;
  readonly words: Partial<Readonly<Record<NodeState, string>>> | undefined;
}

export function GraphText({ nodes, states, words }: GraphTextProps): ReactNode {
  const told = new Set<string>();
  const known = new Map<string, number>();
  const items = nodes.flatMap((placed) => {
    const { node, mark } = placed;
    if (mark === 'end') return [];
    const state = states.ofNode(node.id);
    const full = fullName(placed);
    const number = (known.get(full) ?? 0) + 1;
    known.set(full, number);
    // Who sees them tells two of one name apart by their places.
    const name = number === 1 ? full : `${full} (${number})`;
    const text = state === undefined ? name : `${name}: ${words?.[state] ?? state}`;
    if (state !== undefined && mark === undefined && isNews(state)) told.add(text);
    return [{ id: node.id, text }];
  });
  return (
    <div style={HIDDEN}>
      <ol>
        {items.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ol>
      <p aria-live="polite">{[...told].join(', ')}</p>
    </div>
  );
}

function isNews(state: NodeState): boolean {
  return state !== 'idle' && state !== 'done';
}

/** There for who listens to the page, and not in sight. */
const HIDDEN = {
  position: 'absolute',
  insetBlockStart: 0,
  insetInlineStart: 0,
  width: 1,
  height: 1,
  margin: -1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
} as const;
