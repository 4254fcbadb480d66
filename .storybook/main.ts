// In: nothing. Out: where stories and pages are, and what Storybook adds to them.
// Builds with the project's own vite.config.ts, less what is only the playground's.

import type { StorybookConfig } from '@storybook/react-vite';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.stories.tsx', '../stories/**/*.mdx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal({ root: _root, build, ...rest }) {
    // Storybook names the output folder and has put the manager there: Vite must not empty it.
    const { outDir: _outDir, ...kept } = build ?? {};
    return { ...rest, build: { ...kept, emptyOutDir: false } };
  },
};

export default config;
