// In: what the devtools are given. Out: them, when their code has come; nothing before, on a server, or in production.
// Knows nothing of what they show.

import { useEffect, useState } from 'react';
import type { InstantDevtoolsPanelProps, InstantDevtoolsProps } from './devtools-props.js';
import { loadDevtools } from './load-devtools.js';
import type { LoadedDevtools } from './load-devtools.js';

/**
 * Shows every streamed answer of the page, beside TanStack Query's devtools: a waterfall of its fields, its events, and
 * the answer as a tree. Put it once below the `QueryClientProvider`.
 *
 * Its code is loaded when it is mounted, and never in production, where it renders nothing; import it from
 * `fieldwise/devtools/production` to have it there. Recording begins with the code, open or not, and costs the stream a
 * fixed amount per event.
 *
 * @example
 * ```tsx
 * import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
 * import type { ReactNode } from 'react';
 *
 * const client = new QueryClient();
 *
 * export function Root({ children }: { children: ReactNode }) {
 *   return (
 *     <QueryClientProvider client={client}>
 *       {children}
 *       <InstantDevtools />
 *     </QueryClientProvider>
 *   );
 * }
 * ```
 */
export function InstantDevtools(props: InstantDevtoolsProps) {
  const Devtools = useLoaded()?.InstantDevtools;
  return Devtools ? <Devtools {...props} /> : null;
}

/**
 * The panel of {@link InstantDevtools} without its dock: for a page of one's own, a story, a side of a larger tool.
 *
 * @example
 * ```tsx
 * export const Inspector = () => <InstantDevtoolsPanel style={{ height: '100%' }} />;
 * ```
 */
export function InstantDevtoolsPanel(props: InstantDevtoolsPanelProps) {
  const Panel = useLoaded()?.InstantDevtoolsPanel;
  return Panel ? <Panel {...props} /> : null;
}

/** Undefined until the code has come, and for ever where none is to. */
function useLoaded(): LoadedDevtools | undefined {
  const [loaded, setLoaded] = useState<LoadedDevtools>();
  useEffect(() => {
    let isHere = true;
    void loadDevtools()?.then((devtools) => isHere && setLoaded(devtools));
    return () => {
      isHere = false;
    };
  }, []);
  return loaded;
}
