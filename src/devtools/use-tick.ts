// In: whether something is under way, and what was heard of it last. Out: two renders a second while nothing is heard:
// time passes though nothing arrives.
// Knows nothing of what is under way.

import { useEffect, useState } from 'react';

/** Longer than what arrives takes to be told, so that it never comes on top of that. */
const TICK_MS = 500;

export function useTick(isOn: boolean, heard: number): void {
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setTimeout(() => setCount(count + 1), TICK_MS);
    return () => clearTimeout(timer);
  }, [isOn, count, heard]);
}
