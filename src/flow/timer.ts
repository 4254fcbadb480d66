// In: a time, and what to do when it is over. Out: a way to call it off.
// A timer's delay is kept in 31 bits, and one beyond fires at once: what is longer is waited for in several.
// Knows nothing of what is waited for.

const MAX_DELAY_MS = 2 ** 31 - 1;

export function startTimer(delayMs: number, act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (left: number): void => {
    const delay = Math.min(left, MAX_DELAY_MS);
    timer = setTimeout(() => (left > delay ? wait(left - delay) : act()), delay);
  };
  wait(Math.max(0, delayMs));
  return () => clearTimeout(timer);
}
