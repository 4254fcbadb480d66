// @ts-check
// In: a folder with a package-lock.json. Out: its node_modules as that lock says, installed only when they differ.
// Knows nothing of what the packages are for.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * Installs a folder's packages with `npm ci` unless node_modules already holds what the lock asks for.
 *
 * @param {string} folder
 * @param {import('./run-command.mjs').Log} [log]
 */
export async function ensureModules(folder, log) {
  if (hasModules(folder)) return;
  await runCommand(['npm', 'ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: folder, log });
}

/**
 * Compares npm's own record of what it installed with the lock. Optional packages may be absent: most are
 * binaries of other platforms.
 *
 * @param {string} folder
 */
export function hasModules(folder) {
  const record = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  return Object.entries(readPackages(join(folder, 'package-lock.json'))).every(([path, wanted]) => {
    if (!path.startsWith('node_modules/')) return true;
    const found = installed[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string; optional?: boolean; devOptional?: boolean }>}
 */
function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}
