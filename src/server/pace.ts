// In: that something waits to be sent, and that something was. Out: a call when it is time to send.
// After a pause that is the end of the tick, right after another sending the end of a window, in silence a heartbeat.
// Knows nothing of events, sources or frames.

export interface PaceOptions {
  /** Shortest time between two sendings that nothing else hurries. */
  readonly flushMs: number;
  /** Longest silence; `Infinity` for no limit. */
  readonly heartbeatMs: number;
}

export interface Pace {
  /** Somebody waits to be sent something: silence counts. */
  listen(): void;
  /** There is something to send. */
  schedule(): void;
  /** It was sent; what was scheduled is off. */
  sent(): void;
  /** Leaves no timer behind. */
  stop(): void;
}

export function createPace({ flushMs, heartbeatMs }: PaceOptions, send: () => void): Pace {
  /** The first time somebody listened counts, too. */
  let sentAt: number | undefined;
  let window: ReturnType<typeof setTimeout> | undefined;
  let heartbeat: ReturnType<typeof setTimeout> | undefined;

  function sinceSent(): number {
    return performance.now() - (sentAt ??= performance.now());
  }

  /** One timer serves the whole stream: most answers are sent long before it fires, and leave it alone. */
  function beat(): void {
    heartbeat = undefined;
    const restMs = heartbeatMs - sinceSent();
    if (restMs > 0) heartbeat = setTimeout(beat, Math.ceil(restMs));
    else send();
  }

  function clearWindow(): void {
    clearTimeout(window);
    window = undefined;
  }

  return {
    listen() {
      sentAt ??= performance.now();
      if (Number.isFinite(heartbeatMs)) heartbeat ??= setTimeout(beat, heartbeatMs);
    },
    schedule() {
      // After a pause the window is over, and a timer that is due at once waits for the end of the tick.
      window ??= setTimeout(send, Math.max(0, Math.ceil(flushMs - sinceSent())));
    },
    sent() {
      clearWindow();
      sentAt = performance.now();
    },
    stop() {
      clearWindow();
      clearTimeout(heartbeat);
    },
  };
}
