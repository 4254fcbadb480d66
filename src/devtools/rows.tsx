// In: a number of rows of one height, and a way to draw one. Out: a table that draws only what is seen of it.
// One stop of the Tab key; arrows move from row to row. Follows its end while the reader is there.
// Knows nothing of what the rows are.

import { useId } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { ROW_HEIGHT, useRowView } from './use-row-view.js';

export interface Column {
  readonly name: string;
  /** What its header shows in the place of its name, which is read out all the same. */
  readonly header?: ReactNode;
}

/** Where a row is in a tree. */
export interface RowPlace {
  readonly level: number;
  /** Undefined for a row that has none below it. */
  readonly isUnfolded: boolean | undefined;
}

interface RowsProps {
  readonly label: string;
  readonly className: string;
  readonly style?: CSSProperties;
  readonly columns: readonly Column[];
  readonly count: number;
  /** More rows are to come: the end is followed while it is in sight and no row is chosen. */
  readonly isGrowing: boolean;
  /** Said in the place of rows. */
  readonly empty: ReactNode;
  /** The row that was chosen. */
  readonly active: number | undefined;
  readonly onActive: (index: number | undefined) => void;
  /** Makes it a tree. */
  readonly placeOf?: (index: number) => RowPlace;
  /** Keys of a tree; true for one that was used. */
  readonly onKey?: (key: string, index: number) => boolean;
  /** Draws the cells of a row, as many as there are columns. */
  readonly children: (index: number) => ReactNode;
}

const OVERSCAN = 8;

export function Rows(props: RowsProps) {
  const { label, className, style, columns, count, empty, isGrowing } = props;
  const { active, onActive, placeOf, onKey } = props;
  const id = useId();
  const { box, view, onScroll } = useRowView(count, active, isGrowing);
  const first = Math.max(0, Math.floor(view.top / ROW_HEIGHT) - OVERSCAN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / ROW_HEIGHT) + OVERSCAN);
  const isDrawn = active !== undefined && active >= first && active < last;
  const move = (index: number) => {
    if (count === 0) return;
    onActive(Math.min(count - 1, Math.max(0, index)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(view.height / ROW_HEIGHT) - 2);
    const step = STEPS[event.key]?.(active, page, count);
    const isUsed =
      step !== undefined || (active !== undefined && onKey?.(event.key, active) === true);
    if (!isUsed) return;
    event.preventDefault();
    if (step !== undefined) move(step);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it has one of two roles
    <div
      className={`rows ${className}`}
      style={style}
      ref={box}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      tabIndex={0}
      role={placeOf ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={count + 1}
      aria-activedescendant={isDrawn ? `${id}${active}` : undefined}
    >
      <div role="rowgroup" className="head">
        <div role="row" className="row" aria-rowindex={1}>
          {columns.map(({ name, header }) => (
            <span key={name} role="columnheader">
              {header === undefined ? name : <span className="unseen">{name}</span>}
              {header}
            </span>
          ))}
        </div>
      </div>
      {count === 0 && <p className="empty">{empty}</p>}
      <div role="presentation" style={{ blockSize: count * ROW_HEIGHT }}>
        <div role="rowgroup" style={{ transform: `translateY(${first * ROW_HEIGHT}px)` }}>
          {numbers(first, last).map((index) => (
            <Row
              key={index}
              id={`${id}${index}`}
              index={index}
              place={placeOf?.(index)}
              isActive={index === active}
              onActive={onActive}
            >
              {props.children(index)}
            </Row>
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly index: number;
  readonly place: RowPlace | undefined;
  readonly isActive: boolean;
  readonly onActive: (index: number | undefined) => void;
  readonly children: ReactNode;
}

function Row({ id, index, place, isActive, onActive, children }: RowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys come to the table around it
    <div
      role="row"
      id={id}
      className="row"
      aria-rowindex={index + 2}
      aria-level={place?.level}
      aria-expanded={place?.isUnfolded}
      aria-selected={isActive}
      style={{ blockSize: ROW_HEIGHT }}
      onClick={() => onActive(isActive ? undefined : index)}
    >
      {children}
    </div>
  );
}

type Step = (active: number | undefined, page: number, count: number) => number;

/** Where a key leads; without a chosen row, to the one at the end it comes from. */
const STEPS: Partial<Record<string, Step>> = {
  ArrowDown: (active = -1) => active + 1,
  ArrowUp: (active, _, count) => (active ?? count) - 1,
  PageDown: (active = -1, page) => active + page,
  PageUp: (active, page, count) => (active ?? count) - page,
  Home: () => 0,
  End: (_, __, count) => count - 1,
};

function numbers(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, offset) => from + offset);
}
