// In: how many rows of one height there are, and whether to follow their end. Out: which part of them is seen.
// Knows nothing of what the rows are.

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** In CSS pixels, of each row and of the header. */
export const ROW_HEIGHT = 22;

/** What is seen of the rows of the element that `box` is given to; the chosen one is brought into sight. */
export function useRowView(count: number, active: number | undefined, isGrowing: boolean) {
  const isFollowing = isGrowing && active === undefined;
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const wasFollowing = useRef(isFollowing);
  const [view, setView] = useState({ top: 0, height: 300 });
  const look = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const { scrollTop: top, clientHeight: height } = element;
    setView((before) =>
      before.top === top && before.height === height ? before : { top, height },
    );
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [look]);
  useLayoutEffect(() => {
    const element = box.current;
    // The last rows of what grew come when it is over.
    const isDue = (isFollowing || wasFollowing.current) && isAtEnd.current;
    wasFollowing.current = isFollowing;
    // More than there is to scroll: as far as it goes.
    if (element && isDue) element.scrollTop = count * ROW_HEIGHT + view.height;
  }, [count, isFollowing, view.height]);
  useLayoutEffect(() => {
    // What is told of the chosen row may take room from the table, and it shall not be hidden by that.
    if (box.current && active !== undefined) show(box.current, active, view.height);
  }, [active, view.height]);
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    isAtEnd.current = below < ROW_HEIGHT;
    look();
  };
  return { box, view, onScroll };
}

/** Scrolls a row into sight, below the header. */
function show(element: HTMLElement, index: number, height: number): void {
  const top = index * ROW_HEIGHT;
  const room = height - 2 * ROW_HEIGHT;
  if (top < element.scrollTop) element.scrollTop = top;
  else if (top > element.scrollTop + room) element.scrollTop = top - room;
}
