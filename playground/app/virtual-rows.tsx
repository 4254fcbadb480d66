// In: a number of rows of one height and a way to draw one. Out: a scrolling table that draws only what is seen.
// Follows its end while the reader is at the end, and stays where they scrolled otherwise.

import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

interface VirtualRowsProps {
  label: string;
  count: number;
  rowHeight: number;
  /** Draws the row's cells. */
  children: (index: number) => ReactNode;
  empty: ReactNode;
}

const OVERSCAN = 6;

export function VirtualRows({ label, count, rowHeight, children, empty }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [view, setView] = useState({ top: 0, height: 400 });

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) element.scrollTo({ top: element.scrollHeight });
      setView({ top: element.scrollTop, height: element.clientHeight });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: count * rowHeight });
  }, [count, rowHeight]);

  const onScroll = () => {
    const element = box.current;
    if (element === null) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < rowHeight;
    setView({ top: element.scrollTop, height: element.clientHeight });
  };

  const first = Math.max(0, Math.floor(view.top / rowHeight) - OVERSCAN);
  const last = Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + OVERSCAN);
  const indexes = Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);

  return (
    <div
      className="rows"
      ref={box}
      onScroll={onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      {count === 0 ? <p className="rows-empty">{empty}</p> : null}
      <div
        role="table"
        aria-label={label}
        aria-rowcount={count}
        style={{ height: count * rowHeight }}
      >
        <div role="rowgroup" style={{ transform: `translateY(${first * rowHeight}px)` }}>
          {indexes.map((index) => (
            <div
              key={index}
              role="row"
              className="row"
              aria-rowindex={index + 1}
              style={{ height: rowHeight }}
            >
              {children(index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
