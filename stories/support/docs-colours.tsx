// In: a page of the documentation. Out: the same in the colours that are chosen in the toolbar, as stories are, or in the system's.
// A page of its own has no story around it, so it is told by Storybook's channel.
// Knows nothing of what is on the page.

import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks';
import { useCallback, useEffect, useSyncExternalStore, type PropsWithChildren } from 'react';
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events';
import { themes } from 'storybook/theming';

type Channel = DocsContainerProps['context']['channel'];

const EVENTS = [GLOBALS_UPDATED, SET_GLOBALS] as const;

export function DocsColours({ context, children }: PropsWithChildren<DocsContainerProps>) {
  const chosen = useChosen(context.channel);
  const isSystemDark = useSystemDark();
  const isDark = chosen === 'dark' || (chosen === 'system' && isSystemDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = chosen;
  }, [chosen]);
  return (
    <DocsContainer context={context} theme={isDark ? themes.dark : themes.light}>
      {children}
    </DocsContainer>
  );
}

function useChosen(channel: Channel): string {
  const subscribe = useCallback(
    (listener: () => void) => {
      for (const event of EVENTS) channel.on(event, listener);
      return () => {
        for (const event of EVENTS) channel.off(event, listener);
      };
    },
    [channel],
  );
  return useSyncExternalStore(subscribe, () => lastTheme(channel));
}

/** The channel keeps the last of each event: what was chosen, or what it began with. */
function lastTheme(channel: Channel): string {
  for (const event of EVENTS) {
    const [told] = (channel.last(event) ?? []) as readonly {
      readonly globals?: { readonly theme?: unknown };
    }[];
    if (typeof told?.globals?.theme === 'string') return told.globals.theme;
  }
  return 'system';
}

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia('(prefers-color-scheme: dark)');
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia('(prefers-color-scheme: dark)').matches,
  );
}
