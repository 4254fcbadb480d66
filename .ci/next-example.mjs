// @ts-check
// In: dist/ and examples/nextjs. Out: the example built against this very package, ready for `next start`.
// The example holds a copy of the package, as an app would; the copy's files are renewed from dist/ on every run.

import { cpSync, readFileSync, rmSync } from 'node:fs';
import { ensureModules } from './ensure-modules.mjs';
import { runCommand } from './run-command.mjs';

const example = 'examples/nextjs';
const copy = `${example}/node_modules/fieldwise`;

checkLock();
await ensureModules(example);
rmSync(`${copy}/dist`, { recursive: true, force: true });
cpSync('dist', `${copy}/dist`, { recursive: true });
cpSync('package.json', `${copy}/package.json`);
await runCommand([process.execPath, 'node_modules/next/dist/bin/next', 'build'], { cwd: example });

/** npm copies the package's list of dependencies into the example's lock and never looks again. */
function checkLock() {
  const lock = JSON.parse(readFileSync(`${example}/package-lock.json`, 'utf8'));
  const noted = lock.packages['node_modules/fieldwise'];
  const present = JSON.parse(readFileSync('package.json', 'utf8'));
  const same = (/** @type {string} */ list) =>
    JSON.stringify(noted[list]) === JSON.stringify(present[list]);
  if (same('dependencies') && same('peerDependencies')) return;
  throw new Error(
    `${example}/package-lock.json does not know the package's present dependencies: ` +
      'renew it as CONTRIBUTING.md says.',
  );
}
