// @ts-check
// In: the processes between npm and this one. Out: a call once npm is gone, however it went.
// npm that is killed passes no signal on, and the shell it started stays: then that shell has another parent.
// Knows nothing of what is to be ended.

import { execFile } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const EVERY_MS = 1000;

/**
 * Watches only under `npm run`: whoever starts a script from a shell may close that shell.
 *
 * @param {() => void} onGone
 */
export async function whenNpmIsGone(onGone) {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const npm = await parentOf(shell);
  if (npm === undefined) return;
  while (process.ppid === shell && (await parentOf(shell)) === npm) {
    await setTimeout(EVERY_MS, undefined, { ref: false });
  }
  onGone();
}

/**
 * `undefined` when there is no such process, or no `ps` to ask.
 *
 * @param {number} pid
 */
async function parentOf(pid) {
  try {
    const { stdout } = await run('ps', ['-o', 'ppid=', '-p', String(pid)]);
    return Number(stdout);
  } catch {
    return undefined;
  }
}
