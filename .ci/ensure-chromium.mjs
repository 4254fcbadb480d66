// @ts-check
// In: this machine. Out: the path of a Chromium that is installed on it; Debian's own is installed where that is allowed.
// Never downloads a browser of its own.

import { accessSync, constants } from 'node:fs';
import { runCommand } from './run-command.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const APT = '/usr/bin/apt-get';

/**
 * Finds Chromium, or installs Debian's package when this process is root and apt-get is there.
 *
 * @param {import('./run-command.mjs').Log} [log]
 * @returns {Promise<string>}
 */
export async function ensureChromium(log) {
  const given = process.env['CHROMIUM_PATH'];
  if (given !== undefined && given !== '') {
    if (!isExecutable(given))
      throw new Error(`CHROMIUM_PATH is ${given}, which cannot be executed.`);
    return given;
  }
  const found = PLACES.find(isExecutable);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !isExecutable(APT)) {
    throw new Error(
      'The browser tests need Chromium and none was found. Install it (Debian, Ubuntu: apt-get install chromium) ' +
        'or set CHROMIUM_PATH to its executable. Everything else runs without it: npm test -- --skip unit,e2e',
    );
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand([APT, 'update', '-q'], { env, log });
  const packages = ['chromium', 'fonts-dejavu-core', 'fonts-liberation'];
  await runCommand([APT, 'install', '-y', '-q', '--no-install-recommends', ...packages], {
    env,
    log,
  });
  return ensureChromium(log);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
