'use client';
// In: an effect. Out: the same effect, before the browser paints; on a server, nothing.
// React 18 warns about layout effects while it renders to HTML; effects it ignores silently.
// Knows nothing of what the effect does.

import { useEffect, useLayoutEffect } from 'react';

export const useIsomorphicLayoutEffect =
  typeof document === 'undefined' ? useEffect : useLayoutEffect;
