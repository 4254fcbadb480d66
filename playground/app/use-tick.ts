// In: whether something is under way. Out: a re-render ten times a second while it is: time passes though nothing arrives.

import { useEffect, useState } from 'react';

const TICK_MS = 100;

export function useTick(isOn: boolean): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}
