'use client';
// In: a value that may change at every keystroke. Out: the same value, once it has not changed for a while.
// What counts as a change is the content: a new object of the same content begins no burst.
// Knows nothing of streams.

import { hashKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inputKey } from './input-key.js';

export function useDebounced<V>(value: V, delayMs: number): V {
  const [settled, settle] = useState({ value });
  const key = delayMs > 0 ? `${delayMs} ${hashKey([inputKey(value)])}` : '';
  const [burst] = useState(() => createBurst(key));
  const note = () => burst.note(key, delayMs, () => settle({ value }));
  // While rendering, because a mounted component that is suspended renders, and has no effects until it no longer is.
  note();
  // Again, for one that is shown once more after `end`.
  useEffect(note);
  useEffect(() => burst.end, [burst]);
  return delayMs > 0 ? settled.value : value;
}

/** The time that the latest value of one component has left. The first has none: React may forget that render. */
function createBurst(first: string) {
  let noted: string | undefined = first;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => {
    noted = undefined;
    clearTimeout(timer);
  };
  return {
    end,
    note(key: string, delayMs: number, onSettled: () => void) {
      if (key === noted) return;
      end();
      noted = key;
      if (delayMs > 0) timer = setTimeout(onSettled, delayMs);
    },
  };
}
