'use client';
// In: a value of each render. Out: the newest committed one, readable from functions that keep their identity.
// Knows nothing of what the value is.

import { useInsertionEffect, useRef } from 'react';

/** Insertion effects run before every other effect, so no effect of a child sees the value before. */
export function useLatest<V>(value: V): { readonly current: V } {
  const ref = useRef(value);
  useInsertionEffect(() => {
    ref.current = value;
  });
  return ref;
}
