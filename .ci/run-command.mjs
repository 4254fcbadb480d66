// @ts-check
// In: a command as a list of words. Out: its exit awaited, its output in a log; a non-zero exit is thrown.
// Knows nothing of steps or tests. Leaves no child running behind it.

import { spawn } from 'node:child_process';
import { whenNpmIsGone } from './end-with-npm.mjs';

/** @typedef {(text: string) => void} Log */

/** A command that ended badly: it exited with another code than 0, or ran out of its time. */
class CommandError extends Error {
  /** @override */
  name = 'CommandError';
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs one command to its end, in a process group of its own, so that a time-out ends its children too.
 *
 * @param {readonly string[]} words
 * @param {{ cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number; log?: Log | undefined }} [options] without `log`
 *   the output goes straight to this process's own.
 * @returns {Promise<void>}
 */
export function runCommand(words, { cwd, env, timeoutMs = 25 * 60_000, log } = {}) {
  const [command = '', ...args] = words;
  log?.(`$ ${words.join(' ')}\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
      stdio: log === undefined ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      shell: process.platform === 'win32',
    });
    running.add(child);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      kill(child);
    }, timeoutMs);
    child.stdout?.setEncoding('utf8').on('data', (text) => log?.(text));
    child.stderr?.setEncoding('utf8').on('data', (text) => log?.(text));
    child.once('error', (cause) => {
      settle();
      reject(new CommandError(`${command} could not be started: ${cause.message}`, { cause }));
    });
    child.once('close', (code, signal) => {
      settle();
      if (late)
        reject(new CommandError(`${words.join(' ')} ran longer than ${timeoutMs / 1000} s`));
      else if (code === 0) resolve();
      else
        reject(new CommandError(`${words.join(' ')} ended with ${signal ?? `exit code ${code}`}`));
    });
    function settle() {
      clearTimeout(timer);
      running.delete(child);
    }
  });
}

/** Ends everything that still runs, then this process, when a person presses Ctrl-C or npm is gone. */
export function endChildrenOnSignal() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, endAll);
  }
  void whenNpmIsGone(endAll);
}

function endAll() {
  for (const child of running) kill(child);
  process.exit(130);
}

/** @param {import('node:child_process').ChildProcess} child */
function kill(child) {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
