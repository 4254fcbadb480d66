// In: a module of this folder. Out: how much the compiler did to check it: types made, type expressions instantiated.
// Counts are the same on every machine where times are not; one thread, so that nothing is counted twice.
// Knows nothing of what the module says.

import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

export interface TypeCount {
  readonly types: number;
  readonly instantiations: number;
}

/** @throws {Error} with the compiler's complaints, when it has any */
export function countTypes(file: string): TypeCount {
  const folder = join(root, '.cache/types', file);
  mkdirSync(folder, { recursive: true });
  const config = {
    extends: '../../../tsconfig.json',
    compilerOptions: { types: [] },
    include: [],
    files: [join(import.meta.dirname, file)],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['-p', folder, '--singleThreaded', '--extendedDiagnostics', '--pretty', 'false'];
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The compiler refuses ${file}:\n${stdout}`);
  return {
    types: read(stdout, 'Types'),
    instantiations: read(stdout, 'Instantiations'),
  };
}

function read(output: string, name: string): number {
  const count = new RegExp(`^${name}:\\s+(\\d+)$`, 'm').exec(output)?.[1];
  if (count === undefined) throw new Error(`The compiler does not say ${name}:\n${output}`);
  return Number(count);
}
