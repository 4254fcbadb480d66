// In: nothing. Out: the types of what the devtools are given.
// Named as those of TanStack Query's devtools are, because they stand beside them.

import type { QueryClient } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import type { NamedRuns } from './run-list.js';

/** Where the button that opens the panel is; `relative` leaves it where it is rendered. */
export type DevtoolsButtonPosition =
  | 'top-left'
  | 'top-right'
  | 'bottom-left'
  | 'bottom-right'
  | 'relative';

/** The edge of the page the panel is docked to. */
export type DevtoolsPosition = 'top' | 'bottom' | 'left' | 'right';

interface WatchedRuns {
  /** The cache whose runs are watched. @default the one of the nearest `QueryClientProvider`, if there is one */
  readonly client?: QueryClient | undefined;
  /** Runs that live in no query cache, such as those of `createInstantRun`, by the names they are listed under. */
  readonly runs?: NamedRuns | undefined;
  /**
   * The colours of the panel; give it what a switch of the page says. `system` follows `prefers-color-scheme`.
   * @default 'system'
   */
  readonly theme?: 'light' | 'dark' | 'system' | undefined;
  /** The nonce of a content security policy, for the style element of the panel. */
  readonly styleNonce?: string | undefined;
}

/** Props of `InstantDevtools`. */
export interface InstantDevtoolsProps extends WatchedRuns {
  /** Whether the panel is open where nothing is remembered of it. @default false */
  readonly initialIsOpen?: boolean | undefined;
  /** @default 'bottom-left' */
  readonly buttonPosition?: DevtoolsButtonPosition | undefined;
  /** @default 'bottom' */
  readonly position?: DevtoolsPosition | undefined;
}

/** Props of `InstantDevtoolsPanel`. */
export interface InstantDevtoolsPanelProps extends WatchedRuns {
  /** Of the element around the panel. @default `{ height: 500 }` */
  readonly style?: CSSProperties | undefined;
  /** Called when the panel is to be closed, by its button or by Escape; without it there is no such button. */
  readonly onClose?: (() => void) | undefined;
}
