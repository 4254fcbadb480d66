// @ts-check
// In: the sources of one door. Out: the bytes a browser would load for it, minified and compressed with gzip.
// Peers stay outside, as they are in an app that has them anyway; code behind import() counts for nothing until it runs.

import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const EXTERNAL = ['react', 'react-dom', 'react/jsx-runtime', '@tanstack/react-query', 'zod'];

/** @typedef {{ minified: number; gzip: number; inputs: string[] }} DoorSize */

/**
 * @param {string} door a subpath of package.json `exports`: `.` or `./react`
 * @param {readonly string[]} [names] what of it is imported; everything unless said
 * @returns {Promise<DoorSize>}
 */
export async function measureDoor(door, names) {
  const source = `src/${door === '.' ? '' : `${door.slice(2)}/`}index.ts`;
  const { outputFiles, metafile } = await build({
    ...entry(source, names),
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
 * A whole door, or an app's file that imports some names of it and thereby drops the rest.
 *
 * @param {string} source
 * @param {readonly string[]} [names]
 * @returns {Pick<import('esbuild').BuildOptions, 'entryPoints' | 'stdin'>}
 */
function entry(source, names) {
  if (names === undefined) return { entryPoints: [source] };
  const contents = `export { ${names.join(', ')} } from './${source}';`;
  return { stdin: { contents, resolveDir: '.', sourcefile: 'src/some-of-it.ts' } };
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
