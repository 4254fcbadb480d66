// In: whether something is under way, and what was heard of it last. Out: two renders a second while nothing is heard:
// time passes though nothing arrives.
// Knows nothing of what is under way.

import { useEffect, useState } from 'react';

/** Longer than what arrives takes to be told, so that it never comes on top of that. */
const TICK_MS = 500;

export function useTick(isOn: boolean, heard: number): void {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!isOn) return undefined;
    // Any number but the last: what is heard meanwhile begins the waiting anew.
    const timer = setTimeout(() => setTurn(turn + heard + 1), TICK_MS);
    return () => clearTimeout(timer);
  }, [isOn, turn, heard]);
}
