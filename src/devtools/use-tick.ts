// In: whether something is under way. Out: a render ten times a second while it is: time passes though nothing arrives.
// Knows nothing of what is under way.

import { useEffect, useReducer } from 'react';

const TICK_MS = 100;

export function useTick(isOn: boolean): void {
  const [, tick] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}
