// In: modules by file name. Out: the files, written where the compiler finds the project's packages, and its complaints by file.
// One compiler run for all of them.
// Knows nothing of where the modules come from.

import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './source-files.js';

const folder = resolve(root, '.cache/examples');

/** The absolute path an example is written to. */
export function pathOf(file: string): string {
  return join(folder, file);
}

export function compileExamples(
  modules: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly string[]> {
  return compileIn(folder, modules);
}

/** Writes the modules and returns what the compiler says of each file; a file it accepts has no entry. */
export function compileIn(
  folder: string,
  modules: ReadonlyMap<string, string>,
  options: object = {},
): ReadonlyMap<string, readonly string[]> {
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of modules) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, ...options },
    include: ['.', '../../docs/examples.d.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = resolve(root, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const complaints = group(stdout);
  if (status !== 0 && complaints.size === 0) throw new Error(`The compiler failed: ${stdout}`);
  return complaints;
}

function group(output: string): ReadonlyMap<string, readonly string[]> {
  const byFile = new Map<string, string[]>();
  for (const [, file = '', complaint = ''] of output.matchAll(/^(\S+?)(\(\d+,\d+\): .*)$/gm)) {
    byFile.set(file, [...(byFile.get(file) ?? []), complaint]);
  }
  return byFile;
}
