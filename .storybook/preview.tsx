// In: every story and page. Out: the same, in the chosen colours, with a query cache of its own, checked for accessibility, and with
// controls to travel in its answer where the toolbar asks for them. Knows nothing of any single story.

import type { Decorator, Preview } from '@storybook/react-vite';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ComponentProps } from 'react';
import type { ReactNode } from 'react';
import '../playground/styles/tokens.css';
import '../stories/support/stage.css';
import '../stories/support/fields.css';
import '../stories/support/editing.css';
import '../stories/support/object.css';
import '../stories/support/markdown.css';
import '../stories/support/docs.css';
import '../stories/support/travel.css';
import { withTravel } from '../stories/support/travel.js';

/** Pages bring much that no story needs. */
const LazyColours = lazy(async () => {
  const { DocsColours } = await import('../stories/support/docs-colours.js');
  return { default: DocsColours };
});

const DocsColours = (props: ComponentProps<typeof LazyColours>) => (
  <Suspense>
    <LazyColours {...props} />
  </Suspense>
);

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

/** Told otherwise, a story begins anew. */
const withSurroundings: Decorator = (Story, { globals }) => (
  <Surroundings key={String(globals['answer'])} theme={String(globals['theme'])}>
    <Story />
  </Surroundings>
);

const preview: Preview = {
  tags: ['autodocs'],
  // The first is the innermost.
  decorators: [withTravel, withSurroundings],
  initialGlobals: { theme: 'system', answer: 'told' },
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
    answer: {
      description: 'How the answer arrives',
      toolbar: {
        icon: 'timer',
        dynamicTitle: true,
        items: [
          { value: 'told', title: 'As the story tells it' },
          { value: 'travel', title: 'Travelled in by hand' },
        ],
      },
    },
  },
  parameters: {
    a11y: { test: 'error' },
    docs: { container: DocsColours },
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
