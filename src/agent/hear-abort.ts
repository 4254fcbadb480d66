// In: a signal that many hear, and what one of them does when it aborts. Out: a way to call it off.
// Platforms take many listeners of one signal for a leak and warn: it has one here, however many responses share it.
// Knows nothing of who hears it.

interface Hearing {
  readonly acts: Set<() => void>;
  readonly listener: () => void;
}

const hearings = new WeakMap<AbortSignal, Hearing>();

/** What is to be done must not throw. Of a signal that has aborted nothing is heard any more. */
export function hearAbort(signal: AbortSignal, act: () => void): () => void {
  const hearing = hearings.get(signal) ?? listen(signal);
  const own = () => act();
  hearing.acts.add(own);
  return () => {
    hearing.acts.delete(own);
    if (hearing.acts.size > 0 || hearings.get(signal) !== hearing) return;
    hearings.delete(signal);
    signal.removeEventListener('abort', hearing.listener);
  };
}

function listen(signal: AbortSignal): Hearing {
  const acts = new Set<() => void>();
  const listener = () => {
    hearings.delete(signal);
    // One that is called off meanwhile is not called.
    for (const act of acts) act();
  };
  signal.addEventListener('abort', listener, { once: true });
  const hearing = { acts, listener };
  hearings.set(signal, hearing);
  return hearing;
}
