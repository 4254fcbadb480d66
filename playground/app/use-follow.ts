// In: the answer's card and the number of the run that streams into it. Out: the page scrolls with the field being written.
// A reader who scrolls up ends it; one who scrolls down again to what is being written takes it up.
// Knows nothing of fields but the attribute that says how far one has come.

import { useEffect, type RefObject } from 'react';

const LOOK_MS = 300;
/** Room kept below the field being written; on a phone the buttons are there. */
const BELOW_PX = 110;
/** Keys that scroll up. */
const UPWARD: ReadonlySet<string> = new Set(['Home', 'PageUp', 'ArrowUp']);

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
    const leave = () => {
      // A smooth scroll under way would drag the reader back.
      if (isFollowing && isOwnMove) window.scrollTo({ top: window.scrollY, behavior: 'instant' });
      isFollowing = false;
    };
    const onWheel = ({ deltaY }: WheelEvent) => {
      if (deltaY < 0) leave();
    };
    const onKey = ({ key, target }: KeyboardEvent) => {
      if (UPWARD.has(key) && !(target instanceof HTMLInputElement)) leave();
    };
    const onScroll = () => {
      const { scrollY } = window;
      hasMoved = true;
      // Following only ever goes down, so what goes up is the reader.
      if (scrollY < lastY) {
        leave();
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
    // A wheel turned, or a key pressed, against a smooth scroll may not move the page at all.
    window.addEventListener('wheel', onWheel, { passive: true });
    window.addEventListener('keydown', onKey);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener('wheel', onWheel);
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('scroll', onScroll);
    };
  }, [card, streamingRun]);
}

/** How far the end of the last field that has begun is below what is seen; negative when it is seen. */
function hiddenBelow(card: HTMLElement | null): number {
  // Numbers are never seen streaming, so a field that is complete counts as well.
  const begun = '[data-status="streaming"], [data-status="complete"]';
  const last = [...(card?.querySelectorAll(begun) ?? [])].at(-1);
  if (last === undefined) return 0;
  return last.getBoundingClientRect().bottom - (window.innerHeight - BELOW_PX);
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
