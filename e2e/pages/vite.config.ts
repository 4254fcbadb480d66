// In: the pages in this folder. Out: a development server for them and the routes they ask.
// Development, not preview: StrictMode mounts twice only in React's development build.
// Knows nothing of the specs.

import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { routes } from './routes-plugin.js';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  cacheDir: at('../../node_modules/.vite-e2e'),
  plugins: [react(), routes()],
  resolve: {
    alias: [
      { find: /^fieldwise\/(\w+)$/, replacement: `${at('../../src')}/$1/index.ts` },
      { find: /^fieldwise$/, replacement: at('../../src/index.ts') },
    ],
  },
  server: { host: '127.0.0.1', hmr: false, watch: null },
  optimizeDeps: {
    include: ['react', 'react-dom/client', 'react/jsx-dev-runtime', '@tanstack/react-query', 'zod'],
  },
});
