// In: the fuzzer's flags. Out: the fuzzer, bundled and run in a fresh Node, so that coverage sees our code as one file.

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const outfile = at('node_modules/.cache/fuzz/fuzz.mjs');

mkdirSync(at('node_modules/.cache/fuzz'), { recursive: true });
await build({
  entryPoints: [at('tests/fuzz/main.ts')],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], {
  cwd: at('.'),
  stdio: 'inherit',
});
process.exit(run.status ?? 1);
