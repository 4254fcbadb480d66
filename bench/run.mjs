// In: the name of a bench and its flags. Out: that bench, bundled and run in a fresh Node with `--expose-gc`.
// Bundled with esbuild and not run through a loader, so the code measured is the code as TypeScript strips it:
// loaders that keep function names add work to every closure.
// Knows nothing of what is measured.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const BENCHES = ['parse', 'stages', 'wire', 'server', 'agent', 'flow', 'renders', 'devtools'];
const ENTRIES = { renders: 'renders/run.ts', devtools: 'devtools/run.ts' };

const root = new URL('../', import.meta.url);
const at = (path) => fileURLToPath(new URL(path, root));

const args = process.argv.slice(2);
const names = args.filter((arg) => BENCHES.includes(arg));
const flags = args.filter((arg) => arg.startsWith('-'));
const unknown = args.find((arg) => !names.includes(arg) && !flags.includes(arg));
if (unknown !== undefined)
  throw new Error(`There is no bench called ${unknown}. Choose from: ${BENCHES.join(', ')}.`);

const nodeFlags = flags.filter(
  (flag) => flag.startsWith('--cpu-prof') || flag.startsWith('--heap-prof'),
);
const ownFlags = flags.filter((flag) => !nodeFlags.includes(flag));

for (const name of names.length > 0 ? names : BENCHES) {
  const outfile = at(`node_modules/.cache/bench/${name}.mjs`);
  mkdirSync(at('node_modules/.cache/bench'), { recursive: true });
  await build({
    entryPoints: [at(`bench/${ENTRIES[name] ?? `${name}.ts`}`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
  const run = spawnSync(process.execPath, ['--expose-gc', ...nodeFlags, outfile, ...ownFlags], {
    cwd: at('.'),
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
