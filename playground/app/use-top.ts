// In: nothing. Out: a page that begins at its top: another prompt is another page.

import { useLayoutEffect } from 'react';

export function useTop(): void {
  useLayoutEffect(() => {
    window.scrollTo(0, 0);
  }, []);
}
