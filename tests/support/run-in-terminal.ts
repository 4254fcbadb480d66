// In: the words of a command line, and the size of a screen. Out: the command in a pseudo-terminal of its own, and what it wrote there.
// `script` of util-linux makes one, or the module `pty` of Python; where neither is, there is none, and whoever asks is told so.
// Knows nothing of what the command does.

import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** A command that runs at a terminal. */
export interface TerminalRun {
  /** Everything written so far, control sequences included. */
  readonly output: () => string;
  /** Types keys, as a person would. */
  readonly type: (keys: string) => void;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

export type StartInTerminal = (
  words: readonly string[],
  size: TerminalSize,
  env?: Readonly<Record<string, string>>,
) => TerminalRun;

const quote = (word: string) => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The same for every maker: a shell that sets the size and becomes the command. */
function shellLine(words: readonly string[], { columns, rows }: TerminalSize): string {
  const command = [process.execPath, '--import', 'tsx', 'src/cli/main.ts', ...words];
  return `stty rows ${rows} cols ${columns}; exec ${command.map(quote).join(' ')}`;
}

const PYTHON =
  'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(["sh", "-c", sys.argv[1]])))';

/** How each maker is asked whether it is there, and to run a line. */
const MAKERS: readonly {
  readonly probe: readonly [string, ...string[]];
  readonly run: (line: string) => readonly [string, ...string[]];
}[] = [
  {
    probe: ['script', '-qfec', 'true', '/dev/null'],
    run: (line) => ['script', '-qfec', line, '/dev/null'],
  },
  { probe: ['python3', '-c', 'import pty'], run: (line) => ['python3', '-c', PYTHON, line] },
];

/** Finds what makes terminals here; `undefined` where nothing does. */
export function findTerminal(): StartInTerminal | undefined {
  const maker = MAKERS.find(({ probe: [name, ...words] }) => {
    const { status } = spawnSync(name, words, { stdio: ['ignore', 'ignore', 'ignore'] });
    return status === 0;
  });
  if (maker === undefined) return undefined;
  return (words, size, more) => {
    const [name, ...rest] = maker.run(shellLine(words, size));
    const { NO_COLOR: _, FORCE_COLOR: _force, ...env } = process.env;
    const child = spawn(name, rest, {
      cwd: root,
      env: { ...env, TERM: 'xterm-256color', SHELL: '/bin/sh', ...more },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return follow(child);
  };
}

function follow(child: ChildProcessByStdio<Writable, Readable, null>): TerminalRun {
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  // One that has ended reads nothing any more.
  child.stdin.on('error', () => {});
  return {
    output: () => output,
    type: (keys) => void child.stdin.write(keys),
    ended: new Promise((resolve) => child.once('close', resolve)),
  };
}
