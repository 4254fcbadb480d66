// In: the words of a command line. Out: the command, run as a process of its own, and what it printed.
// Run from the sources, so that a test sees what is written and not what was built last.
// Knows nothing of what the command does.

import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface CliResult {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` of a process that a signal ended. */
  readonly code: number | null;
}

export interface CliOptions {
  readonly stdin?: string;
  /** Beside those of this process, which say nothing of colour. */
  readonly env?: Readonly<Record<string, string>>;
}

export type CliProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts it; for a test that has something to say while it runs. */
export function startCli(words: readonly string[], { env }: CliOptions = {}): CliProcess {
  const { NO_COLOR: _, FORCE_COLOR: _force, ...own } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], {
    cwd: root,
    env: { ...own, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // One that has ended reads nothing any more.
  child.stdin.on('error', () => {});
  return child;
}

/** Waits for its end. */
export async function endOf(child: CliProcess): Promise<CliResult> {
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, code };
}

export async function runCli(
  words: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const child = startCli(words, options);
  child.stdin.end(options.stdin ?? '');
  return endOf(child);
}

/** The same text, whichever times it tells: of each the digits, so that columns stay. */
export function maskTimes(output: string): string {
  return output.replaceAll(/\d+\.\d{3}s/g, (time) => time.replaceAll(/\d/g, '#'));
}
