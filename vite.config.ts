import { fileURLToPath } from 'node:url';
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { playgroundApi } from './playground/api.js';
import { reactCompiler } from './tests/support/react-compiler.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The system Chromium: this project never downloads a browser. */
const chromium = {
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** The React of `tests/react-18` in the place of the one the project is written with. */
const react18 = {
  alias: [
    ...['react', 'react-dom'].map((name) => ({
      find: new RegExp(`^${name}(?=/|$)`),
      replacement: at(`tests/react-18/node_modules/${name}`),
    })),
    // Its ES module, because what is required is not looked for here.
    {
      find: /^@testing-library\/react$/,
      replacement: at('node_modules/@testing-library/react/dist/@testing-library/react.esm.js'),
    },
  ],
};

const dom = {
  environment: 'jsdom',
  globals: true,
  setupFiles: at('tests/support/patience.ts'),
  testTimeout: 30_000,
} as const;

export default defineConfig({
  root: process.env['VITEST'] ? at('.') : at('playground'),
  plugins: [react(), playgroundApi()],
  resolve: {
    alias: [
      { find: /^fieldwise\/([\w/]+)$/, replacement: `${at('src')}/$1/index.ts` },
      { find: /^fieldwise$/, replacement: at('src/index.ts') },
    ],
  },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: {
    outDir: at('playground/dist'),
    emptyOutDir: true,
    // Browsers with light-dark(): its translation for older ones doubles every colour.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts', 'playground/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          ...dom,
          name: 'dom',
          include: ['src/**/*.test.tsx', 'playground/**/*.test.tsx'],
        },
      },
      {
        extends: true,
        resolve: react18,
        test: {
          ...dom,
          name: 'react-18',
          include: ['src/{react,object,markdown,devtools,testing,flow}/**/*.test.tsx'],
          // Of what React 19 brought: Activity, use, and what its compiler needs; and of form libraries, one of which
          // requires the other React.
          exclude: ['src/react/{lifecycle,compiled,forms}.test.tsx'],
          // Inlined, because what Node loads by itself finds the other React.
          server: {
            deps: {
              inline: [/@testing-library\/react/, /@tanstack\/react-query/, /react-markdown/],
            },
          },
        },
      },
      {
        extends: true,
        plugins: [reactCompiler()],
        test: {
          ...dom,
          name: 'compiled',
          env: { COMPILED: 'yes' },
          include: [
            'src/react/{compiled,editing,replay,structured-fields,use-field,use-instant-stream}.test.tsx',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            checker: 'tsc',
            include: ['src/**/*.test-d.ts', 'src/**/*.test-d.tsx'],
          },
        },
      },
      {
        extends: true,
        plugins: [storybookTest({ configDir: at('.storybook') })],
        test: {
          name: 'storybook',
          // Some stories play a whole answer at the pace of a model, however busy the machine is.
          testTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
