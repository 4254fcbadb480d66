// In: the project on disk. Out: the paths and texts of its files, relative to the root, with forward slashes.
// The sources are what ships: tests beside a file are left out.
// Knows nothing of what the texts mean.

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The project's root folder. */
export const root = resolve(import.meta.dirname, '../..');

/** Texts by path: `src/json/index.ts`. */
export type Files = ReadonlyMap<string, string>;

/** Reads one file by its path from the root. */
export function readText(path: string): string {
  return readFileSync(resolve(root, path), 'utf8');
}

/** Reads every file below a folder whose path ends as `ending` says. */
export function readFolder(folder: string, ending: RegExp): Files {
  const names = readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
  const wanted = paths.filter((path) => ending.test(path)).toSorted();
  return new Map(wanted.map((path) => [path, readText(path)]));
}

/** What the package is made of. */
export function readSources(): Files {
  const files = readFolder('src', /\.tsx?$/);
  return new Map([...files].filter(([path]) => !/\.test(?:-d)?\.tsx?$/.test(path)));
}
