// @ts-check
// In: dist/ and examples/nextjs. Out: the example built against this very package, ready for `next start`.
// The example holds a copy of the package, as an app would; the copy's files are renewed from dist/ on every run.

import { cpSync, rmSync } from 'node:fs';
import { ensureModules } from './ensure-modules.mjs';
import { runCommand } from './run-command.mjs';

const example = 'examples/nextjs';
const copy = `${example}/node_modules/fieldwise`;

await ensureModules(example);
rmSync(`${copy}/dist`, { recursive: true, force: true });
cpSync('dist', `${copy}/dist`, { recursive: true });
cpSync('package.json', `${copy}/package.json`);
await runCommand([process.execPath, 'node_modules/next/dist/bin/next', 'build'], { cwd: example });
