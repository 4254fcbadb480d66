// In: a flush. Out: its time: the next frame while the page is seen, a timer otherwise; at once; or when there is time.
// A frame that never comes, because the page was hidden meanwhile, is not waited for long.
// Knows nothing of what is flushed.

/**
 * Decides when growing text reaches its listeners: calls `flush` once, later, unless the returned function is called
 * before. Completions wait for the next frame at most, errors and the end for nothing.
 */
export type FlushScheduler = (flush: () => void) => () => void;

/**
 * When growing text is shown. `frame`: once per animation frame while the page is seen, once a second while it is hidden,
 * every 50 ms where there are no frames. `idle`: when the browser has nothing better to do, a quarter of a second later
 * at most. `sync`: every event as it is received, completions too; for tests, and for whoever gathers them himself.
 */
export type FlushTiming = 'frame' | 'idle' | 'sync' | FlushScheduler;

/** Between flushes where there are no frames. */
const NO_FRAMES_MS = 50;

/** Between flushes of a page that nobody sees: what has come by then is one flush. */
const HIDDEN_MS = 1000;

/**
 * How long a page waits for a frame or for idle time: one hidden after it asked for a frame gets none until it is seen
 * again.
 */
const PATIENCE_MS = 250;

/** Once per animation frame while the page is visible; by a timer otherwise, or as soon as it is visible again. */
export const frameScheduler: FlushScheduler = (flush) => onFrame(flush, NO_FRAMES_MS, HIDDEN_MS);

/** With the next frame, before which nobody could see it; without frames, when the current task is over. */
export const soonScheduler: FlushScheduler = (flush) => onFrame(flush, 0, 0);

const sync: FlushScheduler = (flush) => {
  flush();
  return () => {};
};

/** Safari has no idle time to give: there it is the next frame. */
const idle: FlushScheduler = (flush) => {
  if (typeof requestIdleCallback !== 'function') return frameScheduler(flush);
  const callback = requestIdleCallback(flush, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(callback);
};

const TIMINGS = { frame: frameScheduler, idle, sync };

/** The scheduler for growth; `undefined` for a name that is none, which only plain JavaScript can pass. */
export function schedulerOf(timing: FlushTiming): FlushScheduler {
  return typeof timing === 'function' ? timing : TIMINGS[timing];
}

/** The scheduler for what is worth showing at once, beside one for growth. */
export function urgentBeside(growth: FlushScheduler): FlushScheduler {
  return growth === sync ? sync : soonScheduler;
}

function onFrame(flush: () => void, withoutFramesMs: number, hiddenMs: number): () => void {
  const page = typeof document === 'undefined' ? undefined : document;
  const isHidden = page?.visibilityState === 'hidden';
  const hasFrames = typeof requestAnimationFrame === 'function' && !isHidden;
  const run = () => {
    cancel();
    flush();
  };
  const frame = hasFrames ? requestAnimationFrame(run) : undefined;
  const timer = setTimeout(run, hasFrames ? PATIENCE_MS : isHidden ? hiddenMs : withoutFramesMs);
  // What gathered while nobody looked is shown to whoever comes back.
  if (isHidden) page.addEventListener('visibilitychange', run);
  function cancel(): void {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    if (isHidden) page?.removeEventListener('visibilitychange', run);
  }
  return cancel;
}
