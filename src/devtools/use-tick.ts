// In: whether something is under way. Out: four renders a second while it is: time passes though nothing arrives.
// Knows nothing of what is under way.

import { useEffect, useState } from 'react';

const TICK_MS = 250;

export function useTick(isOn: boolean): void {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setCount(count + 1), TICK_MS);
    return () => clearTimeout(timer);
  }, [isOn, count]);
}
