// In: renders, as they happen. Out: how many there were of each field and of the page around them.
// The same cell for every contestant, so that all show the same thing and count it the same way.
// Knows nothing of where values come from.

import type { ReactElement } from 'react';

/** Renders so far: one count per field, and one for the component that holds the stream. */
export interface Counters {
  readonly fields: Map<string, number>;
  page: number;
}

export function createCounters(): Counters {
  return { fields: new Map(), page: 0 };
}

/** Called by the component that holds the stream, each time it renders. */
export function countPage(counters: Counters): void {
  counters.page += 1;
}

interface CellProps {
  readonly counters: Counters;
  readonly name: string;
  readonly value: unknown;
}

/** One field on the screen. */
export function Cell({ counters, name, value }: CellProps): ReactElement {
  counters.fields.set(name, (counters.fields.get(name) ?? 0) + 1);
  return (
    <p>
      <b>{name}</b> {typeof value === 'string' ? value : '…'}
    </p>
  );
}

/** What every contestant's page is given. */
export interface PageProps {
  readonly names: readonly string[];
  readonly counters: Counters;
  readonly onOver: () => void;
}
