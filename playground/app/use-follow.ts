// In: the answer's card and the number of the run that streams into it. Out: the page scrolls with the field being written.
// A reader who scrolls up ends it; one who scrolls down again to what is being written takes it up.
// Knows nothing of fields but the attribute that says one is streaming.

import { useEffect, type RefObject } from 'react';

const LOOK_MS = 300;
/** Room kept below the field being written; on a phone the buttons are there. */
const BELOW_PX = 110;

/** Follows run after run; `streamingRun` is undefined while none streams. */
export function useFollow(
  card: RefObject<HTMLElement | null>,
  streamingRun: number | undefined,
): void {
  useEffect(() => {
    if (streamingRun === undefined) return undefined;
    let isFollowing = true;
    /** Whether the page moves because this hook began to move it; until it comes to rest. */
    let isOwnMove = false;
    let hasMoved = false;
    let lastY = window.scrollY;
    const onScroll = () => {
      const { scrollY } = window;
      hasMoved = true;
      if (scrollY < lastY) {
        // Following only ever goes down, so this is the reader; a smooth scroll under way would drag them back.
        if (isOwnMove && isFollowing) window.scrollTo({ top: scrollY, behavior: 'instant' });
        isFollowing = false;
      } else if (scrollY > lastY && !isOwnMove && hiddenBelow(card.current) <= 0) {
        isFollowing = true;
      }
      lastY = scrollY;
    };
    const timer = setInterval(() => {
      isOwnMove = isOwnMove && hasMoved;
      hasMoved = false;
      if (isFollowing && showOpenField(card.current)) isOwnMove = true;
    }, LOOK_MS);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener('scroll', onScroll);
    };
  }, [card, streamingRun]);
}

/** How far the end of the field being written is below what is seen; negative when it is seen. */
function hiddenBelow(card: HTMLElement | null): number {
  const open = [...(card?.querySelectorAll('[data-status="streaming"]') ?? [])].at(-1);
  if (open === undefined) return 0;
  return open.getBoundingClientRect().bottom - (window.innerHeight - BELOW_PX);
}

/** Scrolls when there is need to, and says whether it did. */
function showOpenField(card: HTMLElement | null): boolean {
  const hidden = hiddenBelow(card);
  if (hidden <= 0) return false;
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const ahead = Math.max(0, window.innerHeight * 0.4 - BELOW_PX);
  window.scrollBy({ top: hidden + ahead, behavior: isCalm ? 'auto' : 'smooth' });
  return true;
}
