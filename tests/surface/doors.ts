// In: package.json and the sources. Out: the doors of the package and what each lets out, values and types apart.
// Reads names from the syntax tree, because types leave nothing behind at run time.
// Knows nothing of what the names mean.

import { posix } from 'node:path';
import { parseSync } from 'vite';
import { readText } from './source-files.js';

/** One subpath of package.json `exports` that leads to code. */
export interface Door {
  /** What a user imports: `fieldwise/react`, or `fieldwise/devtools/production` of a room with two doors. */
  readonly name: string;
  /** Its source: `src/react/index.ts`. */
  readonly source: string;
  /** Where package.json says the built files are. */
  readonly types: string;
  readonly script: string;
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { types: string; default: string }>>;
}

/** Lists the doors in the order of package.json. */
export function readDoors(): readonly Door[] {
  const { exports } = JSON.parse(readText('package.json')) as Manifest;
  return Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === 'string') return [];
    const room = subpath.slice(2);
    return {
      name: room === '' ? 'fieldwise' : `fieldwise/${room}`,
      source: room === '' ? 'src/index.ts' : `src/${room}/index.ts`,
      types: target.types,
      script: target.default,
    };
  });
}

/** The names a module exports, those behind `export *` included. */
export function readExports(path: string): { values: readonly string[]; types: readonly string[] } {
  const entries = readEntries(path);
  const pick = (isType: boolean) =>
    [
      ...new Set(entries.filter((entry) => entry.isType === isType).map(({ name }) => name)),
    ].toSorted();
  return { values: pick(false), types: pick(true) };
}

function readEntries(path: string): readonly { name: string; isType: boolean }[] {
  const { staticExports } = parseSync(path, readText(path)).module;
  return staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName, moduleRequest, isType }) => {
      if (exportName.name !== null) return [{ name: exportName.name, isType }];
      const target = posix.join(posix.dirname(path), moduleRequest?.value ?? '');
      return readEntries(target.replace(/\.js$/, '.ts'));
    }),
  );
}
