// @ts-check
// In: the sources of one door. Out: the bytes a browser would load for it, minified and compressed with gzip.
// Peers stay outside, as they are in an app that has them anyway; code behind import() counts for nothing until it runs.

import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const EXTERNAL = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query', 'zod'];

/** @typedef {{ minified: number; gzip: number; inputs: string[] }} DoorSize */

/**
 * @param {string} door a subpath of package.json `exports`: `.` or `./react`
 * @returns {Promise<DoorSize>}
 */
export async function measureDoor(door) {
  const { outputFiles, metafile } = await build({
    entryPoints: [`src/${door === '.' ? '' : `${door.slice(2)}/`}index.ts`],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: EXTERNAL,
    outdir: 'out',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const loaded = loadedChunks(metafile);
  const files = outputFiles.filter(({ path }) => loaded.has(keyOf(metafile, path)));
  return {
    minified: sum(files.map(({ contents }) => contents.length)),
    gzip: sum(files.map(({ contents }) => gzipSync(contents, { level: 9 }).length)),
    inputs: [...loaded].flatMap((key) => Object.keys(metafile.outputs[key]?.inputs ?? {})),
  };
}

/**
 * The entry and what it imports without import().
 *
 * @param {import('esbuild').Metafile} metafile
 */
function loadedChunks({ outputs }) {
  /** @type {Set<string>} */
  const loaded = new Set();
  const queue = Object.keys(outputs).filter((key) => outputs[key]?.entryPoint?.startsWith('src/'));
  for (const key of queue) {
    if (loaded.has(key)) continue;
    loaded.add(key);
    for (const { path, kind, external } of outputs[key]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) queue.push(path);
    }
  }
  return loaded;
}

/**
 * @param {import('esbuild').Metafile} metafile
 * @param {string} path
 */
function keyOf({ outputs }, path) {
  const normal = path.replaceAll('\\', '/');
  return Object.keys(outputs).find((key) => normal.endsWith(`/${key}`)) ?? '';
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
