'use client';
// In: a value that may change at every keystroke. Out: the same value, once it has not changed for a while.
// What counts as a change is the content: a new object of the same content begins no burst.
// Knows nothing of streams.

import { hashKey } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { inputKey } from './input-key.js';

export function useDebounced<V>(value: V, delayMs: number): V {
  const [settled, settle] = useState({ value });
  const hash = delayMs > 0 ? hashKey([inputKey(value)]) : undefined;
  useEffect(() => {
    if (hash === undefined) return undefined;
    const timer = setTimeout(() => settle({ value }), delayMs);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react/exhaustive-deps -- `hash` stands for the content of `value`
  }, [hash, delayMs]);
  return delayMs > 0 ? settled.value : value;
}
