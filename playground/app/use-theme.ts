// In: nothing. Out: how the page is lit, as it was chosen on the last visit, and a way to change it.
// Knows nothing of colours: the style sheets read the attribute.

import { useState } from 'react';

export type Theme = 'system' | 'light' | 'dark';

export function useTheme() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const choose = (chosen: Theme) => {
    document.documentElement.dataset['theme'] = chosen;
    localStorage.setItem('theme', chosen);
    setTheme(chosen);
  };
  return [theme, choose] as const;
}

/** The page's own script has put it there before the first paint. */
function readTheme(): Theme {
  const theme = document.documentElement.dataset['theme'];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
