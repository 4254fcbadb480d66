// In: the playground, the test pages and the Next.js example. Out: how Playwright starts each and which browser it drives.
// The browser is the machine's own Chromium; nothing is downloaded.
// Knows nothing of what the specs look for.

import { defineConfig } from '@playwright/test';
import { nextUrl, pagesUrl, playgroundUrl } from './servers.js';

const node = (words: string, at: string) =>
  `exec ${JSON.stringify(process.execPath)} ${words} --port ${new URL(at).port}`;

const vite = 'node_modules/vite/bin/vite.js';
const root = new URL('..', import.meta.url).pathname;

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results/e2e',
  // One for every machine: those that are taken pin the font.
  snapshotPathTemplate: '{testDir}/looks/{arg}{ext}',
  forbidOnly: true,
  workers: 2,
  fullyParallel: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: '../test-results/playwright.json' }]],
  use: {
    baseURL: playgroundUrl,
    // No trace: recording one for every test takes a third of the time. Ask for it: npm run e2e -- --trace on
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      chromiumSandbox: false,
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-sync',
        // Glyphs are drawn where they are, and not where this machine's fonts are set up to have them.
        '--font-render-hinting=none',
        '--disable-lcd-text',
        '--force-color-profile=srgb',
      ],
    },
  },
  webServer: [
    {
      name: 'playground',
      command: node(`${vite} --config e2e/playground.vite.config.ts --strictPort`, playgroundUrl),
      url: playgroundUrl,
      cwd: root,
    },
    {
      name: 'pages',
      command: node(`${vite} --config e2e/pages/vite.config.ts --strictPort`, pagesUrl),
      url: pagesUrl,
      cwd: root,
    },
    {
      name: 'next',
      command: node('node_modules/next/dist/bin/next start --hostname 127.0.0.1', nextUrl),
      url: nextUrl,
      cwd: `${root}examples/nextjs`,
    },
  ],
});
