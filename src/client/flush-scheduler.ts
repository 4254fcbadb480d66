// In: a flush. Out: its time: the next frame while the page is seen, a timer otherwise.
// A frame that never comes, because the page was hidden meanwhile, is not waited for long.
// Knows nothing of what is flushed.

/**
 * Decides when growing text reaches its listeners: calls `flush` once, later, unless the returned function is called
 * before. Completions wait for the next frame at most, errors and the end for nothing.
 */
export type FlushScheduler = (flush: () => void) => () => void;

/** Between flushes where there are no frames. */
const HIDDEN_MS = 50;

/** A page hidden after a frame was asked for gets none until it is seen again; this is how long that is waited for. */
const LOST_FRAME_MS = 250;

/** Once per animation frame while the page is visible, every 50 ms otherwise. */
export const frameScheduler: FlushScheduler = (flush) => schedule(flush, HIDDEN_MS);

/** With the next frame, before which nobody could see it; without frames, when the current task is over. */
export const soonScheduler: FlushScheduler = (flush) => schedule(flush, 0);

function schedule(flush: () => void, withoutFramesMs: number): () => void {
  const hasFrames =
    typeof requestAnimationFrame === 'function' &&
    (typeof document === 'undefined' || document.visibilityState === 'visible');
  const run = () => {
    cancel();
    flush();
  };
  const frame = hasFrames ? requestAnimationFrame(run) : undefined;
  const timer = setTimeout(run, hasFrames ? LOST_FRAME_MS : withoutFramesMs);
  function cancel(): void {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
  }
  return cancel;
}
