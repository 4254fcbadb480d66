// In: where runs are. Out: the panel, wherever on the page it is put.
// Knows nothing of docks.

import { Suspense, useState } from 'react';
import type { InstantDevtoolsPanelProps } from './devtools-props.js';
import { Highlights } from './late-parts.js';
import { Panel } from './panel.js';
import { Shadow } from './shadow.js';
import { useRunList } from './use-run-list.js';

const FILLED = { height: 500 };

/**
 * The panel of {@link InstantDevtools} without its dock: for a page of one's own, a story, a side of a larger tool.
 *
 * @example
 * ```tsx
 * export const Inspector = () => <InstantDevtoolsPanel style={{ height: '100%' }} />;
 * ```
 */
export function InstantDevtoolsPanel({
  client,
  runs,
  theme,
  styleNonce,
  style = FILLED,
  onClose,
}: InstantDevtoolsPanelProps) {
  const list = useRunList(client, runs);
  const [isHighlighting, highlight] = useState(false);
  return (
    <Shadow theme={theme} styleNonce={styleNonce} style={style}>
      <Panel
        list={list}
        isHighlighting={isHighlighting}
        onHighlight={highlight}
        onClose={onClose}
      />
      <Suspense>{isHighlighting && <Highlights list={list} />}</Suspense>
    </Shadow>
  );
}
