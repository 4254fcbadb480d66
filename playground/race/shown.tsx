// In: a field's path and text. Out: the text, counted each time it renders, and beside it how often that was.
// The count renders apart from the text, so that showing it adds nothing to it.

import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { Tally } from './tally.js';

interface ShownProps {
  readonly tally: Tally;
  readonly path: string;
  readonly value: unknown;
}

export function Shown({ tally, path, value }: ShownProps) {
  // After every render, so without dependencies.
  useEffect(() => tally.rendered(path));
  return typeof value === 'string' ? value : JSON.stringify(value);
}

interface RowProps {
  readonly tally: Tally;
  readonly path: string;
  readonly children: ReactNode;
}

export function Row({ tally, path, children }: RowProps) {
  return (
    <div className="race-row" data-path={path}>
      <p className="race-text">
        <span className="race-path">{path}</span> <span className="race-value">{children}</span>
      </p>
      <RenderCount tally={tally} path={path} />
    </div>
  );
}

function RenderCount({ tally, path }: Omit<RowProps, 'children'>) {
  useSyncExternalStore(tally.subscribe, tally.getSums);
  const renders = tally.rendersOf(path);
  return (
    <span className="race-count" data-renders={renders}>
      {renders}×<span className="race-unseen"> rendered</span>
    </span>
  );
}
