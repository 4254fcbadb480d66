// In: where runs are, and where the panel is to be. Out: a button in a corner that opens the panel at an edge of the page.
// Remembers whether it was open and how large; gives the focus back when it closes.
// Knows nothing of what is in the panel.

import { Suspense, useEffect, useRef, useState } from 'react';
import type { CSSProperties } from 'react';
import type { InstantDevtoolsProps } from './devtools-props.js';
import { Highlights } from './late-parts.js';
import { Panel } from './panel.js';
import { ResizeHandle } from './resize-handle.js';
import { Shadow } from './shadow.js';
import { readView, storeView, type StoredView } from './stored-view.js';
import { useRunList } from './use-run-list.js';

const SIZE_PX = 360;

/**
 * Shows every streamed answer of the page, beside TanStack Query's devtools: a waterfall of its fields, its events, and
 * the answer as a tree. Put it once below the `QueryClientProvider`.
 *
 * Recording begins when the component is mounted, open or not, and costs the stream little: a fixed amount per event,
 * the newest 20,000 events of a run, ten runs per key.
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
export function InstantDevtools({
  client,
  runs,
  theme,
  styleNonce,
  initialIsOpen = false,
  buttonPosition = 'bottom-left',
  position = 'bottom',
}: InstantDevtoolsProps) {
  const list = useRunList(client, runs);
  const [view, setView] = useState<StoredView>(() => ({
    isOpen: initialIsOpen,
    sizePx: SIZE_PX,
    isHighlighting: false,
    ...readView(),
  }));
  const show = (change: Partial<StoredView>) => {
    const next = { ...view, ...change };
    setView(next);
    storeView(next);
  };
  const [dock, button] = useMovedFocus(view.isOpen);
  const size = `min(${view.sizePx}px, 100%)`;
  const isSide = position === 'left' || position === 'right';
  const style: CSSProperties = isSide ? { inlineSize: size } : { blockSize: size };
  return (
    <Shadow theme={theme} styleNonce={styleNonce}>
      {view.isOpen ? (
        <div className="dock" data-position={position} style={style} ref={dock}>
          <ResizeHandle
            position={position}
            sizePx={view.sizePx}
            onResize={(sizePx) => show({ sizePx })}
          />
          <Panel
            list={list}
            isHighlighting={view.isHighlighting}
            onHighlight={(isHighlighting) => show({ isHighlighting })}
            onClose={() => show({ isOpen: false })}
          />
        </div>
      ) : (
        <button
          type="button"
          className="toggle"
          data-position={buttonPosition}
          aria-label="Open the Fieldwise devtools"
          ref={button}
          onClick={() => show({ isOpen: true })}
        >
          <span aria-hidden="true" className="mark" />
        </button>
      )}
      <Suspense>{view.isHighlighting && <Highlights list={list} />}</Suspense>
    </Shadow>
  );
}

/** Moves the focus into what opens, and back to what opened it; leaves it alone at first. */
function useMovedFocus(isOpen: boolean) {
  const dock = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(isOpen);
  useEffect(() => {
    if (was.current === isOpen) return;
    was.current = isOpen;
    if (!isOpen) return button.current?.focus();
    const panel = dock.current;
    const first =
      panel?.querySelector<HTMLElement>('[role=tab][tabindex="0"]') ?? closeButton(panel);
    first?.focus();
  }, [isOpen]);
  return [dock, button] as const;
}

/** Of a panel that has no run to show. */
function closeButton(panel: HTMLElement | null): HTMLElement | null | undefined {
  return panel?.querySelector<HTMLElement>('.close');
}
