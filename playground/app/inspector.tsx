// In: how the page is lit. Out: the panel of the devtools, where the page has room for it; its code comes after the page's.
// From the door for production, because the built playground is one and its readers are developers.
// Knows nothing of what is asked.

import { lazy, Suspense } from 'react';
import type { Theme } from './use-theme.js';

const Panel = lazy(async () => {
  const { InstantDevtoolsPanel } = await import('fieldwise/devtools/production');
  return { default: InstantDevtoolsPanel };
});

/** Its own border lies under the one it has here. */
const filled = { blockSize: 'calc(100% + 2px)', margin: -1 };

export function Inspector({ theme }: { theme: Theme }) {
  return (
    <div className="inspector">
      <Suspense>
        <Panel theme={theme} style={filled} />
      </Suspense>
    </div>
  );
}
