// In: the answer's card and whether it streams. Out: the page scrolls with the field being written.
// The first wheel, touch or scrolling key of the reader ends it for that run: they look where they want.
// Knows nothing of fields but the attribute that says one is streaming.

import { useEffect, type RefObject } from 'react';

const LOOK_MS = 300;
/** Room kept below the field being written; on a phone the buttons are there. */
const BELOW_PX = 110;
const SCROLL_KEYS = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']);

export function useFollow(card: RefObject<HTMLElement | null>, isStreaming: boolean): void {
  useEffect(() => {
    if (!isStreaming) return undefined;
    const reader = new AbortController();
    const timer = setInterval(() => showOpenField(card.current), LOOK_MS);
    const leave = () => {
      clearInterval(timer);
      reader.abort();
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (SCROLL_KEYS.has(key)) leave();
    };
    window.addEventListener('wheel', leave, { passive: true, signal: reader.signal });
    window.addEventListener('touchmove', leave, { passive: true, signal: reader.signal });
    window.addEventListener('keydown', onKey, { signal: reader.signal });
    return leave;
  }, [card, isStreaming]);
}

function showOpenField(card: HTMLElement | null): void {
  const open = [...(card?.querySelectorAll('[data-status="streaming"]') ?? [])].at(-1);
  if (open === undefined) return;
  const { bottom } = open.getBoundingClientRect();
  if (bottom < window.innerHeight - BELOW_PX) return;
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  window.scrollBy({ top: bottom - window.innerHeight * 0.6, behavior: isCalm ? 'auto' : 'smooth' });
}
