// In: the path of a list and how many items it is likely to have. Out: placeholders for those still to come.
// None once the list is final, or the run is over.

import { Fragment, memo, type ReactNode } from 'react';
import { useField } from 'fieldwise/react';

interface GhostsProps {
  path: string;
  expected: number;
  /** One placeholder. Give a stable function: placeholders then render only when one gives way to an item. */
  children: () => ReactNode;
}

export function Ghosts({ path, expected, children }: GhostsProps) {
  const { value, status } = useField<readonly unknown[]>(path);
  const canGrow = status === 'pending' || status === 'streaming';
  const count = canGrow ? Math.max(0, expected - (value?.length ?? 0)) : 0;
  return <GhostRows count={count} render={children} />;
}

const GhostRows = memo(function GhostRows({
  count,
  render,
}: {
  count: number;
  render: () => ReactNode;
}) {
  return Array.from({ length: count }, (_, index) => <Fragment key={index}>{render()}</Fragment>);
});
