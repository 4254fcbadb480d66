import type { NextConfig } from 'next';

const config: NextConfig = {
  // This folder is the whole app, although another lock file lies above it.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
