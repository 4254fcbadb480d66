// In: every story. Out: the same, in the chosen colours, with a query cache of its own, checked for accessibility.
// Knows nothing of any single story.

import type { Decorator, Preview } from '@storybook/react-vite';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import '../playground/styles/tokens.css';
import '../stories/support/story.css';

function Surroundings({
  theme,
  children,
}: {
  readonly theme: string;
  readonly children: ReactNode;
}) {
  const [client] = useState(() => new QueryClient());
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const withSurroundings: Decorator = (Story, { globals }) => (
  <Surroundings theme={String(globals['theme'])}>
    <Story />
  </Surroundings>
);

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [withSurroundings],
  initialGlobals: { theme: 'system' },
  globalTypes: {
    theme: {
      description: 'Colours',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'system', title: 'System colours' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
  },
  parameters: {
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Whole answer',
          'StructuredField',
          'StructuredList',
          'StructuredText',
          'Side by side',
        ],
      },
    },
  },
};

export default preview;
